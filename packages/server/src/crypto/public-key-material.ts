import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import {
  type AssertionAlgorithm,
  algorithmsOfKey,
  type Credential,
  type CredentialCreate,
  type CredentialKeyType,
  normalizeTimestamp,
  RuleError,
} from '@clientele/model';
import { type PemBlock, readPem, UnusablePem } from './pem.js';
import { jwkThumbprint } from './public-jwk.js';
import { publicKeyProblem, readPublicKey } from './public-key-check.js';

/** What a new credential is given besides what was sent. */
export interface CredentialFacts {
  id: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Makes the stored credential of a request: reads key or certificate and derives kid, thumbprint, subject and expiry.
 * A PEM that is not of the kind the credential needs, or holds a weak key, is refused through `readPemOf`.
 * management-api.md 3, docs/decisions/0069
 */
export async function newCredential(
  request: CredentialCreate,
  { id, now }: CredentialFacts,
): Promise<Credential> {
  const time = new Date(now).toISOString();
  const base = { id, credential_type: request.credential_type, created_at: time, updated_at: time };
  const named = request.name === undefined ? base : { ...base, name: request.name };
  switch (request.credential_type) {
    case 'public_key':
      return { ...named, ...(await publicKeyParts(request)) };
    case 'cert_subject_dn':
      return {
        ...named,
        subject_dn: request.subject_dn ?? subject(await certificate(request.pem, clientCertificate)),
      };
    case 'x509_cert': {
      // A certificate that counts by itself is compared, whatever it was made for. RFC 8705 section 2.2
      const cert = await certificate(request.pem, readCertificate);
      return {
        ...named,
        thumbprint_sha256: createHash('sha256').update(cert.raw).digest('base64url'),
        expires_at: notAfter(cert),
      };
    }
  }
}

async function publicKeyParts(request: CredentialCreate): Promise<Partial<Credential>> {
  const block = readPem(request.pem ?? '');
  const cert = isCertificate(block) ? clientCertificate(block) : undefined;
  const key = cert ? keyOf(cert) : publicKey(block);
  const alg = algorithmFor(key, request.alg);
  await requireSound(key);
  const thumbprint = jwkThumbprint(key);
  const expiry = request.expires_at ?? (request.parse_expiry_from_cert && cert ? notAfter(cert) : undefined);
  return {
    kid: request.kid ?? thumbprint,
    alg,
    ...(expiry !== undefined && { expires_at: normalizeTimestamp(expiry) }),
    key_thumbprint: thumbprint,
    public_key: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** An API's encryption key, as far as its thumbprint. management-api.md 5 (`token_encryption`). */
export async function encryptionKeyThumbprint(pem: string): Promise<string> {
  const block = readPem(pem);
  const key = isCertificate(block) ? keyOf(readCertificate(block)) : publicKey(block);
  if (key.asymmetricKeyType !== 'rsa')
    throw refused(`Expected an RSA key but found ${key.asymmetricKeyType}`);
  await requireSound(key);
  return jwkThumbprint(key);
}

/** Names the property in which an unusable PEM was sent. */
export async function readPemOf<Result>(property: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnusablePem)) throw error;
    throw new RuleError(
      400,
      'invalid_body',
      `Payload validation error: '${error.message}' on property ${property}.`,
    );
  }
}

function refused(rule: string): UnusablePem {
  return new UnusablePem(rule);
}

function isCertificate({ label }: PemBlock): boolean {
  return label === 'CERTIFICATE';
}

async function certificate(
  pem: string | undefined,
  read: (block: PemBlock) => X509Certificate,
): Promise<X509Certificate> {
  const block = readPem(pem ?? '');
  if (!isCertificate(block)) throw refused('Expected a certificate');
  const cert = read(block);
  await requireSound(keyOf(cert));
  return cert;
}

function clientCertificate(block: PemBlock): X509Certificate {
  const read = readCertificate(block);
  const usages = read.keyUsage as string[] | undefined;
  if (usages && !usages.some((usage) => clientUsages.includes(usage)))
    throw refused('Expected a certificate for client authentication but found one for other uses only');
  return read;
}

function readCertificate({ text }: PemBlock): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw refused('The certificate cannot be read');
  }
}

/** The extended key usages under which a client may show a certificate; one without any may be shown too. RFC 5280 section 4.2.1.12. */
const clientUsages: readonly string[] = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

function publicKey({ label, text }: PemBlock): KeyObject {
  if (label !== 'PUBLIC KEY' && label !== 'RSA PUBLIC KEY')
    throw refused(`Expected a public key or a certificate but found ${label}`);
  return readKey('The public key', () => createPublicKey(text));
}

async function requireSound(key: KeyObject): Promise<void> {
  const problem = await publicKeyProblem(key);
  if (problem !== undefined) throw refused(problem);
}

function keyOf(cert: X509Certificate): KeyObject {
  return readKey('The public key of the certificate', () => cert.publicKey);
}

function readKey(what: string, read: () => KeyObject): KeyObject {
  const key = readPublicKey(read);
  if (!key) throw refused(`${what} cannot be read`);
  return key;
}

/** The algorithm that a key is used with: the one that was asked for, or the usual one of its type. management-api.md 3 */
function algorithmFor(key: KeyObject, asked: AssertionAlgorithm | undefined): AssertionAlgorithm {
  const type = keyTypeOf(key);
  const usable = type === undefined ? [] : algorithmsOfKey[type];
  const alg = asked ?? usable[0];
  if (type === undefined || alg === undefined)
    throw refused(`Expected an RSA, EC P-256 or Ed25519 key but found ${describeKey(key)}`);
  if (!usable.includes(alg)) throw refused(`Expected a key for ${alg} but found ${describeKey(key)}`);
  return alg;
}

function keyTypeOf(key: KeyObject): CredentialKeyType | undefined {
  if (key.asymmetricKeyType === 'rsa') return 'RSA';
  if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'EC P-256';
  return key.asymmetricKeyType === 'ed25519' ? 'Ed25519' : undefined;
}

function describeKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  return [asymmetricKeyType, asymmetricKeyDetails?.namedCurve].filter(Boolean).join(' ');
}

function subject(cert: X509Certificate): string {
  if (!cert.subject) throw refused('Expected a certificate with a subject');
  return cert.subject;
}

function notAfter(cert: X509Certificate): string {
  const end = new Date(cert.validTo);
  if (Number.isNaN(end.getTime())) throw refused('Expected a certificate whose notAfter is a date');
  return end.toISOString();
}
