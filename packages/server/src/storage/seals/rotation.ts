import { setTimeout as pause } from 'node:timers/promises';
import { digestOf, type InstanceKeys, type Place, sealKeyId } from '../../crypto/seal.js';
import type { Engine } from '../database/engine.js';
import type { RowLocks } from '../database/row-locks.js';
import type { Database, Queries, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { BusyError, UnavailableError } from '../port/errors.js';
import { type HeldKey, type HeldKeys, holdKeys } from './held-keys.js';
import { type SealedTable, sealedColumns, sealedPlace, settingPlace } from './places.js';
import {
  isUnderOther,
  replaceSealed,
  type SealedRow,
  sealedRows,
  sealedTables,
  surveySeals,
} from './rows.js';
import {
  currentKeyId,
  currentKeyIdForWriting,
  cursorKey,
  digestKeyPrefix,
  digestKeySetting,
  instanceKeyCheck,
  keysBeingLeft,
  leavingPrefix,
  leavingSetting,
  opensCheck,
  otherKey,
  sealCheck,
} from './settings.js';

/** How a rotation reports its progress. */
export interface RotationOptions {
  progress?: (done: { table: string; resealed: number }) => void;
}

/** What a rotation did. */
export interface Rotated {
  /** The key that the database is under now. */
  id: string;
  /** How many values were sealed anew, by table. */
  resealed: Record<string, number>;
  /** Secrets that are known as digests only, and stay comparable under the digest key of an earlier instance key. */
  earlierDigests: number;
}

/** Which instance key a database is under. */
export interface InstanceKeyState {
  /** The id of the key under which all that is new is sealed; undefined before the first start. */
  current: string | undefined;
  /** Keys that a rotation has begun to leave and not left entirely: a key file must still hold them. */
  leaving: string[];
}

/** Which instance key a database is under, found without any key. docs/decisions/0050 */
export async function instanceKeyState(db: Database): Promise<InstanceKeyState> {
  return { current: await currentKeyId(db), leaving: await keysBeingLeft(db) };
}

/** Rows that are written in one transaction: on SQLite a running server waits for it. */
const rowsAtOnce = 100;
/** Then the rotation pauses for this many times as long, so that others get their turn. */
const restFactor = 2;

/**
 * Brings a database under the first of the keys, and seals anew under it what earlier ones sealed, while servers serve.
 * Ended at any point, it goes on where it was when it is done again. docs/decisions/0050
 * @throws UnavailableError when the keys do not open the database, or a part of it.
 */
export async function rotateInstanceKey(
  engine: Engine,
  keys: InstanceKeys,
  { progress = () => undefined }: RotationOptions = {},
): Promise<Rotated> {
  const { db } = engine;
  const held = holdKeys(() => keys);
  const { keyId } = held.first.seal;
  const resealed: Record<string, number> = {};
  resealed.instance_settings = await retryWhileBusy(() =>
    inTransaction(db, (trx) => turn(engine, trx, held)),
  );
  for (const table of sealedTables) {
    resealed[table] = 0;
    for await (const page of sealedRows(db, table, rowsAtOnce)) {
      resealed[table] += await resealPage(engine, held, { table, page });
      progress({ table, resealed: resealed[table] });
    }
  }
  const { earlier, digests } = await surveySeals(db, keyId);
  if (earlier > 0)
    throw new UnavailableError(
      `${earlier} values are not yet encrypted under instance key ${keyId}, because they changed during the rotation: rotate again`,
    );
  await retryWhileBusy(() => inTransaction(db, (trx) => finish(engine, trx, { keyId, digests })));
  digests.delete(keyId);
  return {
    id: keyId,
    resealed,
    earlierDigests: [...digests.values()].reduce((sum, count) => sum + count, 0),
  };
}

/** From the moment this is committed, whatever is sealed is sealed under the first key. Returns how many values changed. */
async function turn({ locks }: Engine, trx: Queries, held: HeldKeys): Promise<number> {
  const { seal } = held.first;
  const query = trx.selectFrom('instance_settings').select('value').where('name', '=', instanceKeyCheck);
  const check = (await locks.forChange(query).executeTakeFirst())?.value;
  if (check === undefined) {
    await setSetting(trx, instanceKeyCheck, sealCheck(seal));
    return 0;
  }
  const id = sealKeyId(check);
  const current = held.find(id);
  if (!current || !opensCheck(current.seal, check)) throw otherKey(id);
  if (id === seal.keyId) return 0;
  const kept = { name: digestKeySetting(id), text: current.digestKey.toString('base64url') };
  await setSetting(trx, kept.name, seal.seal(kept.text, settingPlace(kept.name)));
  await setSetting(trx, leavingSetting(id), '');
  const others = await resealSettings(trx, held);
  await dropSettings(trx, [digestKeySetting(seal.keyId)]);
  await setSetting(trx, instanceKeyCheck, sealCheck(seal));
  return others + 1;
}

async function resealSettings(trx: Queries, held: HeldKeys): Promise<number> {
  const { seal } = held.first;
  const rows = await trx
    .selectFrom('instance_settings')
    .selectAll()
    .where((eb) => eb.or([eb('name', '=', cursorKey), eb('name', 'like', `${digestKeyPrefix}%`)]))
    .execute();
  const earlier = rows.filter(({ value }) => isUnderOther(value, seal.keyId));
  for (const { name, value } of earlier) {
    const place = settingPlace(name);
    await setSetting(trx, name, seal.seal(openWith(held, value, place), place));
  }
  return earlier.length;
}

async function resealPage(
  { db, locks }: Engine,
  held: HeldKeys,
  { table, page }: { table: SealedTable; page: readonly SealedRow[] },
): Promise<number> {
  const { keyId } = held.first.seal;
  const changes = page.flatMap((row) =>
    isUnderOther(row.sealed, keyId)
      ? [{ row, values: resealedValues(held, table, row.key, row.sealed) }]
      : [],
  );
  if (changes.length === 0) return 0;
  let begin = 0;
  const resealed = await retryWhileBusy(() =>
    inTransaction(db, async (trx) => {
      begin = performance.now();
      await refuseOtherRotation(locks, trx, keyId);
      let count = 0;
      for (const change of changes) if (await replaceSealed(trx, table, change)) count += 1;
      return count;
    }),
  );
  await pause((performance.now() - begin) * restFactor);
  return resealed;
}

/** A secret that can be read is digested anew as well, so that nothing of an earlier key is needed for it. */
function resealedValues(
  held: HeldKeys,
  table: SealedTable,
  [tenant = '', ...row]: readonly string[],
  sealed: string,
): Record<string, string> {
  const { seal, digestKey }: HeldKey = held.first;
  const place = sealedPlace(table, tenant, ...row);
  const plaintext = openWith(held, sealed, place);
  const values = { [sealedColumns[table].column]: seal.seal(plaintext, place) };
  if (table !== 'client_secrets') return values;
  const digest = digestOf(digestKey, { tenant, clientId: row[0] ?? '', secret: plaintext });
  return { ...values, digest, digest_key: seal.keyId };
}

/** @throws UnavailableError that says where the value is, and which key it is under. */
function openWith(held: HeldKeys, sealed: string, place: Place): string {
  const id = sealKeyId(sealed);
  const where = `${place.table}.${place.column} of ${place.row}`;
  const key = held.find(id);
  if (!key)
    throw new UnavailableError(
      `${where} is encrypted under instance key ${id}, which the key file does not hold: put that key back, and rotate again`,
    );
  try {
    return key.seal.open(sealed, place);
  } catch (cause) {
    throw new UnavailableError(
      `${where} cannot be decrypted under instance key ${id}: it was damaged, changed or moved; restore it from a backup or delete it, and rotate again`,
      { cause },
    );
  }
}

/** Nothing is under an earlier key any more: removes the notes of the rotation, and digest keys that are no longer needed. */
async function finish(
  { locks }: Engine,
  trx: Queries,
  { keyId, digests }: { keyId: string; digests: ReadonlyMap<string, number> },
): Promise<void> {
  await refuseOtherRotation(locks, trx, keyId);
  const kept = await trx
    .selectFrom('instance_settings')
    .select('name')
    .where('name', 'like', `${digestKeyPrefix}%`)
    .execute();
  const unused = kept.filter(({ name }) => !digests.has(name.slice(digestKeyPrefix.length)));
  await dropSettings(
    trx,
    unused.map(({ name }) => name),
  );
  await trx.deleteFrom('instance_settings').where('name', 'like', `${leavingPrefix}%`).execute();
}

async function refuseOtherRotation(locks: RowLocks, trx: Queries, keyId: string): Promise<void> {
  const current = await currentKeyIdForWriting(locks, trx);
  if (current !== keyId)
    throw new UnavailableError(
      `another rotation has moved this database to instance key ${current}: rotate again with a key file that holds that key`,
    );
}

async function setSetting(queries: Queries, name: string, value: string): Promise<void> {
  const row: Tables['instance_settings'] = { name, value };
  await queries
    .insertInto('instance_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

async function dropSettings(queries: Queries, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await queries.deleteFrom('instance_settings').where('name', 'in', names).execute();
}

const maxAttempts = 30;

/** On SQLite another process may be writing for longer than this one waits: then it is tried again. */
async function retryWhileBusy<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof BusyError) || attempt === maxAttempts) throw error;
    }
  }
}
