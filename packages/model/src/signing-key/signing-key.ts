/** The types of key that sign access tokens, named as in a JWK. RFC 7518 section 6.1, RFC 8037 section 2. */
export const signingKeyTypes = ['RSA', 'EC', 'OKP'] as const;
/** The type of a key that signs access tokens. */
export type SigningKeyType = (typeof signingKeyTypes)[number];

/** A key that signs access tokens, as it is kept; times are milliseconds since the epoch. signing-keys.md */
export interface TokenSigningKey {
  /** Thumbprint of the public key. RFC 7638. */
  kid: string;
  type: SigningKeyType;
  created_at: number;
  /** When it began to sign; absent while it waits for that. */
  current_since?: number;
  /** When it ceased to sign. */
  current_until?: number;
  revoked_at?: number;
  /** The longest lifetime, in seconds, of a token that it signed. */
  longest_lifetime: number;
  /** SubjectPublicKeyInfo in PEM. */
  public_key: string;
  /** PKCS #8 in PEM; gone once the key signs no more. */
  private_key?: string;
  /** A certificate of the key over itself, in PEM. */
  certificate?: string;
}

/** Where a key stands in its life. signing-keys.md */
export type SigningKeyState = 'current' | 'next' | 'previous' | 'revoked';

/** Where a key stands in its life: it waits, signs, has signed, or counts no more. signing-keys.md */
export function signingKeyState(key: TokenSigningKey): SigningKeyState {
  if (key.revoked_at !== undefined) return 'revoked';
  if (key.current_until !== undefined) return 'previous';
  return key.current_since === undefined ? 'next' : 'current';
}

/** The key of a type that is in a state of which there is one only. */
export function findSigningKey(
  keys: readonly TokenSigningKey[],
  type: SigningKeyType,
  state: 'current' | 'next',
): TokenSigningKey | undefined {
  return keys.find((key) => key.type === type && signingKeyState(key) === state);
}

/** For how long after its last token a key stays published: clocks differ, and another server may learn of a rotation late. */
const grace = 5 * 60_000;

/** Until when a key is published: for good before it is rotated away, then until its last token has expired. security-checklist.md 44 */
export function publishedUntil(key: TokenSigningKey): number {
  if (key.revoked_at !== undefined) return key.revoked_at;
  if (key.current_until === undefined) return Number.POSITIVE_INFINITY;
  return key.current_until + key.longest_lifetime * 1000 + grace;
}
