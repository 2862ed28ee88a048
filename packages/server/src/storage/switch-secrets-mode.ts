import type { Engine } from './database/engine.js';
import { findSetting } from './database/instance-settings.js';
import type { Queries } from './database/tables.js';
import { inTransaction } from './database/transaction.js';
import { logIdsOf } from './log/log-ids.js';
import { recordChanges } from './log/record-changes.js';
import { type SecretsMode, secretsModeSetting } from './seals/secrets-mode.js';
import { eraseDeleted, overwriteDeleted } from './sqlite/erase.js';

/** What a switch of the secrets mode did. */
export interface SwitchedMode {
  mode: SecretsMode;
  /** The mode before; absent where no server was ever started on the database. */
  before: string | undefined;
  /** How many encrypted secrets were erased. */
  erased: number;
  /** How many secrets cannot be read, although the mode is `readable`. */
  unreadable: number;
}

/** Who switches, and when. */
export interface SwitchOptions {
  /** What the log calls who did it. */
  by: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Brings a database into a secrets mode: all of it or nothing, also where it is ended half way, and the same again changes
 * nothing more. Servers that run beside it obey at once, since they look at the mode whenever they write a secret.
 * docs/decisions/0119
 * @throws UnavailableError where an SQLite file is read meanwhile; then the switch is done, and its traces are still there.
 */
export async function switchSecretsMode(
  engine: Engine,
  mode: SecretsMode,
  options: SwitchOptions,
): Promise<SwitchedMode> {
  const isFile = engine.name === 'sqlite';
  if (isFile) await overwriteDeleted(engine.db);
  const switched = await inTransaction(engine.db, (trx) => switchWithin(engine, trx, { mode, ...options }));
  // Secrets that were replaced earlier left traces too, and so did a switch that was ended before it came here.
  if (isFile && mode === 'once') await eraseDeleted(engine.db);
  return switched;
}

async function switchWithin(
  engine: Engine,
  trx: Queries,
  { mode, by, now }: SwitchOptions & { mode: SecretsMode },
): Promise<SwitchedMode> {
  // First of all, so that nobody who writes secrets waits for something that this transaction holds.
  await engine.locks.aloneIn(trx, 'client_secrets');
  const before = await findSetting(trx, secretsModeSetting);
  if (before !== mode) await setMode(trx, mode);
  if (mode === 'once') await endUnread(trx, now());
  const erased = mode === 'once' ? await eraseSealed(trx) : 0;
  if (before !== mode || erased > 0) await record(engine, trx, { mode, by, now });
  return { mode, before, erased, unreadable: mode === 'readable' ? await countUnreadable(trx) : 0 };
}

async function setMode(trx: Queries, mode: SecretsMode): Promise<void> {
  await trx
    .insertInto('instance_settings')
    .values({ name: secretsModeSetting, value: mode })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: mode }))
    .execute();
}

/** What the server staged by itself nobody has read, and nobody could any more. docs/decisions/0122 */
async function endUnread(trx: Queries, now: number): Promise<void> {
  await trx
    .updateTable('client_secrets')
    .set({ state: 'ended', expires_at: now })
    .where('state', '=', 'staged')
    .where('created_by', 'is', null)
    .execute();
}

async function eraseSealed(trx: Queries): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('client_secrets')
    .set({ sealed: null })
    .where('sealed', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function countUnreadable(trx: Queries): Promise<number> {
  const { count } = await trx
    .selectFrom('client_secrets')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('sealed', 'is', null)
    .where('state', '<>', 'ended')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** It concerns all tenants, so that the log of each says so. */
async function record(
  engine: Engine,
  trx: Queries,
  { mode, by, now }: SwitchOptions & { mode: SecretsMode },
): Promise<void> {
  const tenants = await trx
    .selectFrom('clients')
    .select('tenant_id')
    .distinct()
    .orderBy('tenant_id')
    .execute();
  const newLogId = logIdsOf(engine, now);
  for (const { tenant_id: tenant } of tenants)
    await recordChanges({ engine, tenant, now, newLogId }, trx, {
      by: { clientName: by },
      events: [{ object: 'secrets_mode', action: 'update', id: mode }],
    });
}
