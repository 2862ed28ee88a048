import { serverNow } from '../../../api/server-clock.js';

/** How private keys of each algorithm are read and sign. RFC 7518 section 3.1, RFC 8037 */
const algorithms = {
  RS256: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, sign: { name: 'RSASSA-PKCS1-v1_5' } },
  RS384: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }, sign: { name: 'RSASSA-PKCS1-v1_5' } },
  PS256: { key: { name: 'RSA-PSS', hash: 'SHA-256' }, sign: { name: 'RSA-PSS', saltLength: 32 } },
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  EdDSA: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
} as const;

/** An algorithm that assertions are signed with. */
export type AssertionAlg = keyof typeof algorithms;
export const assertionAlgs = Object.keys(algorithms) as AssertionAlg[];

/** Seconds for which an assertion is good: just enough to be sent. */
const lifetime = 60;

/** Who an assertion is by and for. */
export interface AssertionFacts {
  clientId: string;
  issuer: string;
  alg: AssertionAlg;
  kid?: string | undefined;
}

/**
 * Signs an assertion with a private key in PKCS#8, in this page: the key goes nowhere. RFC 7523 section 3
 * @throws Error that says what was expected of the key.
 */
export async function signAssertion(
  pem: string,
  { clientId, issuer, alg, kid }: AssertionFacts,
): Promise<string> {
  const { key, sign } = algorithms[alg];
  const der = derOf(pem);
  const privateKey = await crypto.subtle.importKey('pkcs8', der, key, false, ['sign']).catch(() => {
    throw new Error(
      `Expected a private key for ${alg} in PKCS#8: PEM that begins with -----BEGIN PRIVATE KEY-----.`,
    );
  });
  const now = Math.floor(serverNow() / 1000);
  const header = { alg, typ: 'JWT', ...(kid && { kid }) };
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    iat: now,
    exp: now + lifetime,
    jti: crypto.randomUUID(),
  };
  const input = `${encoded(JSON.stringify(header))}.${encoded(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign(sign, privateKey, new TextEncoder().encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

function derOf(pem: string): ArrayBuffer {
  const [, body] = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  if (body === undefined)
    throw new Error('Expected a private key in PKCS#8: PEM that begins with -----BEGIN PRIVATE KEY-----.');
  return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0)).buffer;
}

const encoded = (text: string) => base64url(new TextEncoder().encode(text));

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
