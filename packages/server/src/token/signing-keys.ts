import type { KeyObject } from 'node:crypto';
import { dueForRotation, findSigningKey, signingKeyTypes, type TokenSigningKey } from '@clientele/model';
import type { PublicJwk } from '../crypto/public-jwk.js';
import { oneAtATime } from '../limits/one-at-a-time.js';
import type { Actor, ChangingStores } from '../storage/port/change.js';
import {
  complete,
  emptyRing,
  type KeyRing,
  type KeyRingOptions,
  provide,
  reread,
  revoke,
  rotate,
} from './key-ring.js';
import { type Signer, type TokenAlgorithm, typeOf } from './key-set.js';

/** Is told inside a change, and waited for, that a key signs from then on. */
export type Rotated = (stores: ChangingStores, key: TokenSigningKey) => Promise<void>;

/** The keys of a tenant that sign access tokens, through their whole life. signing-keys.md */
export interface SigningKeys {
  all(): readonly TokenSigningKey[];
  /** The key for tokens of this algorithm and lifetime (seconds), made where there is none; it stays published until they expire. */
  signer(algorithm: TokenAlgorithm, lifetime: number): Promise<Signer>;
  /** Makes the keys of an algorithm if there are none, so that they are published before they sign. */
  provide(algorithm: TokenAlgorithm): Promise<void>;
  /** The public half of a key that was not revoked. */
  verifier(kid: string): KeyObject | undefined;
  /** What verifies the tokens that are valid now, and those to come. RFC 7517 section 5. */
  jwks(): { keys: PublicJwk[] };
  /**
   * Puts the next keys to use, and answers the one that signs by default; throws RuleError where there are too many.
   * `rotated` is called with it inside the change after which it signs.
   */
  rotate(by: Actor, rotated?: Rotated): Promise<TokenSigningKey>;
  /** Rotates the keys that have signed for this many days; 0 is never. */
  rotateAfter(days: number): Promise<void>;
  /** Ends a key at once; undefined for an unknown one, RuleError for the current one. */
  revoke(kid: string, by: Actor): Promise<TokenSigningKey | undefined>;
  /** Reads again what is stored: another server may have changed it. */
  refresh(): Promise<void>;
  /**
   * Reads again what is stored, unless it is known to be what is in use here: to be awaited before keys are asked for
   * that another server may have revoked or made. docs/decisions/0056
   */
  catchUp(): Promise<void> | undefined;
}

/** Loads a tenant's signing keys, and makes those that are missing. */
export async function loadSigningKeys(options: KeyRingOptions): Promise<SigningKeys> {
  const ring = emptyRing(options);
  const { now } = options;
  // In turn, so that what was read earlier never replaces what was written later.
  const inTurn = oneAtATime();
  await reread(ring);
  await complete(ring);
  const catchUp = catchUpOf(ring, inTurn);
  return {
    all: () => ring.set.keys,
    signer: signerOf(ring, { inTurn, catchUp }),
    provide: (algorithm) => inTurn(() => provide(ring, typeOf[algorithm])),
    verifier: (kid) => ring.set.verifiers.get(kid),
    jwks() {
      const time = now();
      return { keys: ring.set.published.filter(({ until }) => time < until).map(({ jwk }) => jwk) };
    },
    rotate: (by, rotated) =>
      inTurn(async () => {
        await reread(ring);
        await rotate(ring, signingKeyTypes, {
          by,
          rotated: (stores, keys) => rotated?.(stores, current(keys)),
        });
        return current(ring.set.keys);
      }),
    rotateAfter: (days) =>
      inTurn(async () => {
        const due = dueForRotation(ring.set.keys, days, now());
        if (due.length > 0) await rotate(ring, due, { by: {} });
      }),
    revoke: (kid, by) =>
      inTurn(async () => {
        await reread(ring);
        return revoke(ring, kid, by);
      }),
    refresh: () => inTurn(() => reread(ring)),
    catchUp,
  };
}

type InTurn = ReturnType<typeof oneAtATime>;

/** All who ask before a reading has begun share it; one that has begun may have read already what is changed now. */
function catchUpOf(ring: KeyRing, inTurn: InTurn): SigningKeys['catchUp'] {
  let coming: Promise<void> | undefined;
  return () => {
    if (ring.storage.signingKeys.areCurrent(ring.set.keys)) return undefined;
    coming ??= inTurn(() => {
      coming = undefined;
      return reread(ring);
    });
    return coming;
  };
}

/** Finds the key that signs; only a token that outlives all earlier ones of its key has anything written first. */
function signerOf(
  ring: KeyRing,
  { inTurn, catchUp }: { inTurn: InTurn } & Pick<SigningKeys, 'catchUp'>,
): SigningKeys['signer'] {
  const noted = new WeakMap<Signer, number>();
  return async (algorithm, lifetime) => {
    const late = catchUp();
    if (late) await late;
    if (!ring.set.signers.has(algorithm)) await inTurn(() => provide(ring, typeOf[algorithm]));
    const signer = ring.set.signers.get(algorithm);
    if (!signer) throw new Error(`there is no key for ${algorithm}`);
    if (lifetime > (noted.get(signer) ?? signer.key.longest_lifetime)) {
      await ring.storage.signingKeys.noteLifetime(signer.key.kid, lifetime);
      noted.set(signer, Math.max(lifetime, noted.get(signer) ?? 0));
    }
    return signer;
  };
}

function current(keys: readonly TokenSigningKey[]): TokenSigningKey {
  const key = findSigningKey(keys, 'RSA', 'current');
  if (!key) throw new Error('the tenant has no signing key');
  return key;
}
