import { createHash } from 'node:crypto';
import { RuleError, thumbprintInput } from '@clientele/model';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';

describe('thumbprintInput', () => {
  it.each(['RS256', 'ES256', 'ES384', 'EdDSA'])(
    'gives the thumbprint that jose computes for %s',
    async (alg) => {
      const { publicKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid: 'ignored', use: 'sig' };
      const digest = createHash('sha256').update(thumbprintInput(jwk)).digest('base64url');
      expect(digest).toBe(await calculateJwkThumbprint(jwk));
    },
  );

  it.each([{ kty: 'oct', k: 'AAAA' }, { kty: 'constructor' }, {}, { kty: 'RSA', n: 'AQAB' }])(
    'refuses %j',
    (jwk) => {
      expect(() => thumbprintInput(jwk)).toThrow(RuleError);
    },
  );
});
