import type { TokenSigningKey } from '@clientele/model';
import { expect, it } from 'vitest';
import { prepareKeys } from '../../src/token/key-set.js';
import { newSigningKey } from '../../src/token/new-signing-key.js';

it('publishes a key with its certificate under each algorithm, and one that has none without', async () => {
  const key = await newSigningKey('RSA', { host: 'id.example.com', now: 0 });
  const membersOf = (one: TokenSigningKey) =>
    prepareKeys([one]).published.map(({ jwk: { alg, x5c, x5t, 'x5t#S256': x5tS256 } }) => ({
      alg,
      certificate: [x5c, x5t, x5tS256].filter((member) => member !== undefined).length,
    }));
  const expected = (certificate: number) => ['RS256', 'RS512', 'PS256'].map((alg) => ({ alg, certificate }));
  expect(membersOf(key)).toEqual(expected(3));
  const { certificate, private_key, ...bare } = key;
  expect(membersOf({ ...bare, current_since: 0, current_until: 1 })).toEqual(expected(0));
});
