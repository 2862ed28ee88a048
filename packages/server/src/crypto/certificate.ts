import { randomBytes, webcrypto } from 'node:crypto';

/** A key pair with the algorithm by which it signs its own certificate. */
export interface CertificateKeys {
  keys: webcrypto.CryptoKeyPair;
  algorithm: { name: string; namedCurve?: string; hash?: string };
}

/** Makes a certificate of a key over itself, in PEM; valid for 13 years, the time that tools know from the original. */
export async function selfSignedCertificate(
  { keys, algorithm }: CertificateKeys,
  { host, now }: { host: string; now: Date },
): Promise<string> {
  const { X509CertificateGenerator } = await certificateMaker();
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
  return certificate.toString('pem');
}

/** A certificate alone in a PKCS #7 container, in PEM. RFC 2315 section 9.1. */
export async function pkcs7Of(certificate: string): Promise<string> {
  const { X509Certificate, X509Certificates } = await certificateMaker();
  const der = Buffer.from(new X509Certificates([new X509Certificate(certificate)]).export('raw'));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PKCS7-----', ...lines, '-----END PKCS7-----', ''].join('\n');
}

// Loaded with the first certificate: the library costs a quarter of a second at start.
async function certificateMaker() {
  await import('reflect-metadata');
  const library = await import('@peculiar/x509');
  library.cryptoProvider.set(webcrypto);
  return library;
}
