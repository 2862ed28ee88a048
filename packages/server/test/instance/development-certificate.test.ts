import 'reflect-metadata';
import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificateAuthority, makeLeaf } from '../../src/crypto/certificate-authority.js';
import type { DataFolder } from '../../src/instance/data-folder.js';
import {
  certificateInMemory,
  type DevelopmentCertificate,
  developmentCertificate,
} from '../../src/instance/development-certificate.js';
import { temporaryFolder } from './temporary-folder.js';

const has = (program: string) => spawnSync(program, ['version']).error === undefined;
const [hasOpenssl, hasCurl] = [has('openssl'), has('curl')];
const day = 24 * 60 * 60 * 1000;
const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * day);

function dataFolder(): DataFolder {
  const path = temporaryFolder();
  return { path, file: (name) => join(path, name), release: () => undefined };
}

async function serve({ key, cert }: Pick<DevelopmentCertificate, 'key' | 'cert'>): Promise<number> {
  const server = createServer({ key, cert }, (_, response) => response.end('served'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

// Connects to 127.0.0.1 whatever the name, as the name is what is under test.
function fetchAs(servername: string, port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername, ca, agent: false, headers: { host: servername } };
    get(options, (response) => resolve(text(response))).on('error', reject);
  });
}

describe('developmentCertificate', () => {
  it('makes a CA and a certificate that verify by every loopback name', async () => {
    const certificate = await developmentCertificate(dataFolder(), now);
    const port = await serve(certificate);
    expect(await fetchAs('localhost', port, certificate.caPem)).toBe('served');
    expect(await fetchAs('mtls.localhost', port, certificate.caPem)).toBe('served');
    const leaf = new X509Certificate(certificate.cert);
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.checkIP('::1')).toBe('::1');
    expect(await fetchByAddress(port, certificate.caPem)).toBe('served');
  });

  it('is trusted by a process started with NODE_EXTRA_CA_CERTS, and by no other', async () => {
    const certificate = await developmentCertificate(dataFolder(), now);
    const port = await serve(certificate);
    expect(await fetchInChild(port, { NODE_EXTRA_CA_CERTS: certificate.caFile })).toBe('served');
    expect(await fetchInChild(port, {})).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('keeps its four files, the keys for their owner alone', async () => {
    const folder = dataFolder();
    const certificate = await developmentCertificate(folder, now);
    expect(readdirSync(folder.path).sort()).toEqual(['ca.key', 'ca.pem', 'leaf.key', 'leaf.pem']);
    expect(certificate.caFile).toBe(folder.file('ca.pem'));
    expect(readFileSync(certificate.caFile, 'utf8')).toBe(certificate.caPem);
    if (process.platform === 'win32') return;
    expect(statSync(folder.file('ca.key')).mode & 0o777).toBe(0o600);
    expect(statSync(folder.file('leaf.key')).mode & 0o777).toBe(0o600);
  });

  it('lives for ten years as a CA and for at most 397 days as a server', async () => {
    const { caPem, cert } = await developmentCertificate(dataFolder(), now);
    const days = ({ validFrom, validTo }: X509Certificate) =>
      (Date.parse(validTo) - Date.parse(validFrom)) / day;
    expect(Math.floor(days(new X509Certificate(caPem)))).toBe(3650);
    expect(Math.floor(days(new X509Certificate(cert)))).toBe(396);
  });

  it('uses P-256 keys, for server authentication only', async () => {
    const { caPem, cert } = await developmentCertificate(dataFolder(), now);
    const [ca, leaf] = [new X509Certificate(caPem), new X509Certificate(cert)];
    expect(ca.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect([ca.ca, leaf.ca]).toEqual([true, false]);
    expect([ca.keyUsage, leaf.keyUsage]).toEqual([['1.3.6.1.5.5.7.3.1'], ['1.3.6.1.5.5.7.3.1']]);
  });

  it('stays the same at the next start', async () => {
    const folder = dataFolder();
    const first = await developmentCertificate(folder, now);
    expect(await developmentCertificate(folder, inDays(365))).toEqual(first);
  });

  it('renews the server certificate alone when less than 30 days are left', async () => {
    const folder = dataFolder();
    const first = await developmentCertificate(folder, now);
    const renewed = await developmentCertificate(folder, inDays(367));
    expect(renewed.caPem).toBe(first.caPem);
    expect(renewed.cert).not.toBe(first.cert);
    expect(Date.parse(new X509Certificate(renewed.cert).validTo)).toBeGreaterThan(
      inDays(367 + 395).getTime(),
    );
  });

  it('makes both anew when the CA has expired, or is not valid yet', async () => {
    for (const then of [inDays(3651), inDays(-1)]) {
      const folder = dataFolder();
      const first = await developmentCertificate(folder, now);
      const remade = await developmentCertificate(folder, then);
      expect(remade.caPem).not.toBe(first.caPem);
      expect(new X509Certificate(remade.cert).verify(new X509Certificate(remade.caPem).publicKey)).toBe(true);
    }
  });

  it.each([
    ['ca.pem', { ca: true, leaf: true }],
    ['ca.key', { ca: true, leaf: true }],
    ['leaf.pem', { ca: false, leaf: true }],
    ['leaf.key', { ca: false, leaf: true }],
  ])('makes anew what belongs to a damaged, foreign or missing %s', async (name, remade) => {
    const damages: ((folder: DataFolder) => Promise<void> | void)[] = [
      (folder) => rmSync(folder.file(name)),
      (folder) => writeFileSync(folder.file(name), readFileSync(folder.file(name), 'utf8').slice(0, 100)),
      async (folder) => {
        const other = dataFolder();
        await developmentCertificate(other, now);
        writeFileSync(folder.file(name), readFileSync(other.file(name)));
      },
    ];
    for (const damage of damages) {
      const folder = dataFolder();
      const first = await developmentCertificate(folder, now);
      await damage(folder);
      const after = await developmentCertificate(folder, now);
      expect(after.caPem !== first.caPem).toBe(remade.ca);
      expect(after.cert !== first.cert).toBe(remade.leaf);
      expect(await fetchAs('localhost', await serve(after), after.caPem)).toBe('served');
    }
  });

  it('renews a server certificate for other names', async () => {
    const folder = dataFolder();
    const first = await developmentCertificate(folder, now);
    const ca = { certificate: first.caPem, key: readFileSync(folder.file('ca.key'), 'utf8') };
    const narrow = await makeLeaf(ca, [{ type: 'dns', value: 'localhost' }], now);
    writeFileSync(folder.file('leaf.pem'), narrow.certificate);
    writeFileSync(folder.file('leaf.key'), narrow.key);
    const after = await developmentCertificate(folder, now);
    expect(new X509Certificate(after.cert).subjectAltName).toBe(
      new X509Certificate(first.cert).subjectAltName,
    );
  });

  it('says where it cannot write', async () => {
    const path = join(temporaryFolder(), 'absent');
    const folder = { path, file: (name: string) => join(path, name), release: () => undefined };
    await expect(developmentCertificate(folder, now)).rejects.toThrow(
      `${join(path, 'ca.key')} cannot be written (it does not exist)`,
    );
  });
});

describe('host names besides those of loopback', () => {
  const hostnames = ['clientele', 'auth_server', 'id.clientele.test'];

  it.each([...hostnames, 'localhost'])('are covered by certificate and CA: %s', async (name) => {
    const certificate = await developmentCertificate(dataFolder(), now, hostnames);
    expect(await fetchAs(name, await serve(certificate), certificate.caPem)).toBe('served');
  });

  it('are covered where no file holds the certificate, and more of them than a short length can say', async () => {
    const many = Array.from({ length: 100 }, (_, n) => `${'service'.repeat(8)}-${n}.test`);
    const certificate = await certificateInMemory(now, many);
    const port = await serve(certificate);
    expect(await fetchAs(many[99] ?? '', port, certificate.caPem)).toBe('served');
    await expect(fetchAs('other.test', port, certificate.caPem)).rejects.toThrow('does not match');
  });

  it('78: are all that the CA can vouch for', async () => {
    const ca = await makeCertificateAuthority(now, hostnames);
    const leaf = await makeLeaf(ca, [{ type: 'dns', value: 'clientele.test' }], now);
    const port = await serve({ key: leaf.key, cert: leaf.certificate });
    await expect(fetchAs('clientele.test', port, ca.certificate)).rejects.toThrow(
      'permitted subtree violation',
    );
  });

  it('make a new CA and certificate when their list changes, and none as long as it does not', async () => {
    const folder = dataFolder();
    const first = await developmentCertificate(folder, now, ['clientele']);
    expect(await developmentCertificate(folder, inDays(300), ['clientele'])).toEqual(first);
    for (const others of [['clientele', 'more.test'], ['other'], []]) {
      const changed = await developmentCertificate(folder, now, others);
      expect(changed).toMatchObject({ replaced: true });
      expect(changed.caPem).not.toBe(first.caPem);
      expect(await developmentCertificate(folder, now, others)).toEqual({ ...changed, replaced: false });
    }
  });
});

describe('the development CA', () => {
  it.each([
    ['dns', 'example.com'],
    ['dns', 'notlocalhost'],
    ['ip', '10.0.0.1'],
    ['ip', '127.0.0.2'],
    ['ip', '::2'],
    ['email', 'anybody@example.com'],
    ['email', 'anybody@mail.localhost'],
    ['url', 'https://example.com/'],
    ['url', 'spiffe://example.com/workload'],
  ] as const)('78: cannot vouch for %s %s', async (type, value) => {
    const ca = await makeCertificateAuthority(now);
    const leaf = await makeLeaf(
      ca,
      [
        { type: 'dns', value: 'localhost' },
        { type, value },
      ],
      now,
    );
    const port = await serve({ key: leaf.key, cert: leaf.certificate });
    await expect(fetchAs('localhost', port, ca.certificate)).rejects.toThrow('permitted subtree violation');
  });
});

/** A certificate of the CA for any use. */
async function issue(ca: { certificate: string; key: string }, usage: string, name = 'localhost') {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const der = createPrivateKey(ca.key).export({ type: 'pkcs8', format: 'der' });
  const made = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: new X509Certificate(ca.certificate).subject,
    notBefore: new Date(Date.now() - day),
    notAfter: inDays(30),
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']),
    signingAlgorithm: algorithm,
    extensions: [new x509.ExtendedKeyUsageExtension([usage])],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: made.toString('pem'), key };
}

describe('what the development CA issues', () => {
  it('78: is of no use to a client', async () => {
    const ca = await makeCertificateAuthority(now);
    const { key, certificate: cert } = await makeLeaf(ca, [{ type: 'dns', value: 'localhost' }], now);
    const server = createServer({
      key,
      cert,
      ca: ca.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const shown = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const client = await issue(ca, x509.ExtendedKeyUsage.clientAuth);
    const socket = connect({
      host: '127.0.0.1',
      port,
      servername: 'localhost',
      ca: ca.certificate,
      ...client,
    });
    const [{ authorized, authorizationError }] = await shown;
    socket.destroy();
    expect([authorized, String(authorizationError)]).toEqual([false, expect.stringMatching(/PURPOSE|PATH/)]);
  });

  it.skipIf(!hasOpenssl)('78: is taken by OpenSSL as a server, and for nothing else', async () => {
    const folder = dataFolder();
    const { caFile } = await developmentCertificate(folder, now);
    const verify = (purpose: string, file: string) =>
      spawnSync('openssl', ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', caFile, file])
        .status === 0;
    expect(verify('sslserver', folder.file('leaf.pem'))).toBe(true);
    const ca = {
      certificate: readFileSync(caFile, 'utf8'),
      key: readFileSync(folder.file('ca.key'), 'utf8'),
    };
    for (const [purpose, usage] of [
      ['sslclient', x509.ExtendedKeyUsage.clientAuth],
      ['smimesign', x509.ExtendedKeyUsage.emailProtection],
      ['timestampsign', x509.ExtendedKeyUsage.timeStamping],
    ] as const) {
      writeFileSync(folder.file('other.pem'), (await issue(ca, usage)).cert);
      expect([purpose, verify(purpose, folder.file('other.pem'))]).toEqual([purpose, false]);
    }
  });

  it.skipIf(!hasCurl)('78: is taken by curl', async () => {
    const certificate = await developmentCertificate(dataFolder(), now);
    const port = await serve(certificate);
    const child = spawn('curl', [
      '-sS',
      '--cacert',
      certificate.caFile,
      `https://localhost:${port}/`,
      '--resolve',
      `localhost:${port}:127.0.0.1`,
    ]);
    expect(await text(child.stdout)).toBe('served');
  });

  it('78: comes from a new CA where the one that is there is wider', async () => {
    const folder = dataFolder();
    const wide = await wideAuthority();
    writeFileSync(folder.file('ca.pem'), wide.certificate);
    writeFileSync(folder.file('ca.key'), wide.key);
    const { caPem } = await developmentCertificate(folder, now);
    expect(caPem).not.toBe(wide.certificate);
    expect(readFileSync(folder.file('ca.key'), 'utf8')).not.toBe(wide.key);
    expect((await developmentCertificate(folder, now)).caPem).toBe(caPem);
  });
});

/** A CA as earlier versions made it: of names on loopback, with e-mail, URIs and uses left open. */
async function wideAuthority() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = Buffer.from('301ba019300b82096c6f63616c686f7374300a87087f000001ffffffff', 'hex');
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Clientele development CA',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now.getTime() - day),
    notAfter: inDays(3650),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.Extension('2.5.29.30', true, names),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: made.toString('pem'), key };
}

function fetchByAddress(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, ca, agent: false }, (response) => resolve(text(response))).on(
      'error',
      reject,
    );
  });
}

async function fetchInChild(port: number, env: Record<string, string>): Promise<string> {
  const script = `require('node:https')
    .get({ host: '127.0.0.1', servername: 'localhost', port: ${port}, agent: false }, (response) => response.pipe(process.stdout))
    .on('error', (error) => console.log(error.code));`;
  const { NODE_EXTRA_CA_CERTS: _, ...clean } = process.env;
  const child = spawn(process.execPath, ['--eval', script], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await text(child.stdout)).trim();
}
