import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isNarrow } from '../crypto/authority-limits.js';
import type { CertificatePair } from '../crypto/certificate-authority.js';
import type { DataFolder } from './data-folder.js';
import { writeDurably } from './durable-file.js';

/** What https on loopback needs in development mode, and the CA its clients are to trust. */
export interface DevelopmentCertificate {
  caFile: string;
  caPem: string;
  /** The server's private key, PEM. */
  key: string;
  /** The server's certificate chain without the root, PEM. */
  cert: string;
}

const renewBefore = 30 * 24 * 60 * 60 * 1000;
const names = [
  { type: 'dns', value: 'localhost' },
  { type: 'dns', value: 'mtls.localhost' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
] as const;
const writtenNames = 'DNS:localhost, DNS:mtls.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1';

/**
 * The development CA and server certificate of a data folder: made on the first start, renewed when they are
 * about to expire, damaged, wider than need be or do not belong together (docs/architecture.md, "Starting").
 */
export async function developmentCertificate(folder: DataFolder, now: Date): Promise<DevelopmentCertificate> {
  const ca =
    readPair(folder, 'ca', (certificate) => isAuthority(certificate, now)) ??
    (await newAuthority(folder, now));
  const leaf =
    readPair(folder, 'leaf', (certificate) => isLeafOf(ca, certificate, now)) ??
    (await newLeaf(folder, ca, now));
  return { caFile: folder.file('ca.pem'), caPem: ca.certificate, key: leaf.key, cert: leaf.certificate };
}

function isAuthority(certificate: X509Certificate, now: Date): boolean {
  return (
    certificate.ca &&
    certificate.verify(certificate.publicKey) &&
    isCurrent(certificate, now) &&
    isNarrow(certificate)
  );
}

function isLeafOf(ca: CertificatePair, certificate: X509Certificate, now: Date): boolean {
  const issuer = new X509Certificate(ca.certificate);
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    certificate.subjectAltName === writtenNames &&
    isCurrent(certificate, now)
  );
}

function isCurrent(certificate: X509Certificate, now: Date): boolean {
  const left = Date.parse(certificate.validTo) - now.getTime();
  return Date.parse(certificate.validFrom) <= now.getTime() && left >= renewBefore;
}

async function newAuthority(folder: DataFolder, now: Date): Promise<CertificatePair> {
  const { makeCertificateAuthority } = await certificateMaker();
  return keep(folder, 'ca', await makeCertificateAuthority(now));
}

async function newLeaf(folder: DataFolder, ca: CertificatePair, now: Date): Promise<CertificatePair> {
  const { makeLeaf } = await certificateMaker();
  return keep(folder, 'leaf', await makeLeaf(ca, [...names], now));
}

// Loaded only when there is something to make: the library costs a quarter of a second at start.
function certificateMaker() {
  return import('../crypto/certificate-authority.js');
}

type PairName = 'ca' | 'leaf';

function readPair(
  folder: DataFolder,
  name: PairName,
  isGood: (certificate: X509Certificate) => boolean,
): CertificatePair | undefined {
  try {
    const pair = {
      certificate: readFileSync(folder.file(`${name}.pem`), 'utf8'),
      key: readFileSync(folder.file(`${name}.key`), 'utf8'),
    };
    const certificate = new X509Certificate(pair.certificate);
    const key: KeyObject = createPrivateKey(pair.key);
    return certificate.checkPrivateKey(key) && isGood(certificate) ? pair : undefined;
  } catch {
    // Missing and damaged files are treated alike: they are made anew.
    return undefined;
  }
}

// The key first: a crash in between leaves a pair that does not match, which is made anew at the next start.
function keep(folder: DataFolder, name: PairName, pair: CertificatePair): CertificatePair {
  writeDurably(folder.file(`${name}.key`), pair.key, 0o600);
  writeDurably(folder.file(`${name}.pem`), pair.certificate, 0o644);
  return pair;
}
