/** The algorithms of client assertions; the last two are an extension. management-api.md 3 */
export const assertionAlgorithms = ['RS256', 'RS384', 'PS256', 'ES256', 'EdDSA'] as const;
/** An algorithm of client assertions. */
export type AssertionAlgorithm = (typeof assertionAlgorithms)[number];

/** The types of key that a client can authenticate with. RFC 7518 section 6, RFC 8037 section 2. */
export type CredentialKeyType = 'RSA' | 'EC P-256' | 'Ed25519';

/** The algorithms that a key can be used with, the usual one first. management-api.md 3 */
export const algorithmsOfKey: Readonly<Record<CredentialKeyType, readonly AssertionAlgorithm[]>> = {
  RSA: ['RS256', 'RS384', 'PS256'],
  'EC P-256': ['ES256'],
  Ed25519: ['EdDSA'],
};
