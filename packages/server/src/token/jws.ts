import { constants, createHmac, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { parseJson } from '../json.js';

/** A compact JWS taken apart; nothing of it is trusted before its signature is verified. RFC 7515 section 7.1. */
export interface Jws {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
  signingInput: Buffer;
  signature: Buffer;
}

const base64url = /^[A-Za-z0-9_-]+$/;

/** Takes a compact JWS with JSON objects as header and payload apart; undefined for anything else. */
export function parseJws(compact: string): Jws | undefined {
  const parts = compact.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined)
    return undefined;
  if (!parts.every((part) => base64url.test(part) && part.length % 4 !== 1)) return undefined;
  const parsedHeader = jsonObject(header);
  const parsedPayload = jsonObject(payload);
  if (!parsedHeader || !parsedPayload) return undefined;
  return {
    header: parsedHeader,
    payload: parsedPayload,
    signingInput: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function jsonObject(part: string): Record<string, unknown> | undefined {
  const parsed = parseJson(Buffer.from(part, 'base64url'));
  if ('error' in parsed) return undefined;
  const { value } = parsed;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The RSA signature algorithms of RFC 7518 section 3.1 that Clientele reads or writes. */
export type RsaAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256';

const digests: Record<RsaAlgorithm, string> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  PS256: 'sha256',
};

function keyInput(algorithm: RsaAlgorithm, key: KeyObject) {
  return algorithm === 'PS256'
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { key, padding: constants.RSA_PKCS1_PADDING };
}

/** Checks an RSA signature under one given algorithm; the header's `alg` has no say here. */
export function verifyRsa(jws: Jws, algorithm: RsaAlgorithm, publicKey: KeyObject): boolean {
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  return verify(digests[algorithm], jws.signingInput, keyInput(algorithm, publicKey), jws.signature);
}

const signOffThread = promisify(
  (
    algorithm: RsaAlgorithm,
    input: Buffer,
    key: KeyObject,
    done: (error: Error | null, signature: Buffer) => void,
  ): void => sign(digests[algorithm], input, keyInput(algorithm, key), done),
);

/** Signs with RSA in the thread pool: on the main thread one signature would hold up every other request. */
export async function signRsa(
  header: Record<string, unknown> & { alg: RsaAlgorithm },
  payload: Record<string, unknown>,
  privateKey: KeyObject,
): Promise<string> {
  const input = signingInput(header, payload);
  const signature = await signOffThread(header.alg, Buffer.from(input), privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

/** Signs with HMAC-SHA-256 under a secret shared with the API. RFC 7518 section 3.2. */
export function signHmac(
  header: Record<string, unknown> & { alg: 'HS256' },
  payload: Record<string, unknown>,
  secret: string,
): string {
  const input = signingInput(header, payload);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function signingInput(header: object, payload: object): string {
  return `${encode(header)}.${encode(payload)}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
