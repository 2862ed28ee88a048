import type { Engine } from './database/engine.js';
import { pendingMigrations, requireCurrent } from './database/migrations/migrate.js';
import type { SharedDatabase } from './database/shared-database.js';
import type { PostgresOptions } from './postgres/open.js';
import { currentKeyId } from './seals/settings.js';

/** Where a registry is: in a PostgreSQL database, or else in a file of SQLite. */
export interface Place {
  databaseUrl?: string | undefined;
  /** The setting that the database was named with, where it is not CLIENTELE_DATABASE_URL. */
  databaseSetting?: string | undefined;
  file: string;
}

/** An engine that a server serves from, and where other servers may do so too, what it has to know of them. */
export interface ServedEngine {
  engine: Engine;
  shared?: SharedDatabase;
}

/** Whether no server was ever started on a database, so that nothing in it is sealed under any instance key. */
export async function wasNeverServed({ db }: Engine): Promise<boolean> {
  return (await currentKeyId(db)) === undefined;
}

/**
 * Whether a registry is still to be made in a file.
 * @throws UnavailableError where a restore of it was cut short.
 */
export async function isToBeMade({ databaseUrl, file }: Place): Promise<boolean> {
  return databaseUrl === undefined && (await import('./sqlite/draft.js')).isMissing(file);
}

/**
 * Looks at a file that is said to hold a registry.
 * @throws UnavailableError where it does not.
 */
export async function requireRegistry(place: Place): Promise<void> {
  const engine = await openToRead(place);
  try {
    await pendingMigrations(engine);
  } finally {
    await engine.db.destroy();
  }
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
  { databaseUrl, databaseSetting: setting, file }: Place,
  options: Omit<PostgresOptions, 'watch' | 'setting'>,
): Promise<ServedEngine> {
  return databaseUrl === undefined
    ? { engine: await (await sqlite()).openSqlite(file, options) }
    : (await import('./postgres/open-shared.js')).openSharedPostgres(databaseUrl, { ...options, setting });
}

/**
 * Opens a registry to read it, also while its server is running.
 * @throws UnavailableError where there is none.
 */
export async function openToRead({ databaseUrl, databaseSetting, file }: Place): Promise<Engine> {
  return databaseUrl === undefined
    ? (await sqliteReaders()).openSqliteReader(file)
    : (await postgres()).openPostgresWithoutTimeouts(databaseUrl, databaseSetting);
}

/**
 * Opens a registry to change it, also while its server is running.
 * @throws UnavailableError where there is none, or its schema is not the present one.
 */
export async function openToChange({ databaseUrl, databaseSetting, file }: Place): Promise<Engine> {
  if (databaseUrl === undefined) {
    if (await isToBeMade({ file })) throw (await sqliteReaders()).noDatabase(file);
    return (await sqlite()).openSqlite(file, { migrate: false });
  }
  const engine = (await postgres()).openPostgresWithoutTimeouts(databaseUrl, databaseSetting);
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
export async function openToMigrate({ databaseUrl, databaseSetting, file }: Place): Promise<Engine> {
  return databaseUrl === undefined
    ? (await sqlite()).openSqlite(file)
    : (await postgres()).openPostgresWithoutTimeouts(databaseUrl, databaseSetting);
}

/**
 * Fills a database that is to become a registry; a file has its name once it is whole and on the disk.
 * @throws UnavailableError for a database that cannot be used.
 */
export async function openToRestore<T>(
  { databaseUrl, databaseSetting, file }: Place,
  fill: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined)
    return using((await postgres()).openPostgresWithoutTimeouts(databaseUrl, databaseSetting), fill);
  const { openSqliteDraft } = await sqliteReaders();
  const { makeInDraft } = await import('./sqlite/draft.js');
  return makeInDraft(file, 'restore', async (draft) => using(await openSqliteDraft(draft), fill));
}

async function using<T>(engine: Engine, use: (engine: Engine) => Promise<T>): Promise<T> {
  try {
    return await use(engine);
  } finally {
    await engine.db.destroy();
  }
}
