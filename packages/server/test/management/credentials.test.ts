import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { calculateJwkThumbprint, exportJWK, importSPKI } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let clientId: string;
let certificate: string;
beforeAll(async () => {
  server = await testServer();
  certificate = await selfSigned();
});
beforeEach(async () => {
  clientId = (await server.call('POST', '/clients', { name: 'x' })).json<{ client_id: string }>().client_id;
});
afterAll(() => server.close());

async function selfSigned(extensions: x509.Extension[] = []): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=robot, OU=Machines, O=Example, C=ES',
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2099-12-31T00:00:00Z'),
      signingAlgorithm: algorithm,
      keys,
      extensions,
    },
    webcrypto as Crypto,
  );
  return made.toString('pem');
}

const path = (more = '') => `/clients/${clientId}/credentials${more}`;
const add = (body: object) => server.call('POST', path(), body);
const key = (size = 2048) =>
  generateKeyPairSync('rsa', {
    modulusLength: size,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

const pemOf = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A public key of any size in no time; nobody knows its private half. */
const publicKeyOf = (bits: number) => {
  const n = randomBytes(bits / 8);
  n[0] = 0x80;
  n[n.length - 1] = 1;
  return createPublicKey({ key: { kty: 'RSA', n: n.toString('base64url'), e: 'AQAB' }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
};

/** A P-256 key whose point was moved off the curve. */
function offCurve(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  der.writeUInt8((der.at(-1) ?? 0) ^ 1, der.length - 1);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----`;
}

describe('a public key', () => {
  it('gets the RFC 7638 thumbprint as kid and RS256 as algorithm', async () => {
    const answer = await add({ credential_type: 'public_key', name: 'k', pem: rsa.publicKey });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: expect.stringMatching(/^cred_/),
      credential_type: 'public_key',
      kid: await calculateJwkThumbprint(await exportJWK(await importSPKI(rsa.publicKey, 'RS256'))),
      alg: 'RS256',
      name: 'k',
      created_at: new Date(server.clock.now).toISOString(),
      updated_at: new Date(server.clock.now).toISOString(),
    });
    const { id } = answer.json<{ id: string }>();
    // Read alone, and named by nothing yet, it shows that it never expires.
    expect((await server.call('GET', path(`/${id}`))).json()).toEqual({ ...answer.json(), expires_at: null });
    expect((await server.call('GET', path('?include_totals=true&per_page=50'))).json()).toEqual([
      answer.json(),
    ]);
  });

  it('may be PKCS#1 or a certificate, whose expiry counts only when asked for', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs1 = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect((await add({ credential_type: 'public_key', pem: pkcs1 })).statusCode).toBe(201);
    const plain = await add({ credential_type: 'public_key', pem: certificate });
    expect(plain.json()).not.toHaveProperty('expires_at');
    await server.call('DELETE', path(`/${plain.json<{ id: string }>().id}`));
    const parsed = await add({
      credential_type: 'public_key',
      pem: certificate,
      parse_expiry_from_cert: true,
    });
    expect(parsed.json()).toMatchObject({
      expires_at: '2099-12-31T00:00:00.000Z',
      kid: plain.json<{ kid: string }>().kid,
    });
  });

  it('takes expiry, algorithm and kid from the request', async () => {
    const answer = await add({
      credential_type: 'public_key',
      pem: rsa.publicKey,
      alg: 'PS256',
      kid: 'my-own-key-id',
      expires_at: '2095-05-13T11:33:13+02:00',
    });
    expect(answer.json()).toMatchObject({
      alg: 'PS256',
      kid: 'my-own-key-id',
      expires_at: '2095-05-13T09:33:13.000Z',
    });
  });

  it.each([
    ['ES256', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
    ['EdDSA', () => pemOf(generateKeyPairSync('ed25519'))],
  ])('for %s is known by its type, with its thumbprint as kid', async (alg, make) => {
    const pem = make();
    const answer = await add({ credential_type: 'public_key', pem });
    const kid = await calculateJwkThumbprint(await exportJWK(await importSPKI(pem, alg)));
    expect([answer.statusCode, answer.json()]).toEqual([201, expect.objectContaining({ alg, kid })]);
    const again = await add({ credential_type: 'public_key', pem, alg, kid: 'another-kid-1' });
    expect(again.json()).toMatchObject({
      message: 'credentials contains public keys that already exist in client',
    });
  });

  it.each([
    ['an RSA key', 'ES256', () => rsa.publicKey, /Expected a key for ES256 but found rsa' on property pem/],
    ['an RSA key', 'EdDSA', () => rsa.publicKey, /Expected a key for EdDSA but found rsa/],
    [
      'a P-256 key',
      'RS256',
      () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
      /ec prime256v1/,
    ],
    [
      'a P-256 key',
      'EdDSA',
      () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
      /ec prime256v1/,
    ],
    ['an Ed25519 key', 'ES256', () => pemOf(generateKeyPairSync('ed25519')), /ES256 but found ed25519/],
    ['an Ed25519 key', 'PS256', () => pemOf(generateKeyPairSync('ed25519')), /PS256 but found ed25519/],
  ])('that is %s is refused for %s', async (_name, alg, pem, message) => {
    const answer = await add({ credential_type: 'public_key', alg, pem: pem() });
    expect(answer.json()).toMatchObject({ statusCode: 400, message: expect.stringMatching(message) });
    expect((await server.call('GET', path())).json()).toEqual([]);
  });

  it.each<[string, () => string, RegExp]>([
    ['of 1024 bits', () => publicKeyOf(1024), /2048 to 4096 bits but found 1024/],
    ['of 4104 bits', () => publicKeyOf(4104), /2048 to 4096 bits but found 4104/],
    ['that is private', () => key().privateKey, /found a private key/],
    [
      'on another curve',
      () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
      /found ec secp384r1/,
    ],
    ['on secp256k1', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })), /ec secp256k1/],
    ['for key agreement', () => pemOf(generateKeyPairSync('x25519')), /RSA, EC P-256 or Ed25519 .* x25519/],
    ['of Ed448', () => pemOf(generateKeyPairSync('ed448')), /found ed448/],
    ['for RSA-PSS only', () => pemOf(generateKeyPairSync('rsa-pss', { modulusLength: 2048 })), /rsa-pss/],
    ['on a point beside the curve', offCurve, /cannot be read/],
    ['that is rubbish', () => 'rubbish', /one PEM block/],
    [
      'with rubbish inside',
      () => '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      /cannot be read/,
    ],
    ['twice in one PEM', () => rsa.publicKey + rsa.publicKey, /one PEM block/],
  ])('38: a key %s is refused', async (_name, pem, message) => {
    const answer = await add({ credential_type: 'public_key', pem: pem() });
    expect(answer.json()).toMatchObject({
      statusCode: 400,
      errorCode: 'invalid_body',
      message: expect.stringMatching(message),
    });
    expect((await server.call('GET', path())).json()).toEqual([]);
  });

  it('38: a key that the client has already is refused', async () => {
    await add({ credential_type: 'public_key', pem: rsa.publicKey });
    const again = await add({ credential_type: 'public_key', pem: rsa.publicKey, kid: 'another-kid-1' });
    expect(again.json()).toMatchObject({
      message: 'credentials contains public keys that already exist in client',
    });
    expect(again.statusCode).toBe(400);
  });
});

describe('a certificate', () => {
  it.each(['public_key', 'cert_subject_dn'])(
    '38: a certificate for other uses than client authentication is refused as %s',
    async (credential_type) => {
      const usage = (...usages: string[]) => selfSigned([new x509.ExtendedKeyUsageExtension(usages)]);
      const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
      const other = await add({ credential_type, pem: await usage(serverAuth) });
      expect(other.json()).toMatchObject({
        errorCode: 'invalid_body',
        message: expect.stringContaining('Expected a certificate for client authentication'),
      });
      const both = await add({ credential_type, pem: await usage(serverAuth, clientAuth) });
      expect(both.statusCode).toBe(201);
    },
  );

  it('38: a self-signed one for TLS is accepted whatever uses it is for, since it is compared as a whole', async () => {
    const pem = await selfSigned([new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth])]);
    expect((await add({ credential_type: 'x509_cert', pem })).statusCode).toBe(201);
  });

  it('gives a subject, most significant part first', async () => {
    const answer = await add({ credential_type: 'cert_subject_dn', pem: certificate });
    expect(answer.json()).toMatchObject({ subject_dn: new X509Certificate(certificate).subject });
    expect(Object.keys(answer.json<object>()).sort()).toEqual([
      'created_at',
      'credential_type',
      'id',
      'subject_dn',
      'updated_at',
    ]);
  });

  it('may be replaced by the subject itself, kept as it is', async () => {
    const answer = await add({ credential_type: 'cert_subject_dn', subject_dn: 'CN=a\nC=b' });
    expect(answer.json()).toMatchObject({ subject_dn: 'CN=a\nC=b' });
  });

  it('gives thumbprint and expiry', async () => {
    const answer = await add({ credential_type: 'x509_cert', name: 'c', pem: certificate });
    const sha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
    expect(answer.json()).toMatchObject({
      thumbprint_sha256: Buffer.from(sha256, 'hex').toString('base64url'),
      expires_at: '2099-12-31T00:00:00.000Z',
    });
    const { id } = answer.json<{ id: string }>();
    expect(
      (await server.call('PATCH', path(`/${id}`), { expires_at: '2199-01-01T00:00:00Z' })).statusCode,
    ).toBe(400);
  });

  it.each([
    [
      'a public key where a certificate belongs',
      () => ({ credential_type: 'x509_cert', pem: rsa.publicKey }),
    ],
    ['neither PEM nor subject', () => ({ credential_type: 'cert_subject_dn' })],
    ['an algorithm', () => ({ credential_type: 'x509_cert', pem: certificate, alg: 'RS256' })],
    ['an unknown type', () => ({ credential_type: 'password', pem: certificate })],
  ])('is refused with %s', async (_name, body) => {
    expect((await add(body())).json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
  });
});

describe('credentials of a client', () => {
  it('are four at most', async () => {
    for (let n = 0; n < 4; n += 1)
      expect((await add({ credential_type: 'cert_subject_dn', subject_dn: `CN=${n}` })).statusCode).toBe(201);
    const fifth = await add({ credential_type: 'cert_subject_dn', subject_dn: 'CN=5' });
    expect(fifth.json()).toMatchObject({
      statusCode: 400,
      message: 'A client can have a maximum of 4 credentials.',
    });
  });

  it('are listed newest first', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3]) {
      server.clock.now += 1000;
      const made = await add({ credential_type: 'cert_subject_dn', subject_dn: `CN=${n}` });
      ids.unshift(made.json<{ id: string }>().id);
    }
    const listed = (await server.call('GET', path())).json<{ id: string }[]>();
    expect(listed.map(({ id }) => id)).toEqual(ids);
  });

  it('are not found under another client, and not changed or deleted there', async () => {
    const { id } = (await add({ credential_type: 'public_key', pem: rsa.publicKey })).json<{ id: string }>();
    const other = (await server.call('POST', '/clients', { name: 'o' })).json<{ client_id: string }>()
      .client_id;
    const elsewhere = `/clients/${other}/credentials/${id}`;
    for (const answer of [
      await server.call('GET', elsewhere),
      await server.call('PATCH', elsewhere, { expires_at: null }),
      await server.call('DELETE', elsewhere),
    ])
      expect(answer.json()).toEqual({
        statusCode: 404,
        error: 'Not Found',
        message: 'The credential does not exist',
        errorCode: 'inexistent_credential',
      });
    expect((await server.call('GET', path(`/${id}`))).statusCode).toBe(200);
  });

  it('may be deleted once more', async () => {
    const { id } = (await add({ credential_type: 'public_key', pem: rsa.publicKey })).json<{ id: string }>();
    for (const _time of ['first', 'second'])
      expect((await server.call('DELETE', path(`/${id}`))).statusCode).toBe(204);
    expect((await server.call('GET', path(`/${id}`))).statusCode).toBe(404);
  });

  it('of a client that does not exist are 404', async () => {
    for (const answer of [
      await server.call('GET', '/clients/nobody/credentials'),
      await server.call('POST', '/clients/nobody/credentials', {
        credential_type: 'public_key',
        pem: rsa.publicKey,
      }),
    ])
      expect(answer.json()).toMatchObject({ statusCode: 404, errorCode: 'inexistent_client' });
  });

  it('go with the client', async () => {
    await add({ credential_type: 'public_key', pem: rsa.publicKey });
    await server.call('DELETE', `/clients/${clientId}`);
    const left = await server.db
      .selectFrom('credentials')
      .selectAll()
      .where('client_id', '=', clientId)
      .execute();
    expect(left).toEqual([]);
  });
});

describe('the expiry of a credential', () => {
  it('is changed with any offset, cut to milliseconds, and taken away by null', async () => {
    const { id, created_at } = (await add({ credential_type: 'public_key', pem: rsa.publicKey })).json<{
      id: string;
      created_at: string;
    }>();
    server.clock.now += 1000;
    const changed = await server.call('PATCH', path(`/${id}`), {
      expires_at: '2023-05-16T11:07:30.535694+02:00',
    });
    expect(changed.json()).toMatchObject({
      expires_at: '2023-05-16T09:07:30.535Z',
      created_at,
      updated_at: new Date(server.clock.now).toISOString(),
    });
    expect((await server.call('PATCH', path(`/${id}`), { expires_at: null })).json()).not.toHaveProperty(
      'expires_at',
    );
  });

  it.each([
    { expires_at: 'tomorrow' },
    { expires_at: 5 },
    { name: 'x' },
    { expires_at: '2023-13-01T00:00:00Z' },
  ])('is refused as %j', async (body) => {
    const { id } = (await add({ credential_type: 'public_key', pem: rsa.publicKey })).json<{ id: string }>();
    expect((await server.call('PATCH', path(`/${id}`), body)).json()).toMatchObject({
      statusCode: 400,
      errorCode: 'invalid_body',
    });
  });
});
