import { type CompiledQuery, sql, type Transaction } from 'kysely';
import { migrate } from '../storage/migrate.js';
import type { Database, Tables } from '../storage/tables.js';
import type { BackupHeader } from './backup-format.js';
import type { OpenBackup, RowBatch } from './backup-reader.js';
import { OperationError } from './operation-error.js';
import { type PresentTable, presentTables, registryFacts } from './snapshot.js';

/** What was restored. */
export interface RestoreSummary {
  header: BackupHeader;
  /** How many rows of each table. */
  rows: Record<string, number>;
}

/**
 * Puts the rows of a backup into an empty database: all in one transaction, into the schema that they were read
 * from, which is brought up to date then. docs/decisions/0052
 * @throws OperationError for a backup that is not whole, of which nothing stays.
 */
export async function loadBackup(
  db: Database,
  { header, batches }: OpenBackup,
  onProgress?: (rows: number) => void,
): Promise<RestoreSummary> {
  await migrate(db, header.schema);
  const rows: Record<string, number> = {};
  await db.transaction().execute(async (trx) => {
    const insert = insertion(trx, await presentTables(trx));
    let total = 0;
    for await (const batch of batches()) {
      if (batch.rows.length > 0) await insert(batch);
      rows[batch.table] = (rows[batch.table] ?? 0) + batch.rows.length;
      total += batch.rows.length;
      onProgress?.(total);
    }
    await checkFacts(trx, header);
  });
  await migrate(db);
  return { header, rows };
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
    throw new OperationError(
      `the backup is damaged: its schema has no such table ${table}; nothing was restored`,
    );
  const values = rows.map((row) => sql`(${sql.join(row)})`);
  return sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}`.compile(trx);
}

// The header was judged before; rows that say otherwise are not those it was written for.
async function checkFacts(trx: Transaction<Tables>, header: BackupHeader): Promise<void> {
  const { instanceKeyIds, clientSecrets } = await registryFacts(trx);
  if (
    instanceKeyIds.join() === header.instance_keys.join() &&
    clientSecrets === (header.client_secrets ?? undefined)
  )
    return;
  throw new OperationError('the backup is damaged: its rows contradict its header; nothing was restored');
}
