import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { AssertionAlgorithm, Credential } from '@clientele/model';
import { expect, test } from 'vitest';
import { signerSearch } from '../../src/oauth/assertion-keys.js';

const pemOf = (make: { publicKey: KeyObject }) =>
  make.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const rsa = (modulusLength: number) => pemOf(generateKeyPairSync('rsa', { modulusLength }));
const keys = {
  'RSA 2048': rsa(2048),
  'RSA 3072': rsa(3072),
  'RSA 4096': rsa(4096),
  'P-256': pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  Ed25519: pemOf(generateKeyPairSync('ed25519')),
  unusable: pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 })).replace('AQAB', 'AAAB'),
};

const credential = (key: keyof typeof keys, alg: AssertionAlgorithm): Credential => ({
  id: `cred_${key}`,
  credential_type: 'public_key',
  kid: `kid-${key}`,
  alg,
  public_key: keys[key],
  created_at: '',
  updated_at: '',
});

/** Who a request claims to be from: nobody, a client without a key that counts, and clients with all kinds of them. */
const clients: Record<string, Credential[]> = {
  'nobody known': [],
  'one of RS256': [credential('RSA 2048', 'RS256')],
  'one of RS256 with 4096 bits': [credential('RSA 4096', 'RS256')],
  'two of RS256': [credential('RSA 2048', 'RS256'), credential('RSA 3072', 'RS256')],
  'one of PS256': [credential('RSA 2048', 'PS256')],
  'one of ES256': [credential('P-256', 'ES256')],
  'one of EdDSA': [credential('Ed25519', 'EdDSA')],
  'one of RS256 and one of ES256': [credential('RSA 2048', 'RS256'), credential('P-256', 'ES256')],
  'one that is not used': [credential('unusable', 'RS256')],
};

const headers = [
  { alg: 'RS256' },
  { alg: 'RS384' },
  { alg: 'PS256' },
  { alg: 'ES256' },
  { alg: 'EdDSA' },
  { alg: 'RS256', kid: 'kid-RSA 2048' },
  { alg: 'RS256', kid: 'kid-of-nobody' },
];

/** Below every modulus, above some of them, and of lengths that no key has. */
const signatures = [256, 384, 512, 64, 257, 0, 255, 513, 1000].flatMap((length) => [
  Buffer.concat([Buffer.from([0x7f]), randomBytes(1000)]).subarray(0, length),
  Buffer.concat([Buffer.from([0xe0]), randomBytes(1000)]).subarray(0, length),
]);

function workFor(credentials: Credential[], header: object, signature: Buffer) {
  const search = signerSearch({
    header: { ...header },
    payload: {},
    signingInput: Buffer.from('a.b'),
    signature,
  });
  // As it is remembered, and as it is read again for a refusal.
  for (const read of [credentials, credentials.map((one) => ({ ...one }))])
    expect(search.among(read)).toBeUndefined();
  return search.equalizeWork();
}

test.each(headers)(
  '75: refusing an assertion under %j is the same work, whoever it claims to be from',
  (header) => {
    for (const signature of signatures) {
      const work = Object.entries(clients).map(([name, credentials]) => [
        name,
        workFor(credentials, header, signature),
      ]);
      const [[, expected] = []] = work;
      for (const [name, done] of work)
        expect([name, signature.length, done]).toEqual([name, signature.length, expected]);
    }
  },
);

test('75: what some key could have signed is verified twice, and what none could not at all', () => {
  const [below = Buffer.alloc(0)] = signatures;
  expect(workFor([], { alg: 'RS256' }, below)).toEqual({ keysRead: 2, signaturesVerified: 2 });
  expect(workFor([], { alg: 'ES256' }, below.subarray(0, 64))).toEqual({
    keysRead: 2,
    signaturesVerified: 2,
  });
  expect(workFor([], { alg: 'RS256' }, Buffer.alloc(100))).toEqual({ keysRead: 2, signaturesVerified: 0 });
});

test('75: who did sign is found at once, and nothing is spent besides', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signer = { ...credential('Ed25519', 'EdDSA'), public_key: pemOf({ publicKey }) };
  const signingInput = Buffer.from('a.b');
  const signature = sign(null, signingInput, privateKey);
  const search = signerSearch({ header: { alg: 'EdDSA' }, payload: {}, signingInput, signature });
  expect(search.among([credential('RSA 2048', 'RS256'), signer])).toBe(signer);
  expect(search.among([signer])).toBe(signer);
  expect(search.equalizeWork()).toEqual({ keysRead: 2, signaturesVerified: 2 });
});

test('75: where a client may have more keys, a refusal is the work for as many', () => {
  const search = signerSearch(
    { header: { alg: 'EdDSA' }, payload: {}, signingInput: Buffer.from('a.b'), signature: randomBytes(64) },
    5,
  );
  expect(search.among([credential('Ed25519', 'EdDSA')])).toBeUndefined();
  expect(search.equalizeWork()).toEqual({ keysRead: 5, signaturesVerified: 5 });
});
