import type { Transaction } from 'kysely';
import { appliedMigrations } from '../storage/migrate.js';
import { ownTables } from '../storage/own-tables.js';
import type { Database, Tables } from '../storage/tables.js';
import { type BackupTable, backupTables } from './backup-tables.js';
import { OperationError } from './operation-error.js';

/** A table as it is in a database, with its columns. */
export interface PresentTable extends BackupTable {
  columns: { name: string; wholeNumber: boolean }[];
}

/** What a database says of itself. */
export interface RegistryFacts {
  /** The last migration that it has; absent where it has no schema yet. */
  schema: string | undefined;
  /** The fingerprints of its instance keys, the current one first; none where no server was ever started on it. */
  instanceKeyIds: string[];
  /** Its secrets mode; absent where no server was ever started on it. */
  clientSecrets: string | undefined;
}

/** Runs reads that all see one state of the database, whatever is written meanwhile (PostgreSQL, "Repeatable Read"; SQLite, "Isolation"). */
export function inSnapshot<T>(db: Database, read: (snapshot: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

/**
 * Which schema, instance key and secrets mode a database has.
 * @throws UnavailableError for a database that belongs to a newer version or another program.
 */
export async function registryFacts(db: Database): Promise<RegistryFacts> {
  const schema = (await appliedMigrations(db)).at(-1);
  if (schema === undefined) return { schema, instanceKeyIds: [], clientSecrets: undefined };
  const settings = await db.selectFrom('instance_settings').selectAll().execute();
  const setting = (wanted: string) => settings.find(({ name }) => name === wanted)?.value;
  // A sealed value names the key that it was sealed under.
  const keyId = setting('instance_key_check')?.split('.')[1];
  return {
    schema,
    instanceKeyIds: keyId === undefined ? [] : [keyId],
    clientSecrets: setting('client_secrets'),
  };
}

/**
 * The tables that a database has, in an order in which foreign keys hold.
 * @throws OperationError for one that this version does not know.
 */
export async function presentTables(db: Database): Promise<PresentTable[]> {
  const found = (await ownTables(db)).filter(({ name }) => !name.startsWith('kysely_migration'));
  const unknown = found.find(({ name }) => !backupTables.some((table) => table.name === name));
  if (unknown)
    throw new OperationError(
      `the database has a table "${unknown.name}" that this version does not know: use the version that made it`,
    );
  return backupTables.flatMap((table) => {
    const columns = found.find(({ name }) => name === table.name)?.columns;
    const described = columns?.map(({ name, dataType }) => ({ name, wholeNumber: /int/i.test(dataType) }));
    return described ? [{ ...table, columns: described }] : [];
  });
}
