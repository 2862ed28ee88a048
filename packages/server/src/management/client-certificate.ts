import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import type { SigningKeys } from '@clientele/model';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes the certificate that a client shows as `signing_keys`. client-visibility.md.
 * Its private key is dropped at once: nothing here signs with it, and it never signs tokens.
 */
export async function clientCertificate(host: string, now: Date): Promise<SigningKeys> {
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + 13);
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `00${randomBytes(15).toString('hex')}`,
      name: `CN=${host}`,
      notBefore: now,
      notAfter,
      signingAlgorithm: algorithm,
      keys,
    },
    webcrypto as Crypto,
  );
  const pkcs7 = Buffer.from(new x509.X509Certificates([cert]).export('raw')).toString('base64');
  return [
    {
      cert: cert.toString('pem'),
      pkcs7: `-----BEGIN PKCS7-----\n${pkcs7.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PKCS7-----\n`,
      subject: `/CN=${host}`,
    },
  ];
}
