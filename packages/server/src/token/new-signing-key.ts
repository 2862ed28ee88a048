import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningKeyType, TokenSigningKey } from '@clientele/model';
import { type CertificateKeys, selfSignedCertificate } from '../crypto/certificate.js';
import { jwkThumbprint } from '../crypto/public-jwk.js';

/** What a certificate says of its key. */
export interface CertificateFacts {
  host: string;
  /** Milliseconds since the epoch. */
  now: number;
}

const generate = promisify(generateKeyPair);
const pair: Record<SigningKeyType, () => Promise<{ privateKey: KeyObject; publicKey: KeyObject }>> = {
  RSA: () => generate('rsa', { modulusLength: 2048 }),
  EC: () => generate('ec', { namedCurve: 'P-256' }),
  OKP: () => generate('ed25519'),
};
const certificateAlgorithm = {
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  EC: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  OKP: { name: 'Ed25519' },
} as const satisfies Record<SigningKeyType, CertificateKeys['algorithm']>;

/** Makes a key that may sign access tokens one day, with its certificate. signing-keys.md */
export async function newSigningKey(type: SigningKeyType, facts: CertificateFacts): Promise<TokenSigningKey> {
  const { privateKey, publicKey } = await pair[type]();
  const key = {
    kid: jwkThumbprint(publicKey),
    type,
    created_at: facts.now,
    longest_lifetime: 0,
    public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  return certified(key, facts);
}

/** Gives a key that can sign its certificate, where it has none yet. */
export async function certified(
  key: TokenSigningKey,
  { host, now }: CertificateFacts,
): Promise<TokenSigningKey> {
  if (key.certificate !== undefined || key.private_key === undefined) return key;
  const algorithm = certificateAlgorithm[key.type];
  const { subtle } = webcrypto;
  const pkcs8 = createPrivateKey(key.private_key).export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key.public_key).export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
  };
  const certificate = await selfSignedCertificate({ keys, algorithm }, { host, now: new Date(now) });
  return { ...key, certificate };
}
