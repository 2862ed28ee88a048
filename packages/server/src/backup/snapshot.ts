import { createSeal, type InstanceKey } from '../crypto/seal.js';
import { OperatorError } from '../errors/operator-error.js';
import type { OpenDatabase } from '../storage/database/engine.js';
import { findSetting } from '../storage/database/instance-settings.js';
import { appliedMigrations } from '../storage/database/migrations/migrate.js';
import { ownTables } from '../storage/database/own-tables.js';
import type { Database } from '../storage/database/tables.js';
import { refuseUnfinishedRestore } from '../storage/database/unfinished-restore.js';
import { instanceKeyState } from '../storage/seals/rotation.js';
import { secretsModeSetting } from '../storage/seals/secrets-mode.js';
import { instanceKeyCheck, opensCheck } from '../storage/seals/settings.js';
import { type BackupTable, backupTables, derivedTables, passingTables } from './tables.js';

/** A table as it is in a database, with its columns. */
export interface PresentTable extends BackupTable {
  columns: { name: string; wholeNumber: boolean }[];
}

/** What a database says about itself. */
export interface RegistryFacts {
  /** The last migration that it has; absent where it has no schema yet. */
  schema: string | undefined;
  /** The fingerprints of its instance keys: the current one, and those that a rotation is leaving; none where no server was ever started on it. */
  instanceKeyIds: string[];
  /** Its secrets mode; absent where no server was ever started on it. */
  clientSecrets: string | undefined;
}

/** Runs reads that all see one state of the database, whatever is written meanwhile (PostgreSQL, "Repeatable Read"; SQLite, "Isolation"). */
export function inSnapshot<T>(
  { name, db }: OpenDatabase,
  read: (snapshot: OpenDatabase) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return transaction.execute((trx) => read({ name, db: trx }));
}

/**
 * Which schema, instance key and secrets mode a database has.
 * @throws UnavailableError for a database that belongs to a newer version or another program, or is restored only in part.
 */
export async function registryFacts(open: OpenDatabase): Promise<RegistryFacts> {
  const schema = (await appliedMigrations(open)).at(-1);
  if (schema === undefined) return { schema, instanceKeyIds: [], clientSecrets: undefined };
  await refuseUnfinishedRestore(open.db);
  const { current, leaving } = await instanceKeyState(open.db);
  return {
    schema,
    instanceKeyIds: current === undefined ? [] : [current, ...leaving],
    clientSecrets: await findSetting(open.db, secretsModeSetting),
  };
}

/** Whether one of these keys really is the one that a database is under, where it is under any (docs/architecture.md, "Keys and secrets"). */
export async function opensRegistry(db: Database, keys: readonly InstanceKey[]): Promise<boolean> {
  const check = await findSetting(db, instanceKeyCheck);
  return check === undefined || keys.some((key) => opensCheck(createSeal(key), check));
}

/**
 * The tables that a database has, in an order in which foreign keys hold.
 * @throws OperatorError for one that this version does not know.
 */
export async function presentTables(open: OpenDatabase): Promise<PresentTable[]> {
  const found = (await ownTables(open)).filter(({ name }) => !name.startsWith('kysely_migration'));
  const known = [...backupTables.map(({ name }) => name), ...passingTables];
  const isDerived = (name: string) => derivedTables.some((table) => name.startsWith(table));
  const unknown = found.find(({ name }) => !known.includes(name) && !isDerived(name));
  if (unknown)
    throw new OperatorError(
      `the database has a table "${unknown.name}" that this version does not know: use the version that made it`,
    );
  return backupTables.flatMap((table) => {
    const columns = found.find(({ name }) => name === table.name)?.columns;
    const described = columns?.map(({ name, dataType }) => ({ name, wholeNumber: /int/i.test(dataType) }));
    return described ? [{ ...table, columns: described }] : [];
  });
}
