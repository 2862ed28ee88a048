import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { newResourceServer } from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { issueAccessToken } from '../../src/token/access-token.js';
import type { SigningKeys } from '../../src/token/signing-keys.js';
import { tokenVerifier } from '../../src/token/verified-tokens.js';

const issuer = 'https://issuer.example/';
const audience = `${issuer}api/v2/`;
const now = 1_800_000_000_000;
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = 'the-key';

/** Keys as far as issuing and verifying look at them; `verifiers` may change, as it does where a key is revoked. */
function keysWith(verifiers: Map<string, KeyObject>): SigningKeys {
  const unused = () => {
    throw new Error('not asked for here');
  };
  return {
    all: unused,
    provide: unused,
    jwks: unused,
    rotate: unused,
    rotateAfter: unused,
    revoke: unused,
    refresh: unused,
    catchUp: unused,
    verifier: (id) => verifiers.get(id),
    signer: async () => ({
      kid,
      privateKey: pair.privateKey,
      key: { kid, type: 'RSA', created_at: 0, public_key: '', longest_lifetime: 0 },
    }),
  };
}

async function issued() {
  const verifiers = new Map([[kid, pair.publicKey]]);
  const keys = keysWith(verifiers);
  const token = await issueAccessToken(keys, {
    issuer,
    clientId: 'client',
    resourceServer: newResourceServer({ identifier: audience, token_lifetime: 60 }, { id: 'api' }),
    signingSecret: undefined,
    scopes: ['read:clients'],
    now,
  });
  return { verifiers, keys, token, verify: tokenVerifier(), expected: { issuer, audience, now } };
}

describe('a verifier that remembers tokens', () => {
  it('answers the same as at first', async () => {
    const { keys, token, verify, expected } = await issued();
    const first = verify(keys, token, expected);
    expect(first).toMatchObject({ clientId: 'client', scopes: ['read:clients'] });
    expect(verify(keys, token, expected)).toBe(first);
  });

  it('refuses a remembered token once it has expired', async () => {
    const { keys, token, verify, expected } = await issued();
    verify(keys, token, expected);
    expect(verify(keys, token, { ...expected, now: now + 60_000 })).toBe('expired');
  });

  it('refuses a remembered token at once when its key is revoked, or another one is there under its id', async () => {
    const { keys, token, verify, expected, verifiers } = await issued();
    verify(keys, token, expected);
    verifiers.delete(kid);
    expect(verify(keys, token, expected)).toBe('invalid');
    verifiers.set(kid, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
    expect(verify(keys, token, expected)).toBe('invalid');
  });

  it('refuses a remembered token for another issuer or audience', async () => {
    const { keys, token, verify, expected } = await issued();
    verify(keys, token, expected);
    expect(verify(keys, token, { ...expected, issuer: 'https://other.example/' })).toBe('invalid');
    expect(verify(keys, token, { ...expected, audience: 'https://other.example/' })).toBe('invalid');
  });

  it('does not take a changed token for the one it remembers', async () => {
    const { keys, token, verify, expected } = await issued();
    verify(keys, token, expected);
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ iss: issuer, aud: audience })).toString('base64url');
    expect(verify(keys, `${header}.${payload}.${signature}`, expected)).toBe('invalid');
  });
});
