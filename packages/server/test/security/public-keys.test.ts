import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicKeyProblem } from '../../src/crypto/public-key-check.js';
import { type TestServer, testServer } from '../test-server.js';
import { certificateOver, pem, weakEd25519Keys, weakP256Keys, weakRsaKeys } from './weak-keys.js';

// Named after lines 70 to 79 of security-checklist.md.

let server: TestServer;
let clientId: string;
beforeAll(async () => {
  server = await testServer();
  clientId = (await server.call('POST', '/clients', { name: 'x' })).json<{ client_id: string }>().client_id;
});
afterAll(() => server.close());

const refusal = (property: string, message: RegExp) => ({
  statusCode: 400,
  error: 'Bad Request',
  errorCode: 'invalid_body',
  message: expect.stringMatching(
    new RegExp(
      `^Payload validation error: '.*(?:${message.source}).* on property ${property.replaceAll(/[[\].]/g, '\\$&')}\\.$`.replace(
        /'(?=\))/g,
        "'?",
      ),
    ),
  ),
});

/** Every way in which a key for authentication comes in. */
async function refusedEverywhere(spki: Buffer, message: RegExp): Promise<void> {
  const asKey = pem('PUBLIC KEY', spki);
  const asCertificate = certificateOver(spki);
  const credentials = `/clients/${clientId}/credentials`;
  for (const body of [
    { credential_type: 'public_key', pem: asKey },
    { credential_type: 'public_key', pem: asCertificate },
    { credential_type: 'x509_cert', pem: asCertificate },
    { credential_type: 'cert_subject_dn', pem: asCertificate },
  ])
    expect((await server.call('POST', credentials, body)).json()).toEqual(refusal('pem', message));
  const slots = [
    ['client_authentication_methods.private_key_jwt', 'public_key', asKey],
    ['client_authentication_methods.private_key_jwt', 'public_key', asCertificate],
    ['client_authentication_methods.self_signed_tls_client_auth', 'x509_cert', asCertificate],
    ['signed_request_object', 'public_key', asKey],
  ] as const;
  for (const [slot, credential_type, text] of slots) {
    const [first = '', second] = slot.split('.');
    const named = { credentials: [{ credential_type, pem: text }] };
    const body = { name: 'y', [first]: second ? { [second]: named } : named };
    const answer = await server.call('POST', '/clients', body);
    expect(answer.json()).toEqual(refusal(`${slot}.credentials[0].pem`, message));
  }
  expect((await server.call('GET', credentials)).json()).toEqual([]);
}

test.each(weakRsaKeys)('70: an RSA key %s is refused wherever it comes in', (_name, make, message) =>
  refusedEverywhere(make(), message),
);

test.each(weakEd25519Keys)('71: an Ed25519 key %s is refused wherever it comes in', (_name, make, message) =>
  refusedEverywhere(make(), message),
);

test.each(weakP256Keys)('72: a P-256 key %s is refused wherever it comes in', (_name, make, message) =>
  refusedEverywhere(make(), message),
);

/** Read from a JSON Web Key, which no endpoint takes yet. RFC 7517 */
async function refusedAsJwk(spki: Buffer, message: RegExp): Promise<void> {
  const jwk = createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'jwk' });
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  expect(`${await publicKeyProblem(key)}'`).toMatch(message);
}

test.each(weakRsaKeys)('70: an RSA key %s is refused as a JSON Web Key', (_name, make, message) =>
  refusedAsJwk(make(), message),
);

test.each(weakEd25519Keys)('71: an Ed25519 key %s is refused as a JSON Web Key', (_name, make, message) =>
  refusedAsJwk(make(), message),
);

test('72: a P-256 key beside the curve is no JSON Web Key, and the point at infinity has no coordinates', () => {
  const {
    x = '',
    y = '',
    ...jwk
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  });
  for (const point of [
    { x: y, y: x },
    { x: '', y: '' },
    { x: 'AA', y: 'AA' },
  ])
    expect(() => createPublicKey({ key: { ...jwk, ...point }, format: 'jwk' })).toThrow();
});

test.each(weakRsaKeys)('70: an RSA key %s is refused for encrypting tokens', async (_name, make, message) => {
  const spki = make();
  for (const text of [pem('PUBLIC KEY', spki), certificateOver(spki)]) {
    const token_encryption = {
      format: 'compact-nested-jwe',
      encryption_key: { name: 'k', alg: 'RSA-OAEP-256', pem: text },
    };
    const body = { identifier: 'https://encrypted.example/', token_encryption };
    const created = await server.call('POST', '/resource-servers', body);
    expect(created.json()).toEqual(refusal('token_encryption.encryption_key.pem', message));
  }
});

const honestKeys = [
  ...[2048, 3072, 4096].map(
    (modulusLength) =>
      [
        `RSA of ${modulusLength} bits`,
        () => generateKeyPairSync('rsa', { modulusLength }).publicKey,
      ] as const,
  ),
  [
    'RSA with an exponent of 32 bits',
    () => generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0xfffffffb }).publicKey,
  ],
  ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
  ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
  ['P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey],
  ['Ed25519', () => generateKeyPairSync('ed25519').publicKey],
] as const;

test.each(honestKeys)('70 to 72: a key of %s that was made as it should be is sound', async (_name, make) => {
  expect(await publicKeyProblem(make())).toBeUndefined();
});
