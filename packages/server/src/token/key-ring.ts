import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
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
import type { Actor, ChangingStores } from '../storage/port/change.js';
import type { TenantStorage } from '../storage/port/port.js';
import { type KeySet, prepareKeys } from './key-set.js';
import { certified, newSigningKey } from './new-signing-key.js';

/** What the keys of a tenant need from outside. */
export interface KeyRingOptions {
  storage: Pick<TenantStorage, 'signingKeys' | 'change'>;
  /** The host of the issuer, which certificates name. */
  host: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The stored keys of a tenant and what is in use of them here; its steps are taken one at a time. */
export interface KeyRing extends KeyRingOptions {
  set: KeySet;
  /** When each key was first seen here to be stored, by a clock that is never set. */
  seen: Map<string, number>;
}

/** What is done inside a change of the keys, with those that there are then. */
export type WithKeys = (
  stores: ChangingStores,
  keys: readonly TokenSigningKey[],
) => Promise<void> | undefined;

/** A ring without keys, to be filled. */
export function emptyRing(options: KeyRingOptions): KeyRing {
  return { ...options, set: prepareKeys([]), seen: new Map() };
}

/** Reads again what is stored: another server may have changed it. */
export async function reread(ring: KeyRing): Promise<void> {
  use(ring, await ring.storage.signingKeys.list());
}

/** Uses what is stored; unchanged keys stay prepared. */
function use(ring: KeyRing, stored: TokenSigningKey[]): void {
  const same = isDeepStrictEqual(stored, ring.set.keys);
  ring.set = same ? { ...ring.set, keys: stored } : prepareKeys(stored);
  const time = performance.now();
  ring.seen = new Map(stored.map(({ kid }) => [kid, ring.seen.get(kid) ?? time]));
}

/** Keys that are older than this are known everywhere, even if clocks differ by as much as servers bear. */
const longKnown = 60_000;

/** Waits until all servers know a key, and so publish it: it was committed before it was seen here. */
async function knownEverywhere(
  { storage, seen, now }: KeyRing,
  key: TokenSigningKey | undefined,
): Promise<void> {
  if (!key || now() - key.created_at >= longKnown) return;
  const time = performance.now();
  const left = (seen.get(key.kid) ?? time) + storage.signingKeys.knownAfter - time;
  if (left > 0) await setTimeout(left);
}

/** Makes the keys of a type where it lacks them, and waits until all servers publish the one that signs. */
export async function provide(ring: KeyRing, type: SigningKeyType): Promise<void> {
  await supply(ring, type);
  await knownEverywhere(ring, findSigningKey(ring.set.keys, type, 'current'));
}

/** Makes a key that signs and one that comes next, where a type lacks them; of several servers, one does. */
async function supply(ring: KeyRing, type: SigningKeyType): Promise<void> {
  const { keys } = ring.set;
  if (findSigningKey(keys, type, 'current') && findSigningKey(keys, type, 'next')) return;
  const offered = await fresh(ring, [type, type]);
  await change(ring, {}, (stored) => supplySigningKeys(stored, offered, ring.now()));
}

/**
 * Makes what is missing: an RSA key, a next key of each type there is, and certificates of keys from earlier versions.
 * The first key needs no wait: every server has read it before it serves.
 */
export async function complete(ring: KeyRing): Promise<void> {
  for (const type of signingKeyTypes)
    if (type === 'RSA' || findSigningKey(ring.set.keys, type, 'current')) await supply(ring, type);
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

/** Of servers that change the keys at the same time, each may find that another has made the next key another one. */
const maxAttempts = 5;

/**
 * Puts the next keys of these types to use, once all servers publish them.
 * Of servers that set out from the same keys at the same time, one rotates and the others find it done. `rotated` is called
 * inside the change that does, or finds it.
 */
export async function rotate(
  ring: KeyRing,
  types: readonly SigningKeyType[],
  { by, rotated }: { by: Actor; rotated?: WithKeys },
): Promise<void> {
  checkSigningKeyRotation(ring.set.keys, ring.now());
  const outgoing = types.flatMap((type) => findSigningKey(ring.set.keys, type, 'current') ?? []);
  const offered = await fresh(
    ring,
    outgoing.map(({ type }) => type),
  );
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const left = outgoing.filter(({ kid }) => isCurrent(ring.set.keys, kid));
    if (left.length === 0) return;
    const coming = left.flatMap(({ type }) => findSigningKey(ring.set.keys, type, 'next') ?? []);
    for (const key of coming) await knownEverywhere(ring, key);
    const to = (stored: TokenSigningKey[]) => {
      const turning = offered.filter(
        ({ type }) =>
          left.some(({ kid }) => kid === findSigningKey(stored, type, 'current')?.kid) &&
          coming.some(({ kid }) => kid === findSigningKey(stored, type, 'next')?.kid),
      );
      return rotateSigningKeys(stored, turning, ring.now());
    };
    await change(ring, by, to, async (stores, keys) => {
      if (!outgoing.some(({ kid }) => isCurrent(keys, kid))) await rotated?.(stores, keys);
    });
  }
}

function isCurrent(keys: readonly TokenSigningKey[], kid: string): boolean {
  return keys.some((key) => key.kid === kid && signingKeyState(key) === 'current');
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
  changed?: WithKeys,
): Promise<void> {
  const next = await ring.storage.change(by, async (stores) => {
    const keys = await stores.signingKeys.change(to);
    await changed?.(stores, keys);
    return keys;
  });
  use(ring, next);
}
