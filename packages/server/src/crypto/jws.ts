import { createHmac, type KeyObject } from 'node:crypto';
import { parseJson } from '../limits/json.js';
import { type SignatureAlgorithm, sign, verify } from './signature.js';

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
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks the signature under one given algorithm; the header's `alg` has no say here. */
export function verifyJws(jws: Jws, algorithm: SignatureAlgorithm, publicKey: KeyObject): boolean {
  return verify(algorithm, publicKey, jws);
}

/** Signs with a private key, as the algorithm in the header has it. RFC 7515 section 5.1. */
export async function signJws(
  header: { alg: SignatureAlgorithm; typ?: string; kid?: string },
  payload: object,
  privateKey: KeyObject,
): Promise<string> {
  const input = signingInput(header, payload);
  const signature = await sign(header.alg, privateKey, Buffer.from(input));
  return `${input}.${signature.toString('base64url')}`;
}

/** Signs with HMAC-SHA-256 under a secret shared with the API. RFC 7518 section 3.2. */
export function signHmac(header: { alg: 'HS256'; typ?: string }, payload: object, secret: string): string {
  const input = signingInput(header, payload);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function signingInput(header: object, payload: object): string {
  return `${encode(header)}.${encode(payload)}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
