import { Kysely, SqliteDialect } from 'kysely';
import { flushingEachCommit } from '../database/durability.js';
import type { Engine } from '../database/engine.js';
import type { Tables } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { checkDatabaseFile, checkIntegrity, openFile, unusable } from './database-file.js';
import { isMissing } from './draft.js';
import { sqliteLocks } from './locks.js';

/**
 * Opens an SQLite database only to read it, beside a server that serves and writes; a transaction on it sees the
 * state of its first read (SQLite, "Write-Ahead Logging").
 * @throws UnavailableError for a file that is missing, damaged or not to be opened.
 */
export async function openSqliteReader(file: string): Promise<Engine> {
  if (isMissing(file)) throw noDatabase(file);
  checkDatabaseFile(file);
  return connect(file, ['query_only = on', 'trusted_schema = off'], 5000);
}

/**
 * Creates a database in a file that is not in use yet: fast, and not durable before it is flushed as a whole.
 * @throws UnavailableError for a file that cannot be made.
 */
export async function openSqliteDraft(file: string): Promise<Engine> {
  return connect(file, ['journal_mode = memory', 'synchronous = off', 'foreign_keys = on'], 0);
}

/** Says that there is none, and how another one is named. */
export function noDatabase(file: string): UnavailableError {
  return new UnavailableError(
    `there is no database ${file}: name its data folder with CLIENTELE_DATA or --data, or a PostgreSQL with CLIENTELE_DATABASE_URL`,
  );
}

function connect(file: string, pragmas: readonly string[], timeout: number): Engine {
  const connection = openFile(file, timeout);
  try {
    for (const pragma of pragmas) connection.prepare(`pragma ${pragma}`).all();
    checkIntegrity(connection, file);
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
    return { name: 'sqlite', db, shared: false, locks: sqliteLocks, durability: flushingEachCommit(db) };
  } catch (error) {
    connection.close();
    throw unusable(file, error);
  }
}
