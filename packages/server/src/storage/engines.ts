import { existsSync } from 'node:fs';
import type { Engine } from './database/engine.js';
import { requireCurrent } from './database/migrations/migrate.js';
import type { SharedDatabase } from './database/shared-database.js';
import type { PostgresOptions } from './postgres/open.js';

/** Where a registry is: in a PostgreSQL database, or else in a file of SQLite. */
export interface Place {
  databaseUrl?: string | undefined;
  file: string;
}

/** An engine that a server serves from, and where other servers may do so too, what it has to know of them. */
export interface ServedEngine {
  engine: Engine;
  shared?: SharedDatabase;
}

// Each engine comes with a driver of some weight, so only the one that is used is loaded.
const sqlite = () => import('./sqlite/open.js');
const sqliteReaders = () => import('./sqlite/readers.js');
const postgres = () => import('./postgres/open.js');

/**
 * Opens a registry to serve from it, and brings its schema up to date unless `migrate` is false.
 * @throws UnavailableError for a database that cannot be used.
 */
export async function openToServe(
  { databaseUrl, file }: Place,
  options: Omit<PostgresOptions, 'watch'>,
): Promise<ServedEngine> {
  return databaseUrl === undefined
    ? { engine: await (await sqlite()).openSqlite(file, options) }
    : (await import('./postgres/open-shared.js')).openSharedPostgres(databaseUrl, options);
}

/**
 * Opens a registry to read it, also while its server is running.
 * @throws UnavailableError where there is none.
 */
export async function openToRead({ databaseUrl, file }: Place): Promise<Engine> {
  return databaseUrl === undefined
    ? (await sqliteReaders()).openSqliteReader(file)
    : (await postgres()).openPostgresWithoutTimeouts(databaseUrl);
}

/**
 * Opens a registry to change it, also while its server is running.
 * @throws UnavailableError where there is none, or its schema is not the present one.
 */
export async function openToChange({ databaseUrl, file }: Place): Promise<Engine> {
  if (databaseUrl === undefined) {
    if (!existsSync(file)) throw (await sqliteReaders()).noDatabase(file);
    return (await sqlite()).openSqlite(file, { migrate: false });
  }
  const engine = (await postgres()).openPostgresWithoutTimeouts(databaseUrl);
  try {
    await requireCurrent(engine);
    return engine;
  } catch (error) {
    await engine.db.destroy();
    throw error;
  }
}

/**
 * Opens a database to make or migrate a registry in it; a file is brought up to date at once.
 * @throws UnavailableError for a database that cannot be used.
 */
export async function openToMigrate({ databaseUrl, file }: Place): Promise<Engine> {
  return databaseUrl === undefined
    ? (await sqlite()).openSqlite(file)
    : (await postgres()).openPostgresWithoutTimeouts(databaseUrl);
}

/**
 * Opens a database to restore a registry into it; a file has another name until it is whole.
 * @throws UnavailableError for a database that cannot be used.
 */
export async function openToRestore({ databaseUrl, file }: Place): Promise<Engine> {
  return databaseUrl === undefined
    ? (await sqliteReaders()).openSqliteDraft(file)
    : (await postgres()).openPostgresWithoutTimeouts(databaseUrl);
}
