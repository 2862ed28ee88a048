import { createPublicKey, type KeyObject } from 'node:crypto';
import { bitLength, isOfSmallOrder, modulusBits, publicExponent } from '@clientele/model';
import { readPublicKey, rsaNumbers } from './public-key-check.js';

/** A stored public key that may verify signatures. */
export interface UsableKey {
  key: KeyObject;
  /** Whether a signature could be one of this key at all; what could not costs nothing. */
  mayHaveMade(signature: Buffer): boolean;
}

/**
 * Reads a stored public key; undefined for one that is not used: verifying with it would cost more than with a new one,
 * or everybody can sign with it. Keys that were stored before keys were checked may be weak in other ways, such as an
 * exponent of 3. docs/decisions/0069
 */
export function usableKey(pem: string): UsableKey | undefined {
  const key = readPublicKey(() => createPublicKey(pem));
  if (key?.asymmetricKeyType === 'rsa') return usableRsaKey(key);
  if (!key || isWorthless(key)) return undefined;
  // Two numbers of 32 bytes each, on P-256 as with Ed25519. RFC 7518 section 3.4, RFC 8032 section 5.1.6
  return { key, mayHaveMade: (signature) => signature.length === 64 };
}

function isWorthless(key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'ed25519') return false;
  return isOfSmallOrder(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));
}

function usableRsaKey(key: KeyObject): UsableKey | undefined {
  const { n, e } = rsaNumbers(key);
  if (bitLength(n) > modulusBits.max || e > publicExponent.max || e === 1n || (n & e & 1n) === 0n)
    return undefined;
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  return {
    key,
    // RFC 8017 section 5.2.2
    mayHaveMade: (signature) => signature.length === modulus.length && signature.compare(modulus) < 0,
  };
}
