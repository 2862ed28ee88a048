import { assertionSkew, largestClockDifference } from '@clientele/model';
import { type CompiledQuery, sql, type Transaction } from 'kysely';
import type { InstanceKey } from '../crypto/seal.js';
import { OperatorError } from '../errors/operator-error.js';
import { longestAssertionLifetime, spendUntil } from '../storage/counts/spent-until.js';
import type { Engine, OpenDatabase } from '../storage/database/engine.js';
import { appliedMigrations, migrate } from '../storage/database/migrations/migrate.js';
import type { Database, Tables } from '../storage/database/tables.js';
import { forgetRestore, noteRestore, restoreBegun } from '../storage/database/unfinished-restore.js';
import type { BackupHeader } from './format.js';
import type { OpenBackup, RowBatch } from './read.js';
import { opensRegistry, type PresentTable, presentTables, registryFacts } from './snapshot.js';

/** What was restored. */
export interface RestoreSummary {
  header: BackupHeader;
  /** How many rows of each table. */
  rows: Record<string, number>;
  /** Assertions that expire before this count as spent, in milliseconds since the epoch. */
  assertionsSpentUntil: number;
}

/** What loading needs besides the backup. */
export interface LoadOptions {
  /** The instance keys that the server will start with. */
  keys: readonly InstanceKey[];
  /** The longest lifetime of assertions, in seconds, that the settings allow. */
  assertionMaxLifetime: number;
  /** Called during the restore with the number of rows restored so far. */
  onProgress?: ((rows: number) => void) | undefined;
}

/**
 * Puts the rows of a backup into an empty database: all in one transaction, into the schema that they were read
 * from, which is brought up to date then. docs/decisions/0052
 * @throws OperatorError for a backup that is not whole, of which nothing stays.
 */
export async function loadBackup(
  engine: Engine,
  backup: OpenBackup,
  options: LoadOptions,
): Promise<RestoreSummary> {
  await checkEmpty(engine, backup.header);
  await migrate(engine, backup.header.schema);
  if (engine.shared) await noteRestore(engine.db, new Date());
  const summary = await loadRows(engine, backup, options).catch(async (error: unknown) => {
    if (engine.shared) await forgetRestore(engine.db).catch(() => undefined);
    throw error;
  });
  await migrate(engine);
  return summary;
}

async function loadRows(
  engine: Engine,
  { header, batches }: OpenBackup,
  { keys, assertionMaxLifetime, onProgress }: LoadOptions,
): Promise<RestoreSummary> {
  const rows: Record<string, number> = {};
  const assertionsSpentUntil = await engine.db.transaction().execute(async (trx) => {
    const tables = await presentTables({ name: engine.name, db: trx });
    await lockEmpty(engine, trx, tables);
    await forgetRestore(trx);
    const insert = insertion(trx, tables);
    let total = 0;
    for await (const batch of batches()) {
      if (batch.rows.length > 0) await insert(batch);
      rows[batch.table] = (rows[batch.table] ?? 0) + batch.rows.length;
      total += batch.rows.length;
      onProgress?.(total);
    }
    await searchLater(trx, tables);
    await checkFacts({ name: engine.name, db: trx }, header, keys);
    return spendAssertions(trx, assertionMaxLifetime);
  });
  return { header, rows, assertionsSpentUntil };
}

/**
 * What was claimed after the backup is not in it: whatever could have been accepted by now counts as spent. The lifetime is
 * the longest that the lost server noted, or that the settings have.
 */
async function spendAssertions(trx: Transaction<Tables>, maxLifetime: number): Promise<number> {
  const lifetime = Math.max(maxLifetime, await longestAssertionLifetime(trx));
  const time = Date.now() + (lifetime + 2 * assertionSkew) * 1000 + largestClockDifference;
  await spendUntil(trx, time);
  return time;
}

/** Refuses a database with rows, or with a schema that the backup is older than: there is no way back from it. */
async function checkEmpty(engine: Engine, header: BackupHeader): Promise<void> {
  const schema = (await appliedMigrations(engine)).at(-1);
  if (schema === undefined) return;
  await refuseRows(engine.db, await presentTables(engine));
  if (schema > header.schema)
    throw new OperatorError(
      `the database already has the schema "${schema}", and the backup the earlier "${header.schema}": restore it into a database without any tables`,
    );
}

// A server that starts meanwhile waits until all is there, or finds nothing.
async function lockEmpty(
  { shared }: Engine,
  trx: Transaction<Tables>,
  tables: readonly PresentTable[],
): Promise<void> {
  if (shared)
    await sql`lock table ${sql.join(tables.map(({ name }) => sql.table(name)))} in access exclusive mode`.execute(
      trx,
    );
  await refuseRows(trx, tables);
}

async function refuseRows(db: Database, tables: readonly PresentTable[]): Promise<void> {
  for (const { name } of tables) {
    const isNote = name === 'instance_settings' ? sql`name = ${restoreBegun}` : sql`1 = 0`;
    const { rows } = await sql`select 1 from ${sql.table(name)} where not (${isNote}) limit 1`.execute(db);
    if (rows.length > 0)
      throw new OperatorError(
        'the database already holds a registry, and a backup can be restored into an empty database only: create a new database, and name that one',
      );
  }
}

function insertion(
  trx: Transaction<Tables>,
  tables: readonly PresentTable[],
): (batch: RowBatch) => Promise<void> {
  // Compiling a statement takes about as long as running it, and most batches are of one size.
  const compiled = new Map<string, CompiledQuery>();
  return async (batch) => {
    const key = `${batch.table} ${batch.rows.length}`;
    const statement = compiled.get(key) ?? insertStatement(trx, batch, tables);
    compiled.set(key, statement);
    await trx.executeQuery({ ...statement, parameters: batch.rows.flat() });
  };
}

function insertStatement(
  trx: Transaction<Tables>,
  { table, columns, rows }: RowBatch,
  tables: readonly PresentTable[],
): CompiledQuery {
  const known = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name);
  if (known?.toSorted().join() !== columns.toSorted().join())
    throw new OperatorError(
      `the backup is damaged: its schema has no such table ${table}; nothing was restored`,
    );
  const values = rows.map((row) => sql`(${sql.join(row)})`);
  return sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}`.compile(trx);
}

/** What clients are searched by is no part of a backup, and written when the schema is brought up to date. */
async function searchLater(trx: Transaction<Tables>, tables: readonly PresentTable[]): Promise<void> {
  const columns = tables.find(({ name }) => name === 'clients')?.columns ?? [];
  if (columns.some(({ name }) => name === 'search_due'))
    await trx.updateTable('clients').set({ search_due: 1 }).execute();
}

// The header was judged before; rows that say otherwise are not those it was written for.
async function checkFacts(
  restored: OpenDatabase,
  header: BackupHeader,
  keys: readonly InstanceKey[],
): Promise<void> {
  const { instanceKeyIds, clientSecrets } = await registryFacts(restored);
  if (
    instanceKeyIds.join() === header.instance_keys.join() &&
    clientSecrets === (header.client_secrets ?? undefined)
  )
    return await refuseOtherKey(restored.db, keys);
  throw new OperatorError('the backup is damaged: its rows contradict its header; nothing was restored');
}

async function refuseOtherKey(db: Database, keys: readonly InstanceKey[]): Promise<void> {
  if (!(await opensRegistry(db, keys)))
    throw new OperatorError(
      'the instance key has the right id but does not decrypt the backup; nothing was restored',
    );
}
