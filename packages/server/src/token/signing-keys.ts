import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { thumbprintInput } from '@clientele/model';
import type { SigningKeyRecord, SigningKeyStore } from '../storage/storage.js';

/** A tenant's signing key, prepared once so that signing does not parse it each time. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** The public half as published. RFC 7517. */
export interface PublicJwk {
  kty: string;
  use: 'sig';
  kid: string;
  alg: string;
  [member: string]: unknown;
}

/** A tenant's keys: the first signs, all verify. */
export interface SigningKeys {
  current: SigningKey;
  byKid(kid: string): SigningKey | undefined;
  jwks(): { keys: PublicJwk[] };
}

/** Loads a tenant's signing keys and makes the first one where there is none. */
export async function loadSigningKeys(store: SigningKeyStore, now: number): Promise<SigningKeys> {
  let records = await store.list();
  if (records.length === 0) records = await store.addFirst(await generateSigningKey(now));
  const keys = records.map(prepare);
  const [current] = keys;
  if (!current) throw new Error('the tenant has no signing key');
  const index = new Map(keys.map((key) => [key.kid, key]));
  const published = { keys: keys.map(publicJwk) };
  return { current, byKid: (kid) => index.get(kid), jwks: () => published };
}

async function generateSigningKey(now: number): Promise<SigningKeyRecord> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const kid = jwkThumbprint(createPublicKey(publicKey));
  return { kid, createdAt: now, publicKeyPem: publicKey, privateKeyPem: privateKey };
}

function prepare(record: SigningKeyRecord): SigningKey {
  return {
    kid: record.kid,
    privateKey: createPrivateKey(record.privateKeyPem),
    publicKey: createPublicKey(record.publicKeyPem),
  };
}

function publicJwk({ kid, publicKey }: SigningKey): PublicJwk {
  const { kty = 'RSA', ...members } = publicKey.export({ format: 'jwk' });
  return { kty, use: 'sig', ...members, kid, alg: 'RS256' };
}

/** The base64url SHA-256 thumbprint of a public key. RFC 7638. */
export function jwkThumbprint(publicKey: KeyObject): string {
  const jwk = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(thumbprintInput(jwk)).digest('base64url');
}
