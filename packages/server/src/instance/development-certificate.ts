import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isNarrow } from '../crypto/authority-limits.js';
import type { CertificatePair } from '../crypto/certificate-authority.js';
import type { DataFolder } from './data-folder.js';
import { writeDurably } from './durable-file.js';

/** What https needs in development mode, and the CA its clients are to trust. */
export interface DevelopmentCertificate {
  caFile: string;
  /** Whether it takes the place of another one, which was trusted so far. */
  replaced: boolean;
  caPem: string;
  /** The server's private key, PEM. */
  key: string;
  /** The server's certificate chain without the root, PEM. */
  cert: string;
}

/** What a certificate is made for. */
interface Made {
  now: Date;
  /** Host names besides those of loopback. */
  hostnames: readonly string[];
}

const renewBefore = 30 * 24 * 60 * 60 * 1000;
const loopbackNames = ['localhost', 'mtls.localhost'];

/**
 * The development CA and server certificate of a data folder: made on the first start, renewed when they are
 * about to expire, damaged, for other names or do not belong together (docs/architecture.md, "Starting").
 */
export async function developmentCertificate(
  folder: DataFolder,
  now: Date,
  hostnames: readonly string[] = [],
): Promise<DevelopmentCertificate> {
  const made = { now, hostnames };
  const caFile = folder.file('ca.pem');
  const before = existsSync(caFile) ? readFileSync(caFile, 'utf8') : undefined;
  const ca =
    readPair(folder, 'ca', (certificate) => isAuthority(certificate, made)) ??
    keep(folder, 'ca', await newAuthority(made));
  const leaf =
    readPair(folder, 'leaf', (certificate) => isLeafOf(ca, certificate, made)) ??
    keep(folder, 'leaf', await newLeaf(ca, made));
  const replaced = before !== undefined && before !== ca.certificate;
  return { caFile, replaced, caPem: ca.certificate, key: leaf.key, cert: leaf.certificate };
}

/** A development CA and server certificate that no file holds. */
export async function certificateInMemory(
  now: Date,
  hostnames: readonly string[] = [],
): Promise<Omit<DevelopmentCertificate, 'caFile' | 'replaced'>> {
  const made = { now, hostnames };
  const ca = await newAuthority(made);
  const leaf = await newLeaf(ca, made);
  return { caPem: ca.certificate, key: leaf.key, cert: leaf.certificate };
}

function isAuthority(certificate: X509Certificate, { now, hostnames }: Made): boolean {
  return (
    certificate.ca &&
    certificate.verify(certificate.publicKey) &&
    isCurrent(certificate, now) &&
    isNarrow(certificate, hostnames)
  );
}

function isLeafOf(ca: CertificatePair, certificate: X509Certificate, { now, hostnames }: Made): boolean {
  const issuer = new X509Certificate(ca.certificate);
  const written = [...dnsNames(hostnames).map((name) => `DNS:${name}`), writtenAddresses].join(', ');
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    certificate.subjectAltName === written &&
    isCurrent(certificate, now)
  );
}

const addresses = ['127.0.0.1', '::1'];
const writtenAddresses = 'IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1';

function dnsNames(hostnames: readonly string[]): string[] {
  return [...loopbackNames, ...hostnames];
}

function isCurrent(certificate: X509Certificate, now: Date): boolean {
  const left = Date.parse(certificate.validTo) - now.getTime();
  return Date.parse(certificate.validFrom) <= now.getTime() && left >= renewBefore;
}

async function newAuthority({ now, hostnames }: Made): Promise<CertificatePair> {
  const { makeCertificateAuthority } = await certificateMaker();
  return makeCertificateAuthority(now, hostnames);
}

async function newLeaf(ca: CertificatePair, { now, hostnames }: Made): Promise<CertificatePair> {
  const { makeLeaf } = await certificateMaker();
  const names = [
    ...dnsNames(hostnames).map((value) => ({ type: 'dns' as const, value })),
    ...addresses.map((value) => ({ type: 'ip' as const, value })),
  ];
  return makeLeaf(ca, names, now);
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
