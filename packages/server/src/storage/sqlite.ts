import { statSync } from 'node:fs';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import Libsql from 'libsql';
import { bindable } from './bind.js';
import { migrate, requireCurrent } from './migrate.js';
import { UnavailableError } from './storage.js';
import type { Database, Tables } from './tables.js';

/** Up to this size the whole file is checked at start; beyond it that would take too long. */
const fullCheckBytes = 64 * 1024 * 1024;

/** For so many milliseconds a statement waits for another process that writes, such as one that rotates keys. */
const busyTimeout = 2000;

/**
 * Opens (or makes) an SQLite database and brings its schema up to date, unless told not to; `:memory:` keeps nothing.
 * @throws UnavailableError for a file that is corrupt, foreign, newer, behind or not to be opened.
 */
export async function openSqlite(file: string, options: { migrate?: boolean } = {}): Promise<Database> {
  const connection = connect(file);
  const db = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect({ database: prepared(connection) }) });
  try {
    await (options.migrate === false ? requireCurrent(db) : migrate(db));
  } catch (error) {
    await db.destroy();
    if (error instanceof UnavailableError) throw error;
    throw unusable(file, error);
  }
  return db;
}

function connect(file: string): Libsql.Database {
  let connection: Libsql.Database;
  try {
    connection = new Libsql(file, { timeout: busyTimeout });
  } catch (error) {
    throw unusable(file, error);
  }
  try {
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'trusted_schema = OFF',
    ])
      connection.prepare(`pragma ${pragma}`).all();
    checkIntegrity(connection, file);
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof UnavailableError) throw error;
    throw unusable(file, error);
  }
}

function checkIntegrity(connection: Libsql.Database, file: string): void {
  if (file === ':memory:' || statSync(file).size > fullCheckBytes) return;
  const [first] = connection.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw new Error(first?.quick_check ?? 'integrity check failed');
}

function unusable(file: string, error: unknown): UnavailableError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new UnavailableError(
    `the database ${file} cannot be used (${reason}); restore it from a backup, or move it away to start empty`,
    { cause: error },
  );
}

/** Prepares each statement once, and lets only values through that libsql can bind. */
function prepared(
  connection: Libsql.Database,
): NonNullable<Exclude<SqliteDialectConfig['database'], () => unknown>> {
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    if (statements.size < 500) statements.set(sql, statement);
    return statement;
  };
  return {
    close() {
      // Statements that are still cached keep the file open, so it would not be tidied up by closing alone.
      connection.prepare('pragma wal_checkpoint(truncate)').all();
      connection.close();
    },
    prepare: (sql) => {
      const statement = prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => statement.all(parameters.map(bindable)),
        run: (parameters) => statement.run(parameters.map(bindable)),
        iterate: (parameters) => statement.iterate(parameters.map(bindable)),
      };
    },
  };
}

/** Begins each transaction as a writer, so that two read-modify-writes never start from one state. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#config);
  }
}
