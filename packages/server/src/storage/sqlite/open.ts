import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import type Libsql from 'libsql';
import { boundedMap } from '../../limits/bounded-map.js';
import { bindable } from '../database/bindable.js';
import { type Durability, sharedFlush } from '../database/durability.js';
import type { Engine } from '../database/engine.js';
import { appliedMigrations, migrate, requireCurrent } from '../database/migrations/migrate.js';
import type { Database, Tables } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { type Checkpoints, checkpointsOf } from './checkpoints.js';
import { openFile, unusable } from './database-file.js';
import { isMissing, makeInDraft } from './draft.js';
import { sqliteError } from './errors.js';
import { sqliteLocks } from './locks.js';
import { openSqliteDraft, openSqliteReader } from './readers.js';

/** Milliseconds that a statement waits for another process that writes, such as one that rotates keys. */
const busyTimeout = 2000;

/**
 * With this many pages of 4 KiB in the write-ahead log, a commit itself copies into the database file what checkpoints
 * beside it have not copied yet, so that the log begins anew although it is written without a pause.
 */
const checkpointPages = 8000;
/** As much of the database is kept in memory, once it was used. */
const cacheKibibytes = 16_384;
/** Lists of ids make statements of any length, of which the longer ones are compiled anew each time. */
const keptStatements = { entries: 500, bytes: 8 * 1024 * 1024 };

/**
 * Opens (or makes) an SQLite database and brings its schema up to date, unless `migrate` is false; `:memory:` keeps nothing.
 * @throws UnavailableError for a file that is corrupt, foreign, newer, behind or not to be opened.
 */
export async function openSqlite(file: string, options: { migrate?: boolean } = {}): Promise<Engine> {
  if (file !== ':memory:') await prepareFile(file, options.migrate ?? true);
  const connection = connect(file);
  const log = writeAheadLog(file);
  const checkpoints = checkpointsOf(file);
  const dialect = new ImmediateSqliteDialect(connection, { checkpoints, beforeClose: log.close });
  const db = new Kysely<Tables>({ dialect });
  const durability = { unflushed: unflushed(db, connection), flushed: log.flushed };
  const engine: Engine = { name: 'sqlite', db, shared: false, locks: sqliteLocks, durability };
  try {
    await (options.migrate === false ? requireCurrent(engine) : migrate(engine));
  } catch (error) {
    await db.destroy();
    if (error instanceof UnavailableError) throw error;
    throw unusable(file, error);
  }
  return engine;
}

/** Looks at a file without changing anything of it, or makes it, so that a start which is cut short leaves none. */
async function prepareFile(file: string, mayMake: boolean): Promise<void> {
  if (!isMissing(file)) return use(openSqliteReader(file), appliedMigrations);
  if (!mayMake)
    throw new UnavailableError(`there is no database ${file} yet: make it with: clientele migrate`);
  await makeInDraft(file, 'start', (draft) => use(openSqliteDraft(draft), migrate));
}

async function use(opening: Promise<Engine>, act: (engine: Engine) => Promise<unknown>): Promise<void> {
  const engine = await opening;
  try {
    await act(engine);
  } finally {
    await engine.db.destroy();
  }
}

function connect(file: string): Libsql.Database {
  const connection = openFile(file, busyTimeout);
  try {
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      `wal_autocheckpoint = ${checkpointPages}`,
      `cache_size = -${cacheKibibytes}`,
      'foreign_keys = ON',
      'trusted_schema = OFF',
    ])
      connection.prepare(`pragma ${pragma}`).all();
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof UnavailableError) throw error;
    throw unusable(file, error);
  }
}

/** The setting holds for the connection, so nobody else may have it in the meantime. https://sqlite.org/pragma.html#pragma_synchronous */
function unflushed(db: Database, connection: Libsql.Database): Durability['unflushed'] {
  // It takes effect where it is compiled, so this statement is never kept.
  const synchronous = (level: 'NORMAL' | 'FULL') => connection.prepare(`pragma synchronous = ${level}`).all();
  return (work) =>
    db.connection().execute(async (held) => {
      synchronous('NORMAL');
      try {
        return await work(held);
      } finally {
        synchronous('FULL');
      }
    });
}

/** Flushes in the thread pool, as SQLite itself does on the main thread where `synchronous` is FULL. https://sqlite.org/wal.html */
function writeAheadLog(file: string): { flushed: () => Promise<void>; close: () => void } {
  if (file === ':memory:') return { flushed: async () => undefined, close: () => undefined };
  const flush = promisify(fdatasync);
  let descriptor: number | undefined;
  return {
    // SQLite holds no locks on this file, so that closing it releases none.
    flushed: sharedFlush(async () => {
      descriptor ??= openSync(`${file}-wal`, 'r+');
      await flush(descriptor);
    }),
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** What goes on beside the connection. */
interface Surroundings {
  checkpoints: Checkpoints;
  beforeClose: () => void;
}

/** Prepares each statement once, and lets only values through that libsql can bind. */
function prepared(
  connection: Libsql.Database,
  { checkpoints, beforeClose }: Surroundings,
): NonNullable<Exclude<SqliteDialectConfig['database'], () => unknown>> {
  const statements = boundedMap<Libsql.Statement>(keptStatements);
  const prepare = (sql: string): Libsql.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = translating(() => connection.prepare(sql));
    // What is compiled takes some ten times its text.
    statements.set(sql, statement, 10 * sql.length);
    return statement;
  };
  return {
    close() {
      beforeClose();
      try {
        // Statements that are still cached keep the file open, so closing alone would not remove the write-ahead log.
        connection.prepare('pragma wal_checkpoint(truncate)').all();
      } catch {
        // A full disk has no room to tidy up; nothing is lost by doing it at the next start.
      }
      connection.close();
    },
    prepare: (sql) => {
      const statement = prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => translating(() => statement.all(parameters.map(bindable))),
        run: (parameters) => {
          checkpoints.due();
          return translating(() => statement.run(parameters.map(bindable)));
        },
        iterate: (parameters) => translating(() => statement.iterate(parameters.map(bindable))),
      };
    },
  };
}

function translating<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw sqliteError(error);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #connection: Libsql.Database;
  readonly #checkpoints: Checkpoints;

  constructor(connection: Libsql.Database, checkpoints: Checkpoints, config: SqliteDialectConfig) {
    super(config);
    this.#connection = connection;
    this.#checkpoints = checkpoints;
  }

  /** Begins each transaction as a writer, so that two read-modify-writes never start from one state. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full disk rolls back by itself; that there is nothing left to roll back must not hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }

  override async destroy(): Promise<void> {
    await this.#checkpoints.end();
    await super.destroy();
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #connection: Libsql.Database;
  readonly #checkpoints: Checkpoints;
  readonly #config: SqliteDialectConfig;
  constructor(connection: Libsql.Database, surroundings: Surroundings) {
    const config = { database: prepared(connection, surroundings) };
    super(config);
    this.#connection = connection;
    this.#checkpoints = surroundings.checkpoints;
    this.#config = config;
  }
  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#connection, this.#checkpoints, this.#config);
  }
}
