import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { permittedNames, serverAuthentication } from './authority-limits.js';

/** A certificate and its private key, both PEM. */
export interface CertificatePair {
  certificate: string;
  key: string;
}

const day = 24 * 60 * 60 * 1000;
const caDays = 3650;
// Browsers refuse server certificates that live longer than 398 days.
const leafDays = 396;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

cryptoProvider.set(webcrypto);

/** Makes a development CA that can vouch for TLS servers under this machine's loopback names and these only (RFC 5280, sections 4.2.1.9, 4.2.1.10 and 4.2.1.12). */
export async function makeCertificateAuthority(
  now: Date,
  hostnames: readonly string[] = [],
): Promise<CertificatePair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Clientele development CA',
    keys,
    signingAlgorithm: algorithm,
    ...validity(now, caDays),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([serverAuthentication]),
      new Extension('2.5.29.30', true, permittedNames(hostnames)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem(certificate), key: await privateKeyPem(keys.privateKey) };
}

/** Makes a server certificate under a CA (RFC 5280, sections 4.2.1.3, 4.2.1.6 and 4.2.1.12). */
export async function makeLeaf(
  ca: CertificatePair,
  names: JsonGeneralNames,
  now: Date,
): Promise<CertificatePair> {
  const issuer = new X509Certificate(ca.certificate);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Clientele development server',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKey(ca.key),
    signingAlgorithm: algorithm,
    ...validity(now, leafDays),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([serverAuthentication]),
      new SubjectAlternativeNameExtension(names),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: pem(certificate), key: await privateKeyPem(keys.privateKey) };
}

// Begins an hour ago, for neighbours (containers, virtual machines) whose clocks are a little behind.
function validity(now: Date, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - day / 24), notAfter: new Date(now.getTime() + days * day) };
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${PemConverter.encode(pkcs8, PemConverter.PrivateKeyTag)}\n`;
}

async function signingKey(pemText: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pemText), algorithm, false, ['sign']);
}
