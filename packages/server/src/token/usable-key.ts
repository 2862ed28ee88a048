import { createPublicKey, type KeyObject } from 'node:crypto';
import { bitLength, isOfSmallOrder, modulusBits, publicExponent } from '@clientele/model';
import { rsaNumbers } from './public-key-check.js';

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
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'rsa') return usableRsaKey(key);
    // Also refuses the point at infinity, which is read and cannot be written.
    const spki = key.export({ type: 'spki', format: 'der' });
    if (key.asymmetricKeyType === 'ed25519' && isOfSmallOrder(spki.subarray(-32))) return undefined;
    // Two numbers of 32 bytes each, on P-256 as with Ed25519. RFC 7518 section 3.4, RFC 8032 section 5.1.6
    return { key, mayHaveMade: (signature) => signature.length === 64 };
  } catch {
    return undefined;
  }
}

function usableRsaKey(key: KeyObject): UsableKey | undefined {
  const { n, e } = rsaNumbers(key);
  if (bitLength(n) > modulusBits.max || e > publicExponent.max || e === 1n || (n & e & 1n) === 0n)
    return undefined;
  const modulus = Buffer.from(n.toString(16).padStart(2 * Math.ceil(bitLength(n) / 8), '0'), 'hex');
  return {
    key,
    // RFC 8017 section 5.2.2
    mayHaveMade: (signature) => signature.length === modulus.length && signature.compare(modulus) < 0,
  };
}
