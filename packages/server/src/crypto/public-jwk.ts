import { createHash, type KeyObject } from 'node:crypto';
import { thumbprintInput } from '@clientele/model';

/** The public half of a key as published. RFC 7517 section 4. */
export interface PublicJwk {
  kty: string;
  use: 'sig';
  kid: string;
  alg: string;
  [member: string]: unknown;
}

/** The published form of a public key. RFC 7517 section 4. */
export function publicJwk(publicKey: KeyObject, { kid, alg }: { kid: string; alg: string }): PublicJwk {
  const { kty = '', ...members } = publicKey.export({ format: 'jwk' });
  return { kty, use: 'sig', ...members, kid, alg };
}

/** The base64url SHA-256 thumbprint of a public key. RFC 7638. */
export function jwkThumbprint(publicKey: KeyObject): string {
  const jwk = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(thumbprintInput(jwk)).digest('base64url');
}
