import { inspect } from 'node:util';
import { exportJWK, exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { ManagementClient, type SigningKey } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

const ISSUER = 'https://tenant.example/';
const ALGORITHMS = ['RS256', 'RS384', 'PS256', 'ES256', 'EdDSA'] as const;
type Alg = (typeof ALGORITHMS)[number];

const pairs = new Map(
  await Promise.all(
    ALGORITHMS.map(async (alg) => [alg, await generateKeyPair(alg, { extractable: true })] as const),
  ),
);
const pairOf = (alg: Alg) => pairs.get(alg) ?? expect.fail(`no pair for ${alg}`);

const FORMS: Record<string, (alg: Alg) => Promise<SigningKey>> = {
  'PKCS#8 in PEM': (alg) => exportPKCS8(pairOf(alg).privateKey),
  'a JSON Web Key': (alg) => exportJWK(pairOf(alg).privateKey),
  'a JSON Web Key that names its algorithm': async (alg) => ({
    ...(await exportJWK(pairOf(alg).privateKey)),
    alg,
  }),
  'a CryptoKey': async (alg) => pairOf(alg).privateKey,
};

interface Settings {
  clientAssertionSigningKey: SigningKey;
  clientAssertionSigningAlg?: Alg;
}

/** The assertions that a client sends for so many tokens. */
async function assertionsOf(settings: Settings, times = 1): Promise<string[]> {
  const { origin, requests } = await recordingServer(({ url }) =>
    url === '/oauth/token' ? { json: { access_token: 't', expires_in: 0 } } : { json: [] },
  );
  const { clients } = new ManagementClient({ baseUrl: origin, clientId: 'c1', issuer: ISSUER, ...settings });
  for (let time = 0; time < times; time += 1) await clients.getAll();
  return requests
    .filter(({ url }) => url === '/oauth/token')
    .map(({ body }) => new URLSearchParams(body).get('client_assertion') ?? '');
}

const verified = (assertion: string | undefined, alg: Alg) =>
  jwtVerify(assertion ?? '', pairOf(alg).publicKey, {
    algorithms: [alg],
    audience: ISSUER,
    issuer: 'c1',
    subject: 'c1',
    maxTokenAge: 120,
    requiredClaims: ['exp', 'iat', 'jti'],
  });

describe.each(Object.entries(FORMS))('a key as %s', (_, make) => {
  test.each(ALGORITHMS)('signs with %s', async (alg) => {
    const key = await make(alg);
    const [one, two] = await assertionsOf(
      { clientAssertionSigningKey: key, clientAssertionSigningAlg: alg },
      2,
    );
    const [first, second] = [await verified(one, alg), await verified(two, alg)];
    expect(first.protectedHeader.alg).toBe(alg);
    expect(first.payload.jti).not.toBe(second.payload.jti);
    expect((first.payload.exp ?? 0) - (first.payload.iat ?? 0)).toBe(120);
  });
});

describe('without an algorithm', () => {
  test('a PEM signs with RS256', async () => {
    const key = await exportPKCS8(pairOf('RS256').privateKey);
    const [assertion] = await assertionsOf({ clientAssertionSigningKey: key });
    expect((await verified(assertion, 'RS256')).protectedHeader.alg).toBe('RS256');
  });

  test.each(ALGORITHMS)('a CryptoKey for %s signs with that', async (alg) => {
    const [assertion] = await assertionsOf({ clientAssertionSigningKey: pairOf(alg).privateKey });
    expect((await verified(assertion, alg)).protectedHeader.alg).toBe(alg);
  });

  test.each(ALGORITHMS)('a JSON Web Key that names %s signs with that', async (alg) => {
    const key = { ...(await exportJWK(pairOf(alg).privateKey)), alg };
    const [assertion] = await assertionsOf({ clientAssertionSigningKey: key });
    expect((await verified(assertion, alg)).protectedHeader.alg).toBe(alg);
  });

  test.each(['ES256', 'EdDSA'] as const)('the curve of a JSON Web Key says %s', async (alg) => {
    const key = await exportJWK(pairOf(alg).privateKey);
    const [assertion] = await assertionsOf({ clientAssertionSigningKey: key });
    expect((await verified(assertion, alg)).protectedHeader.alg).toBe(alg);
  });
});

const rsa = await exportPKCS8(pairOf('RS256').privateKey);
const jwk = await exportJWK(pairOf('RS256').privateKey);
const publicJwk = await exportJWK(pairOf('RS256').publicKey);
const elliptic = await exportPKCS8(pairOf('ES256').privateKey);
const p384 = await exportJWK((await generateKeyPair('ES384', { extractable: true })).privateKey);
const line = rsa.split('\n')[1] ?? '';
const pem = (content: string) => `-----BEGIN PRIVATE KEY-----\n${content}\n-----END PRIVATE KEY-----\n`;

describe('a key that will not do is refused by the name of its option, and not shown:', () => {
  const keys: [string, unknown, Alg?][] = [
    ['no PEM', line],
    ['an older PEM', rsa.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')],
    ['a PEM of a public key', rsa.replaceAll('PRIVATE KEY', 'PUBLIC KEY')],
    ['a PEM that was cut', pem(line)],
    ['a PEM that is not base64', pem(`${line}=${line}`)],
    ['a PEM of another kind', elliptic],
    ['a PEM for another algorithm', rsa, 'ES256'],
    ['a public JSON Web Key', publicJwk],
    ['a JSON Web Key of an algorithm that is not offered', { ...jwk, alg: 'RS512' }],
    ['a JSON Web Key of another curve', p384],
    ['a JSON Web Key that is empty', {}],
    ['a public CryptoKey', pairOf('RS256').publicKey],
    ['a CryptoKey for another algorithm', pairOf('ES256').privateKey, 'RS256'],
    ['a number', 42],
    ['a list', [line]],
  ];

  test.each(keys)('%s', async (_, key, alg) => {
    const settings = {
      clientAssertionSigningKey: key as SigningKey,
      ...(alg && { clientAssertionSigningAlg: alg }),
    };
    const error = await rejection(assertionsOf(settings));
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/^The option clientAssertionSigningKey must be /);
    const shown = [String(error), JSON.stringify(error), inspect(error, { depth: Infinity })].join('\n');
    for (const part of [line, line.slice(0, 20), jwk.d ?? line]) expect(shown).not.toContain(part);
  });

  test('an algorithm that is not offered is refused by its name too', async () => {
    const settings = { clientAssertionSigningKey: rsa, clientAssertionSigningAlg: 'HS256' as Alg };
    expect(String(await rejection(assertionsOf(settings)))).toMatch(
      /The option clientAssertionSigningAlg must be .*RS256/,
    );
  });
});
