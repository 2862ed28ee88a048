/** The kinds of key that are made in the browser, the recommended one first. RFC 7518 section 3.1, RFC 8037 */
export const keyKinds = {
  ES256: {
    label: 'ES256: elliptic curve P-256 (recommended)',
    algorithm: { name: 'ECDSA', namedCurve: 'P-256' },
  },
  RS256: {
    label: 'RS256: RSA, 2048 bits (what most libraries expect)',
    algorithm: {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
  },
  EdDSA: { label: 'EdDSA: Ed25519', algorithm: { name: 'Ed25519' } },
} as const;

/** One of them, by the algorithm that it signs with. */
export type KeyKind = keyof typeof keyKinds;

/** A key pair in PEM: the public half is sent, the private half is saved and let go. */
export interface KeyPairPem {
  publicPem: string;
  privatePem: string;
}

/**
 * Makes a key pair. Web Cryptography API
 * @throws DOMException where the browser does not know the algorithm.
 */
export async function makeKeyPair(kind: KeyKind): Promise<KeyPairPem> {
  const pair = (await crypto.subtle.generateKey(keyKinds[kind].algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  return {
    publicPem: pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', pair.publicKey)),
    privatePem: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

/** RFC 7468 section 2 */
function pem(label: string, der: ArrayBuffer): string {
  const base64 = btoa(Array.from(new Uint8Array(der), (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN ${label}-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
}

/** A public key or certificate as it is sent, with the algorithm where it says which. */
export interface PublicMaterial {
  pem: string;
  alg?: string;
  kid?: string;
}

const isPrivate =
  'This is a private key. Keep it where your application signs; nothing of it was sent. Add its public half, or a certificate.';

/**
 * Reads what somebody pasted or dropped: PEM, or a JSON Web Key.
 * @throws Error that says what was expected; a private key is never passed on.
 */
export async function readPublicMaterial(text: string): Promise<PublicMaterial> {
  const trimmed = text.trim();
  if (/PRIVATE KEY-----/.test(trimmed)) throw new Error(isPrivate);
  if (trimmed.startsWith('-----BEGIN')) return { pem: `${trimmed}\n` };
  if (!trimmed.startsWith('{'))
    throw new Error('Expected PEM (it begins with -----BEGIN) or a JSON Web Key.');
  return readJwk(trimmed);
}

/**
 * Reads a file: PEM, a JSON Web Key, or a certificate or public key in DER.
 * @throws Error that says what was expected; a private key is never passed on.
 */
export async function readPublicFile(file: File): Promise<PublicMaterial> {
  const bytes = await file.arrayBuffer();
  if (bytes.byteLength > 65_536) throw new Error('The file is larger than any key or certificate.');
  const read = new Uint8Array(bytes);
  if (read[0] === sequence) return { pem: pem(labelOf(read), bytes) };
  return readPublicMaterial(new TextDecoder().decode(bytes));
}

const sequence = 0x30;
const objectIdentifier = 0x06;
const bitString = 0x03;

/**
 * What a file in DER is. A certificate and a public key are sequences that begin with a sequence; most private keys and
 * PKCS #12 begin with a number, and an encrypted private key goes on with an octet string. RFC 5280, 5958, 7292
 */
function labelOf(der: Uint8Array): 'CERTIFICATE' | 'PUBLIC KEY' {
  const inner = contentAt(der, 0).begin;
  if (der[inner] !== sequence) throw new Error(isPrivate);
  const { begin, end } = contentAt(der, inner);
  if (der[begin] !== objectIdentifier) return 'CERTIFICATE';
  if (der[end] !== bitString) throw new Error(isPrivate);
  return 'PUBLIC KEY';
}

/** Where the content of an element begins and ends. X.690 section 8.1.3 */
function contentAt(der: Uint8Array, at: number): { begin: number; end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { begin: at + 2, end: at + 2 + first };
  const begin = at + 2 + (first & 0x7f);
  const length = der.slice(at + 2, begin).reduce((sum, byte) => sum * 256 + byte, 0);
  return { begin, end: begin + length };
}

async function readJwk(text: string): Promise<PublicMaterial> {
  const jwk = firstKey(text);
  if (jwk.d !== undefined || jwk.k !== undefined) throw new Error(isPrivate);
  const algorithm = importAlgorithm(jwk);
  if (!algorithm) throw new Error('Expected a JSON Web Key of RSA, of the curve P-256, or of Ed25519.');
  const key = await crypto.subtle.importKey(
    'jwk',
    { ...jwk, key_ops: ['verify'], ext: true, use: 'sig' },
    algorithm,
    true,
    ['verify'],
  );
  return {
    pem: pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', key)),
    ...(jwk.alg !== undefined && { alg: jwk.alg }),
    ...(jwk.kid !== undefined && { kid: jwk.kid }),
  };
}

/** RFC 7517: one key, or a set of which the first is taken. */
function firstKey(text: string): JsonWebKey & { kid?: string } {
  let read: { keys?: unknown[] } | undefined;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error('This is not JSON.');
  }
  const key = Array.isArray(read?.keys) ? read.keys[0] : read;
  if (typeof key !== 'object' || key === null) throw new Error('The set of JSON Web Keys is empty.');
  return key as JsonWebKey & { kid?: string };
}

function importAlgorithm({
  kty,
  crv,
  alg,
}: JsonWebKey): RsaHashedImportParams | EcKeyImportParams | Algorithm | undefined {
  if (kty === 'RSA')
    return {
      name: alg === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5',
      hash: alg === 'RS384' ? 'SHA-384' : 'SHA-256',
    };
  if (kty === 'EC' && crv === 'P-256') return { name: 'ECDSA', namedCurve: 'P-256' };
  if (kty === 'OKP' && crv === 'Ed25519') return { name: 'Ed25519' };
  return undefined;
}
