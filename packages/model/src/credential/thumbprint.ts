import { invalidBody } from '../error.js';

/** The members of a public JWK that its thumbprint may need. RFC 7517 section 4, RFC 7518 section 6. */
export interface PublicJwk {
  kty?: string | undefined;
  e?: string | undefined;
  n?: string | undefined;
  crv?: string | undefined;
  x?: string | undefined;
  y?: string | undefined;
}

/** The required members by key type, in lexicographic order. RFC 7638 section 3.2, RFC 8037 section 2. */
const members: Readonly<Record<string, readonly (keyof PublicJwk)[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
};

/**
 * The text whose SHA-256 is the thumbprint of a public key. RFC 7638 section 3.
 * @throws RuleError (400) for a key of another type, or one that lacks a member.
 */
export function thumbprintInput(jwk: PublicJwk): string {
  const { kty = '' } = jwk;
  const names = Object.hasOwn(members, kty) ? (members[kty] ?? []) : [];
  if (names.length === 0)
    throw invalidBody('The key is of a type that is not supported; RSA, EC and OKP are.');
  const missing = names.find((name) => jwk[name] === undefined);
  if (missing !== undefined) throw invalidBody(`The key has no member "${missing}".`);
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]])));
}
