import {
  checkSigningKeyRotation,
  findSigningKey,
  revokeSigningKey,
  rotateSigningKeys,
  type SigningKeyType,
  signingKeyState,
  signingKeyTypes,
  supplySigningKeys,
  type TokenSigningKey,
} from '@clientele/model';
import type { Actor, SigningKeyStore } from '../storage/storage.js';
import { type KeySet, prepareKeys } from './key-set.js';
import { certified, newSigningKey } from './new-signing-key.js';

/** What the keys of a tenant need from outside. */
export interface KeyRingOptions {
  store: SigningKeyStore;
  /** The host of the issuer, which certificates name. */
  host: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The stored keys of a tenant and what is in use of them here; its steps are taken one at a time. */
export interface KeyRing extends KeyRingOptions {
  set: KeySet;
}

/** Reads again what is stored: another server may have changed it. */
export async function reread(ring: KeyRing): Promise<void> {
  ring.set = prepareKeys(await ring.store.list());
}

/** Makes a key that signs and one that comes next, where a type lacks them; of several servers, one does. */
export async function provide(ring: KeyRing, type: SigningKeyType): Promise<void> {
  const { keys } = ring.set;
  if (findSigningKey(keys, type, 'current') && findSigningKey(keys, type, 'next')) return;
  const offered = await fresh(ring, [type, type]);
  await change(ring, {}, (stored) => supplySigningKeys(stored, offered, ring.now()));
}

/** Makes what is missing: an RSA key, a next key of each type there is, and certificates of keys from earlier versions. */
export async function complete(ring: KeyRing): Promise<void> {
  for (const type of signingKeyTypes)
    if (type === 'RSA' || findSigningKey(ring.set.keys, type, 'current')) await provide(ring, type);
  const facts = { host: ring.host, now: ring.now() };
  const made = new Map<string, string>();
  for (const key of ring.set.keys) {
    const { certificate } = await certified(key, facts);
    if (key.certificate === undefined && certificate !== undefined) made.set(key.kid, certificate);
  }
  if (made.size === 0) return;
  await change(ring, {}, (stored) =>
    stored.map((key) => {
      const certificate = key.certificate ?? made.get(key.kid);
      return certificate === undefined ? key : { ...key, certificate };
    }),
  );
}

/**
 * Puts the next keys of these types to use.
 * Of servers that set out from the same keys at the same time, one rotates and the others find it done.
 */
export async function rotate(ring: KeyRing, types: readonly SigningKeyType[], by: Actor): Promise<void> {
  checkSigningKeyRotation(ring.set.keys, ring.now());
  const outgoing = types.flatMap((type) => findSigningKey(ring.set.keys, type, 'current') ?? []);
  const offered = await fresh(
    ring,
    outgoing.map(({ type }) => type),
  );
  await change(ring, by, (stored) => {
    const turning = offered.filter(({ type }) => {
      const signing = findSigningKey(stored, type, 'current');
      return outgoing.some(({ kid }) => kid === signing?.kid);
    });
    return rotateSigningKeys(stored, turning, ring.now());
  });
}

/** Ends a key; the one that came next is replaced. */
export async function revoke(ring: KeyRing, kid: string, by: Actor): Promise<TokenSigningKey | undefined> {
  const known = ring.set.keys.find((key) => key.kid === kid);
  if (!known) return undefined;
  const [offered] = signingKeyState(known) === 'next' ? await fresh(ring, [known.type]) : [];
  await change(ring, by, (stored) => revokeSigningKey(stored, kid, { offered, now: ring.now() }));
  return ring.set.keys.find((key) => key.kid === kid);
}

function fresh({ host, now }: KeyRing, types: readonly SigningKeyType[]): Promise<TokenSigningKey[]> {
  return Promise.all(types.map((type) => newSigningKey(type, { host, now: now() })));
}

async function change(
  ring: KeyRing,
  by: Actor,
  to: (stored: TokenSigningKey[]) => TokenSigningKey[],
): Promise<void> {
  ring.set = prepareKeys(await ring.store.change(to, by));
}
