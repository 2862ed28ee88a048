/** A key that signs tokens, as answers show it: never its private half. Seen with `read:signing_keys`. */
export interface GetSigningKeys200ResponseInner {
  /** Id of the key, which tokens name. */
  kid: string;
  /** Its certificate in PEM; keys of some types have none. */
  cert?: string | undefined;
  /** The certificate as PKCS #7 in PEM. */
  pkcs7?: string | undefined;
  /** SHA-1 of the certificate, in hexadecimal with colons. */
  fingerprint?: string | undefined;
  /** The same without colons. */
  thumbprint?: string | undefined;
  /** Type of the key (RFC 7517). */
  kty: SigningKeyType;
  /** True for the key that signs. */
  current: boolean;
  /** True for the key that signs after the next rotation. */
  next: boolean;
  /** True for a key that has signed, and still verifies. */
  previous: boolean;
  /** When it began to sign: ISO 8601. */
  current_since?: GetSigningKeys200ResponseInnerCurrentSince | undefined;
  /** When it ceased to sign: ISO 8601. */
  current_until?: GetSigningKeys200ResponseInnerCurrentUntil | undefined;
  /** Until when a key that has signed is published, for the tokens that are out: ISO 8601. */
  published_until?: string | undefined;
  /** True for a key that verifies no more. */
  revoked: boolean;
  /** When it was revoked: ISO 8601. */
  revoked_at?: GetSigningKeys200ResponseInnerRevokedAt | undefined;
}

/** The types of keys that sign: RSA, elliptic curves, and Ed25519. */
export type SigningKeyType = 'RSA' | 'EC' | 'OKP';

/** Which key to read; needs `read:signing_keys`. */
export interface GetSigningKeyRequest {
  /** Id of the key. */
  kid: string;
}

/** Which key to revoke; needs `update:signing_keys`. */
export interface PutSigningKeysRequest {
  /** Id of the key. */
  kid: string;
}

/** The key that signs from now on. */
export interface PostSigningKeys201Response {
  /** Id of the key. */
  kid: string;
  /** Its certificate in PEM; keys of some types have none. */
  cert?: string | undefined;
}

/** The key that was revoked. */
export interface PutSigningKeys200Response {
  /** Id of the key. */
  kid: string;
  /** Its certificate in PEM; keys of some types have none. */
  cert?: string | undefined;
}

/** When a key began to sign: ISO 8601. */
export type GetSigningKeys200ResponseInnerCurrentSince = string;

/** When a key ceased to sign: ISO 8601. */
export type GetSigningKeys200ResponseInnerCurrentUntil = string;

/** When a key was revoked: ISO 8601. */
export type GetSigningKeys200ResponseInnerRevokedAt = string;
