import { randomBytes } from 'node:crypto';
import {
  createSeal,
  digestOf,
  type Place,
  type Seal,
  sealKeyId,
  sessionDigestOf,
} from '../../crypto/seal.js';
import type { Engine } from '../database/engine.js';
import { findSetting, settingOr } from '../database/instance-settings.js';
import type { RowLocks } from '../database/row-locks.js';
import type { Database, Queries, Reader } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { UnavailableError } from '../port/errors.js';
import { type HeldKeys, holdKeys, type ReadInstanceKeys } from './held-keys.js';
import { settingPlace } from './places.js';
import {
  currentKeyIdForWriting,
  cursorKey,
  digestKeySetting,
  instanceKeyCheck,
  keysBeingLeft,
  opensCheck,
  otherKey,
  sealCheck,
} from './settings.js';

/** Seals and opens under the instance keys that a server holds, also while they are rotated. docs/decisions/0050 */
export interface Seals {
  /**
   * The seal for what the caller's transaction writes: the database says which key that is, and until the transaction
   * ends it says no other. @throws UnavailableError for a key that is not held.
   */
  forWriting(queries: Reader): Promise<Seal>;
  /** @throws Error when the value was changed, moved, or sealed under a key that is not held. */
  open(sealed: string, place: Place): string;
  /** For positions in lists, which outlive the instance key. docs/decisions/0051 */
  readonly cursors: Seal;
  /** The digest of a client's secret under the digest key of an instance key, or any where none is named. */
  secretDigest(entry: { tenant: string; clientId: string; secret: string }, keyId?: string): string;
  /** The digest of a session's token under an instance key; undefined where that is no longer held, which ends the session. */
  sessionDigest(entry: { tenant: string; id: string; token: string }, keyId: string): string | undefined;
  /** Whether digests under a key can be compared: those of what has ended may outlive their key. */
  canDigestUnder(queries: Reader, keyId: string): Promise<boolean>;
  /** Makes sure that digests under these keys can be compared. @throws Error where one is not to be had. */
  learnDigestKeys(queries: Reader, keyIds: readonly string[]): Promise<void>;
}

/**
 * Opens a database with the instance keys of a server; they are read again when the database is under another.
 * @throws UnavailableError when they do not open it, or not all of it.
 */
export async function openSeals(engine: Engine, readKeys: ReadInstanceKeys): Promise<Seals> {
  const { db, locks } = engine;
  const keys = holdKeys(readKeys);
  await checkInstanceKey(db, keys);
  const digestKeys = new Map<string, Buffer>();
  const digestKey = (id: string) => digestKeys.get(id) ?? keys.find(id)?.digestKey;
  const open = (sealed: string, place: Place) => sealOf(keys, sealed).open(sealed, place);
  return {
    forWriting: (queries) => sealForWriting(locks, queries, keys),
    open,
    cursors: await openCursorSeal(engine, keys, open),
    secretDigest(entry, keyId = keys.first.seal.keyId) {
      const key = digestKey(keyId);
      if (!key) throw new Error(`the digest key of instance key ${keyId} was not read`);
      return digestOf(key, entry);
    },
    sessionDigest(entry, keyId) {
      const held = keys.find(keyId);
      return held && sessionDigestOf(held.sessionKey, entry);
    },
    async canDigestUnder(queries, id) {
      if (digestKey(id)) return true;
      const learnt = await findDigestKey(queries, id, open);
      if (learnt) digestKeys.set(id, learnt);
      return learnt !== undefined;
    },
    async learnDigestKeys(queries, keyIds) {
      for (const id of keyIds) {
        if (digestKey(id)) continue;
        const learnt = await findDigestKey(queries, id, open);
        if (!learnt) throw new Error(`the digest key of instance key ${id} is not in the database`);
        digestKeys.set(id, learnt);
      }
    },
  };
}

function sealOf(keys: HeldKeys, sealed: string): Seal {
  return (keys.find(sealKeyId(sealed)) ?? keys.first).seal;
}

async function sealForWriting(locks: RowLocks, queries: Reader, keys: HeldKeys): Promise<Seal> {
  const id = await currentKeyIdForWriting(locks, queries);
  const held = keys.find(id);
  if (!held) throw otherKey(id);
  return held.seal;
}

async function checkInstanceKey(db: Database, keys: HeldKeys): Promise<void> {
  const check = await settingOr(db, instanceKeyCheck, () => sealCheck(keys.first.seal));
  const id = sealKeyId(check);
  if (!opensCheck(keys.find(id)?.seal, check)) throw otherKey(id);
  for (const left of await keysBeingLeft(db))
    if (!keys.find(left))
      throw new UnavailableError(
        `the rotation away from instance key ${left} is not finished, and the key file no longer holds that key: put it back (CLIENTELE_KEY_FILE) and finish with: clientele key rotate`,
      );
}

async function openCursorSeal({ db, locks }: Engine, keys: HeldKeys, open: Seals['open']): Promise<Seal> {
  const place = settingPlace(cursorKey);
  const make = async (trx: Queries) => {
    const seal = await sealForWriting(locks, trx, keys);
    return settingOr(trx, cursorKey, () => seal.seal(randomBytes(32).toString('base64url'), place));
  };
  const sealed = (await findSetting(db, cursorKey)) ?? (await inTransaction(db, make));
  return createSeal({ id: 'cursor', bytes: Buffer.from(open(sealed, place), 'base64url') });
}

async function findDigestKey(
  queries: Reader,
  keyId: string,
  open: Seals['open'],
): Promise<Buffer | undefined> {
  const name = digestKeySetting(keyId);
  const sealed = await findSetting(queries, name);
  return sealed === undefined ? undefined : Buffer.from(open(sealed, settingPlace(name)), 'base64url');
}
