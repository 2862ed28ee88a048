import { base64url } from '../runtime/base64url.js';
import { refuse } from '../runtime/configuration.js';
import { singleFlight } from './single-flight.js';

interface WebCryptoAlgorithm {
  name: string;
  hash?: string;
  saltLength?: number;
  namedCurve?: string;
}

// RFC 7518 section 3 and RFC 8037: the salt of PS256 is as long as its hash, the curve of ES256 is P-256.
const ALGORITHMS: Record<'RS256' | 'RS384' | 'PS256' | 'ES256' | 'EdDSA', WebCryptoAlgorithm> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
  EdDSA: { name: 'Ed25519' },
};

/** The algorithms that a client's assertion may be signed with; the last two are Clientele's own. */
export type ClientAssertionSigningAlg = keyof typeof ALGORITHMS;

/** A private key of Web Crypto. Web Cryptography API section 13 */
export interface PrivateCryptoKey {
  /** What kind of key it is: `private`. */
  readonly type: string;
  /** What it signs with. */
  readonly algorithm: {
    /** Name of the algorithm in Web Crypto. */
    readonly name: string;
  };
  /** What it may be used for: `sign`. */
  readonly usages: readonly string[];
}

/** A private key as a JSON Web Key; its `alg`, if it has one, is the algorithm. RFC 7517 */
export interface PrivateJwk {
  /** Type of the key. */
  kty?: string | undefined;
  /** Its curve. */
  crv?: string | undefined;
  /** What it signs with. */
  alg?: string | undefined;
  /** The private part. */
  d?: string | undefined;
}

/** A private key: PKCS#8 in PEM, a JSON Web Key or a CryptoKey that may sign. */
export type SigningKey = string | PrivateJwk | PrivateCryptoKey;

/** How a client proves itself with a private key. */
export interface ClientAssertionKey {
  clientId: string;
  clientAssertionSigningKey?: SigningKey | undefined;
  clientAssertionSigningAlg?: ClientAssertionSigningAlg | undefined;
}

const LIFETIME_SECONDS = 120;

/**
 * Makes the form parameters that prove a client to an issuer; each assertion is new and lives two minutes.
 * RFC 7523 section 2.2 and 3
 * @throws Error that names the option whose key or algorithm will not do.
 */
export function clientAssertionSigner(
  {
    clientId,
    clientAssertionSigningKey: key = '',
    clientAssertionSigningAlg: alg = algorithmOf(key),
  }: ClientAssertionKey,
  now: () => number,
): (issuer: () => Promise<string>) => Promise<Record<string, string>> {
  const algorithm = ALGORITHMS[alg];
  if (!algorithm) refuse('clientAssertionSigningAlg', Object.keys(ALGORITHMS).join(', '));
  const signingKey = signingKeyOf(key, alg);
  return async (issuer) => {
    const aud = await issuer();
    const iat = Math.floor(now() / 1000);
    const jti = crypto.randomUUID();
    const claims = { iat, sub: clientId, iss: clientId, jti, aud, exp: iat + LIFETIME_SECONDS };
    const signed = `${base64url(JSON.stringify({ alg }))}.${base64url(JSON.stringify(claims))}`;
    const bytes = new TextEncoder().encode(signed);
    const signature = await crypto.subtle.sign(algorithm, await signingKey(), bytes);
    return {
      client_assertion: `${signed}.${base64url(signature)}`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
  };
}

/** What the key says of itself, else RS256: a PEM says nothing before it is read. */
function algorithmOf(key: SigningKey): ClientAssertionSigningAlg {
  const { alg, crv, algorithm } = key as Partial<PrivateJwk & PrivateCryptoKey>;
  const { name: own = crv, hash: digest } = (algorithm ?? {}) as { name?: string; hash?: { name: string } };
  const found = Object.entries(ALGORITHMS).find(
    ([label, { name, hash, namedCurve }]) =>
      label === alg || (own && [name, namedCurve].includes(own) && hash === (digest?.name ?? hash)),
  );
  return (found?.[0] ?? 'RS256') as ClientAssertionSigningAlg;
}

type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

function signingKeyOf(key: SigningKey, alg: ClientAssertionSigningAlg): () => Promise<WebCryptoKey> {
  const refused = () =>
    refuse('clientAssertionSigningKey', `a private key for ${alg} (a text: PKCS#8 in PEM)`);
  const { d, usages } = key as Partial<PrivateJwk & PrivateCryptoKey>;
  const pem = /-----BEGIN PRIVATE KEY-----([\w+/=\s]+)-----END/.exec(`${key}`)?.[1];
  const signs = usages ? usages.includes('sign') && algorithmOf(key) === alg : (d ?? pem);
  if (!signs) refused();
  if (usages) return async () => key as WebCryptoKey;
  return singleFlight(async () => {
    try {
      const [format, encoded] = (pem ? ['pkcs8', bytesOf(pem)] : ['jwk', key]) as ['jwk', JsonWebKey];
      return await crypto.subtle.importKey(format, encoded, ALGORITHMS[alg], false, ['sign']);
    } catch {
      // Not what Web Crypto says: it may quote the key.
      return refused();
    }
  });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
