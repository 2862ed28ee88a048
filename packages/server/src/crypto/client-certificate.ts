import { webcrypto } from 'node:crypto';
import type { SigningKeys } from '@clientele/model';
import { pkcs7Of, selfSignedCertificate } from './certificate.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes the certificate that a client shows as `signing_keys`. client-visibility.md.
 * Its private key is dropped at once: nothing here signs with it, and it never signs tokens.
 */
export async function clientCertificate(host: string, now: Date): Promise<SigningKeys> {
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const cert = await selfSignedCertificate({ keys, algorithm }, { host, now });
  return [{ cert, pkcs7: await pkcs7Of(cert), subject: `/CN=${host}` }];
}
