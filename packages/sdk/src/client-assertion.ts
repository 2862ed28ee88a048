import { base64url } from './base64url.js';
import { checkOption } from './configuration.js';
import { singleFlight } from './single-flight.js';

/** The algorithms that a client's assertion may be signed with. management-api.md 3 */
export type ClientAssertionSigningAlg = 'RS256' | 'RS384' | 'PS256';

/** A Web Crypto key, named so that the types need no browser library. Web Cryptography API section 13 */
export type SigningKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** How a client proves itself with a private key. sdk-contract.md 2, Token */
export interface ClientAssertionKey {
  clientId: string;
  /** PKCS#8 in PEM, or a private CryptoKey that may sign with the algorithm. */
  key: string | SigningKey;
  alg: ClientAssertionSigningAlg;
}

interface WebCryptoAlgorithm {
  name: string;
  hash: string;
  saltLength?: number;
}

// RFC 7518 sections 3.3 and 3.5: the salt of PS256 is as long as its hash.
const ALGORITHMS: Record<ClientAssertionSigningAlg, WebCryptoAlgorithm> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
};

const LIFETIME_SECONDS = 120;

/** Makes a signer of assertions; each is new, for one audience, and lives two minutes. RFC 7523 section 3 */
export function clientAssertionSigner({
  clientId,
  key,
  alg,
}: ClientAssertionKey): (audience: string) => Promise<string> {
  checkOption('clientAssertionSigningAlg', 'RS256, RS384 or PS256', Object.hasOwn(ALGORITHMS, alg));
  const algorithm = ALGORITHMS[alg];
  const signingKey = signingKeyOf(key, algorithm);
  return async (aud) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      iat,
      sub: clientId,
      iss: clientId,
      jti: crypto.randomUUID(),
      aud,
      exp: iat + LIFETIME_SECONDS,
    };
    const signed = `${base64url(JSON.stringify({ alg }))}.${base64url(JSON.stringify(claims))}`;
    const signature = await crypto.subtle.sign(
      algorithm,
      await signingKey(),
      new TextEncoder().encode(signed),
    );
    return `${signed}.${base64url(signature)}`;
  };
}

function signingKeyOf(key: string | SigningKey, algorithm: WebCryptoAlgorithm): () => Promise<SigningKey> {
  if (typeof key !== 'string') {
    checkOption(
      'clientAssertionSigningKey',
      'a private key that signs with the algorithm',
      fits(key, algorithm),
    );
    return async () => key;
  }
  const der = pkcs8Of(key);
  return singleFlight(() =>
    crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']).catch((cause: unknown) => {
      throw new Error('The option clientAssertionSigningKey cannot be read as an RSA private key', { cause });
    }),
  );
}

function fits(key: Partial<SigningKey>, { name, hash }: WebCryptoAlgorithm): boolean {
  const own = key.algorithm as Partial<RsaHashedKeyAlgorithm> | undefined;
  return key.usages?.includes('sign') === true && own?.name === name && own.hash?.name === hash;
}

function pkcs8Of(pem: string): Uint8Array<ArrayBuffer> {
  const found = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem);
  const what = 'PKCS#8 in PEM ("BEGIN PRIVATE KEY"); "openssl pkcs8 -topk8 -nocrypt" makes it of other forms';
  try {
    return Uint8Array.from(atob(found?.[1] ?? '-'), (character) => character.charCodeAt(0));
  } catch {
    throw new Error(`The option clientAssertionSigningKey must be ${what}`);
  }
}
