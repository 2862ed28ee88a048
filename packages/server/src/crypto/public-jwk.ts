import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { thumbprintInput } from '@clientele/model';

/** The public half of a key as published. RFC 7517 section 4. */
export interface PublicJwk {
  kty: string;
  use: 'sig';
  kid: string;
  alg: string;
  [member: string]: unknown;
}

/** The published form of a public key, with what its certificate says of it. RFC 7517 section 4. */
export function publicJwk(
  publicKey: KeyObject,
  { kid, alg, certificate }: { kid: string; alg: string; certificate?: string | undefined },
): PublicJwk {
  const { kty = '', ...members } = publicKey.export({ format: 'jwk' });
  return {
    kty,
    use: 'sig',
    ...members,
    kid,
    alg,
    ...(certificate !== undefined && certificateMembers(certificate)),
  };
}

function certificateMembers(certificate: string): Record<string, unknown> {
  const { raw } = new X509Certificate(certificate);
  const digest = (hash: string) => createHash(hash).update(raw).digest('base64url');
  return { x5c: [raw.toString('base64')], x5t: digest('sha1'), 'x5t#S256': digest('sha256') };
}

/** The base64url SHA-256 thumbprint of a public key. RFC 7638. */
export function jwkThumbprint(publicKey: KeyObject): string {
  const jwk = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(thumbprintInput(jwk)).digest('base64url');
}
