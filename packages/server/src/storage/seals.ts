import { randomBytes } from 'node:crypto';
import { findSetting, settingOr } from './instance-settings.js';
import { whileUnchanged } from './row-locks.js';
import {
  createSeal,
  digestKeyOf,
  digestOf,
  type InstanceKey,
  type Place,
  type Seal,
  sealKeyId,
} from './seal.js';
import { settingPlace } from './sealed-places.js';
import {
  checkText,
  cursorKey,
  digestKeySetting,
  instanceKeyCheck,
  leavingSetting,
} from './sealed-settings.js';
import { UnavailableError } from './storage.js';
import type { Queries } from './store-context.js';
import type { Database } from './tables.js';

/** Answers the instance keys that there are now, first the one that a rotation goes to; may throw where it cannot. */
export type ReadInstanceKeys = () => readonly [InstanceKey, ...InstanceKey[]];

/** Seals and opens under the instance keys that a server holds, also while they are rotated. docs/decisions/0050 */
export interface Seals {
  /**
   * The seal for what the caller's transaction writes: the database says which key that is, and until the transaction
   * ends it says no other. @throws UnavailableError for a key that is not held.
   */
  forWriting(queries: Queries): Promise<Seal>;
  /** @throws Error when the value was changed, moved, or sealed under a key that is not held. */
  open(sealed: string, place: Place): string;
  /** For positions in lists, which outlive the instance key. docs/decisions/0051 */
  readonly cursors: Seal;
  /** The digest of a client's secret under the digest key of an instance key, or any where none is named. */
  secretDigest(entry: { tenant: string; clientId: string; secret: string }, keyId?: string): string;
  /** Makes sure that digests under these keys can be compared. @throws Error where one is not to be had. */
  learnDigestKeys(queries: Queries, keyIds: readonly string[]): Promise<void>;
}

/**
 * Opens a database with the instance keys of a server; they are read again when the database is under another.
 * @throws UnavailableError when they do not open it, or not all of it.
 */
export async function openSeals(db: Database, readKeys: ReadInstanceKeys): Promise<Seals> {
  const keys = heldKeys(readKeys);
  await checkInstanceKey(db, keys);
  const digestKeys = new Map<string, Buffer>();
  const digestKey = (id: string) => {
    const known = digestKeys.get(id) ?? keys.find(id)?.digestKey;
    if (known) digestKeys.set(id, known);
    return known;
  };
  const open = (sealed: string, place: Place) => sealOf(keys, sealed).open(sealed, place);
  const [anyKey] = readKeys();
  return {
    async forWriting(queries) {
      const id = sealKeyId(await checkForWriting(queries));
      const held = keys.find(id);
      if (!held) throw otherKey(id);
      return held.seal;
    },
    open,
    cursors: await openCursorSeal(db, keys, open),
    secretDigest(entry, keyId = anyKey.id) {
      const key = digestKey(keyId);
      if (!key) throw new Error(`the digest key of instance key ${keyId} was not read`);
      return digestOf(key, entry);
    },
    async learnDigestKeys(queries, keyIds) {
      for (const id of keyIds) if (!digestKey(id)) digestKeys.set(id, await readDigestKey(queries, id, open));
    },
  };
}

interface HeldKey {
  seal: Seal;
  digestKey: Buffer;
}

interface HeldKeys {
  /** Reads the keys again for one that is not known. */
  find(id: string): HeldKey | undefined;
  first: HeldKey;
}

/** Keys are added and never taken away, since what was read before a rotation is opened after it. */
function heldKeys(readKeys: ReadInstanceKeys): HeldKeys {
  const held = new Map<string, HeldKey>();
  const hold = (key: InstanceKey): HeldKey => {
    const known = held.get(key.id) ?? { seal: createSeal(key), digestKey: digestKeyOf(key) };
    held.set(key.id, known);
    return known;
  };
  const [first, ...others] = readKeys();
  const firstHeld = hold(first);
  others.forEach(hold);
  return {
    first: firstHeld,
    find(id) {
      if (!held.has(id)) readAgain(readKeys).forEach(hold);
      return held.get(id);
    },
  };
}

/** Keys that cannot be read now are those that were not found. */
function readAgain(readKeys: ReadInstanceKeys): readonly InstanceKey[] {
  try {
    return readKeys();
  } catch {
    return [];
  }
}

function sealOf(keys: HeldKeys, sealed: string): Seal {
  return (keys.find(sealKeyId(sealed)) ?? keys.first).seal;
}

async function checkInstanceKey(db: Database, keys: HeldKeys): Promise<void> {
  const place = settingPlace(instanceKeyCheck);
  const check = await settingOr(db, instanceKeyCheck, () => keys.first.seal.seal(checkText, place));
  if (!opensTo(checkText, () => sealOf(keys, check).open(check, place))) throw otherKey(sealKeyId(check));
  for (const id of await keysBeingLeft(db))
    if (!keys.find(id))
      throw new UnavailableError(
        `this database is moving away from instance key ${id}, and the key file no longer holds that one; put it back (CLIENTELE_KEY_FILE) and finish with: clientele key rotate`,
      );
}

/** The keys that a rotation has begun to leave and not left entirely. docs/decisions/0050 */
export async function keysBeingLeft(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom('instance_settings')
    .select('name')
    .where('name', 'like', `${leavingSetting('')}%`)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name.slice(leavingSetting('').length));
}

function opensTo(expected: string, open: () => string): boolean {
  try {
    return open() === expected;
  } catch {
    return false;
  }
}

function otherKey(id: string): UnavailableError {
  return new UnavailableError(
    `this instance key does not open this database; it is under instance key ${id}: start with the key file that holds that one (CLIENTELE_KEY_FILE)`,
  );
}

/** A rotation waits for those who have read which key is the current one. */
async function checkForWriting(queries: Queries): Promise<string> {
  const query = queries.selectFrom('instance_settings').select('value').where('name', '=', instanceKeyCheck);
  return (await whileUnchanged(queries, query).executeTakeFirstOrThrow()).value;
}

async function openCursorSeal(db: Database, keys: HeldKeys, open: Seals['open']): Promise<Seal> {
  const place = settingPlace(cursorKey);
  const sealed = await settingOr(db, cursorKey, () =>
    keys.first.seal.seal(randomBytes(32).toString('base64url'), place),
  );
  return createSeal({ id: 'cursor', bytes: Buffer.from(open(sealed, place), 'base64url') });
}

async function readDigestKey(queries: Queries, keyId: string, open: Seals['open']): Promise<Buffer> {
  const name = digestKeySetting(keyId);
  const sealed = await findSetting(queries, name);
  if (sealed === undefined) throw new Error(`the digest key of instance key ${keyId} is not in the database`);
  return Buffer.from(open(sealed, settingPlace(name)), 'base64url');
}
