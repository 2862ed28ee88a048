import { hash, type KeyObject } from 'node:crypto';
import { boundedMap } from '../limits/bounded-map.js';
import { type VerifiedToken, verifyAccessToken } from './access-token.js';

interface Remembered {
  token: VerifiedToken;
  key: KeyObject;
  issuer: string;
  audience: string;
}

/** A token with all scopes takes some kilobytes. */
const limit = { entries: 2000, bytes: 16 * 1024 * 1024 };

/**
 * Verifies as `verifyAccessToken` does, and takes the signature of a token that it has verified before as read, for as long as the
 * token is valid and the same key verifies. Tokens are cached by their digests. docs/decisions/0042
 */
export function tokenVerifier(): typeof verifyAccessToken {
  const verified = boundedMap<Remembered>(limit);
  return (keys, compact, expected) => {
    const digest = hash('sha256', compact, 'base64url');
    const known = verified.get(digest);
    if (known && holds(known, expected, keys.verifier(known.token.kid)))
      return known.token.expiresAt <= expected.now ? 'expired' : known.token;
    const token = verifyAccessToken(keys, compact, expected);
    const key = typeof token === 'string' ? undefined : keys.verifier(token.kid);
    if (key && typeof token !== 'string')
      // Its scopes are in it, and here as texts of their own.
      verified.set(
        digest,
        { token, key, issuer: expected.issuer, audience: expected.audience },
        4 * compact.length,
      );
    return token;
  };
}

function holds(
  { key, issuer, audience }: Remembered,
  expected: { issuer: string; audience: string },
  verifier: KeyObject | undefined,
): boolean {
  return key === verifier && issuer === expected.issuer && audience === expected.audience;
}
