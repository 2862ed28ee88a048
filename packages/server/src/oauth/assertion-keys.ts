import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  type AssertionAlgorithm,
  assertionAlgorithms,
  type Credential,
  usualPerSlot,
} from '@clientele/model';
import { type Jws, verifyJws } from '../crypto/jws.js';
import { type UsableKey, usableKey } from '../crypto/usable-key.js';

/** Looks for the credential whose key made a signature. */
export interface SignerSearch {
  /** The first of these that did. Asked twice, as a second look at the database does, it verifies with no key twice. */
  among(credentials: readonly Credential[]): Credential | undefined;
  /**
   * Does the work that a client with as many keys as possible would have been, so that the time of a refusal does not
   * tell whether there is such a client, which keys it has and how many. docs/decisions/0070
   */
  equalizeWork(): Work;
}

/** What was done for one assertion. */
export interface Work {
  keysRead: number;
  signaturesVerified: number;
}

/** Begins a search for who signed an assertion, whose algorithm is one of those for assertions. */
export function signerSearch(jws: Jws, maxKeys = usualPerSlot): SignerSearch {
  const work: Work = { keysRead: 0, signaturesVerified: 0 };
  const verdicts = new Map<string, boolean>();
  const read = (pem: string) => {
    work.keysRead += 1;
    return usableKey(pem);
  };
  const verify = (alg: AssertionAlgorithm, key: UsableKey | undefined) => {
    if (!key?.mayHaveMade(jws.signature)) return false;
    work.signaturesVerified += 1;
    return verifyJws(jws, alg, key.key);
  };

  /** The credential pins the algorithm; what the header says may only agree. RFC 8725 section 3.1. */
  function signed(credential: Credential): boolean {
    const { alg, kid, public_key: pem } = credential;
    if (alg === undefined || pem === undefined || jws.header.alg !== alg) return false;
    if (jws.header.kid !== undefined && jws.header.kid !== kid) return false;
    const verdict =
      verdicts.get(pem) ??
      verify(
        alg,
        preparedKey(credential, () => read(pem)),
      );
    verdicts.set(pem, verdict);
    return verdict;
  }

  return {
    among: (credentials) => credentials.find(signed),
    equalizeWork() {
      const alg = assertionAlgorithms.find((one) => one === jws.header.alg) ?? 'RS256';
      const { pem, key } = standIn(alg, jws.signature.length);
      while (work.keysRead < maxKeys) read(pem);
      while (work.signaturesVerified < maxKeys && key?.mayHaveMade(jws.signature)) verify(alg, key);
      return work;
    },
  };
}

/** Lives as long as the credential is cached: taking a PEM apart costs four times what verifying with it does. */
const keys = new WeakMap<Credential, { key: UsableKey | undefined }>();

function preparedKey(credential: Credential, read: () => UsableKey | undefined): UsableKey | undefined {
  const known = keys.get(credential);
  if (known) return known.key;
  const key = read();
  keys.set(credential, { key });
  return key;
}

interface StandIn {
  pem: string;
  key: UsableKey | undefined;
}

const standIns = new Map<string, StandIn>();

/** A public key without an owner, of the type that made the signature. */
function standIn(alg: AssertionAlgorithm, signatureLength: number): StandIn {
  const kind = alg === 'ES256' || alg === 'EdDSA' ? alg : `RSA ${standInLength(signatureLength)}`;
  const known = standIns.get(kind);
  if (known) return known;
  const pem = newPublicKey(alg, signatureLength).export({ type: 'spki', format: 'pem' }).toString();
  const made = { pem, key: usableKey(pem) };
  standIns.set(kind, made);
  return made;
}

function newPublicKey(alg: AssertionAlgorithm, signatureLength: number): KeyObject {
  if (alg === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519').publicKey;
  // The largest modulus of this length, so that each signature that some key could have made is verified.
  const n = Buffer.alloc(standInLength(signatureLength), 0xff).toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
}

/** An RSA signature is as long as the modulus of its key, and one of another length is of no key. RFC 8017 section 8.2.2 */
function standInLength(signatureLength: number): number {
  return signatureLength >= 256 && signatureLength <= 512 ? signatureLength : 256;
}
