import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { connect, getCiphers, type SecureVersion } from 'node:tls';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openListeners } from '../../src/sockets/listeners.js';

/** A certificate for a key of some kind, so that each cipher has the one it needs. */
async function certificate(
  algorithm: EcKeyGenParams | RsaHashedKeyGenParams,
): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: { ...algorithm, hash: 'SHA-256' },
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: made.toString('pem') };
}

async function served(tls: { key: string; cert: string }): Promise<number> {
  const listeners = await openListeners({ host: ['127.0.0.1'], httpsPort: 0, tls });
  onTestFinished(() => listeners.drain());
  return listeners.https?.port ?? 0;
}

/** The cipher that a handshake ends with where nothing else is offered, or nothing where it fails. */
async function agreed(port: number, version: SecureVersion, ciphers: string): Promise<string | undefined> {
  const options = { minVersion: version, maxVersion: version, ciphers: `${ciphers}:@SECLEVEL=0` };
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  try {
    await once(socket, 'secureConnect');
    return socket.getCipher().name;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

/** What this Node can offer, and what it can without listing it. */
const all = [
  ...getCiphers().map((name) => name.toUpperCase()),
  ...['AES128-CCM', 'AES128-CCM8', 'AES256-CCM', 'AES256-CCM8'].flatMap((name) => [
    name,
    `DHE-RSA-${name}`,
    `ECDHE-ECDSA-${name}`,
  ]),
];
const offered = all.filter((name) => !name.startsWith('TLS_') && !/PSK|SRP/.test(name));

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const certificates: Record<string, { key: string; cert: string }> = {};
beforeAll(async () => {
  certificates.ECDSA = await certificate({ name: 'ECDSA', namedCurve: 'P-256' });
  certificates.RSA = await certificate(rsa);
});

describe.each(['ECDSA', 'RSA'])('TLS with a certificate of %s', (kind) => {
  it('68: 1.2 is spoken with forward secrecy and authenticated encryption, and with nothing else', async () => {
    const port = await served(certificates[kind] ?? { key: '', cert: '' });
    const results = await Promise.all(offered.map((cipher) => agreed(port, 'TLSv1.2', cipher)));
    expect(offered).toContain(`ECDHE-${kind}-AES128-SHA256`);
    expect(results.filter((cipher) => cipher !== undefined).sort()).toEqual(
      ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((name) => `ECDHE-${kind}-${name}`),
    );
  });

  it('68: 1.3 is spoken, and never with short tags', async () => {
    const port = await served(certificates[kind] ?? { key: '', cert: '' });
    const names = [
      'AES_256_GCM_SHA384',
      'CHACHA20_POLY1305_SHA256',
      'AES_128_GCM_SHA256',
      'AES_128_CCM_8_SHA256',
    ];
    const results = await Promise.all(names.map((name) => agreed(port, 'TLSv1.3', `TLS_${name}:ALL`)));
    expect(results).toEqual([...names.slice(0, 3).map((name) => `TLS_${name}`), undefined]);
  });
});
