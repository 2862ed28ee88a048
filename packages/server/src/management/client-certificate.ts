import { randomBytes, webcrypto } from 'node:crypto';
import type { SigningKeys } from '@clientele/model';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes the certificate that a client shows as `signing_keys`. client-visibility.md.
 * Its private key is dropped at once: nothing here signs with it, and it never signs tokens.
 */
export async function clientCertificate(host: string, now: Date): Promise<SigningKeys> {
  const { cryptoProvider, X509CertificateGenerator, X509Certificates } = await certificateMaker();
  cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + 13);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    name: `CN=${host}`,
    notBefore: now,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
  });
  const pkcs7 = Buffer.from(new X509Certificates([certificate]).export('raw'));
  return [
    {
      cert: certificate.toString('pem'),
      pkcs7: pem('PKCS7', pkcs7),
      subject: `/CN=${host}`,
    },
  ];
}

// Loaded with the first client: the library costs a quarter of a second at start.
async function certificateMaker() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

/** Text encoding of DER. RFC 7468 section 2. */
function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
