import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type QueryResult,
  sql,
} from 'kysely';
import pg from 'pg';
import { bindable } from '../database/bindable.js';
import { flushingEachCommit } from '../database/durability.js';
import type { Engine } from '../database/engine.js';
import { migrate, requireCurrent } from '../database/migrations/migrate.js';
import type { Watch } from '../database/outage.js';
import type { Database, Tables } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { isConnectionLost, isPlanOutdated, translated } from './errors.js';
import { postgresLocks } from './locks.js';
import { type Connections, connectionsOf } from './pool.js';
import { missingRight, type Rights, rightsQuestion } from './rights.js';

/** Times in milliseconds after which a request is given up, so that one that hangs does not block others. */
const statementTimeout = 5000;
const lockTimeout = 3000;
/** Also the longest wait for a connection that others use. */
const connectionTimeout = 5000;
/** Milliseconds after which an idle connection is closed: a new one begins without plans, and costs the database milliseconds. */
const idleTimeout = 300_000;
/** Longer than the database's own timeouts, so it is reached only when the database does not answer at all. */
const answerTimeout = 8000;

/** How a PostgreSQL database is used. */
export interface PostgresOptions {
  /** How many connections there are at most. docs/scaling.md */
  poolSize: number;
  /** Whether an outdated schema is migrated (the default), or refused. */
  migrate?: boolean;
  /** The setting that the database was named with, where it is not the usual one. */
  setting?: string | undefined;
  /** Who knows of outages, so that requests fail at once during one. */
  watch?: Watch | undefined;
}

/**
 * Opens a PostgreSQL database, and brings its schema up to date under a lock, so that several servers may start at once.
 * @throws UnavailableError for a database that cannot be reached, refuses this user, is newer or belongs to another program.
 */
export async function openPostgres(
  url: string,
  { poolSize, watch, setting, ...options }: PostgresOptions,
): Promise<Engine> {
  const patient = openPostgresWithoutTimeouts(url, setting);
  try {
    await (options.migrate === false ? requireCurrent(patient) : migrate(patient));
    await requireRights(patient.db);
  } finally {
    await patient.db.destroy();
  }
  return connect(
    {
      connectionString: url,
      max: poolSize,
      statement_timeout: statementTimeout,
      lock_timeout: lockTimeout,
      idle_in_transaction_session_timeout: statementTimeout,
      query_timeout: answerTimeout,
    },
    { watch, setting },
  );
}

/** Who may read only would seem to serve, while no change and no event of the log is kept. */
async function requireRights(db: Database): Promise<void> {
  const { rows } = await sql.raw<Rights>(rightsQuestion).execute(db);
  const missing = rows[0] && missingRight(rows[0]);
  if (missing !== undefined) throw new UnavailableError(missing);
}

/**
 * Opens a PostgreSQL database with one connection and without timeouts, for long work: changing tables that are in
 * use, waiting for another server that does, reading or writing all there is. No statement is kept prepared, since what
 * was prepared before a table changed is refused after.
 */
export function openPostgresWithoutTimeouts(url: string, setting?: string): Engine {
  return connect({ connectionString: url, max: 1 }, { prepared: 0, setting });
}

/** How connections are used beyond what the driver knows. */
interface Use {
  /** Statements that are prepared on each connection; those beyond are planned each time. */
  prepared?: number;
  setting?: string | undefined;
  watch?: Watch | undefined;
}

function connect(config: pg.PoolConfig, use: Use): Engine {
  const pool = new pg.Pool({
    application_name: 'clientele',
    connectionTimeoutMillis: connectionTimeout,
    idleTimeoutMillis: idleTimeout,
    keepAlive: true,
    types,
    ...config,
  });
  // A connection that is lost while idle is replaced on next use; while in use, the query fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PooledDialect(pool, use) });
  return { name: 'postgres', db, shared: true, locks: postgresLocks, durability: flushingEachCommit(db) };
}

/** Times and counts are bigint in the database, and safe integers here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8
      ? Number
      : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** Statements that are prepared on each connection; those beyond are planned each time. */
const maxPrepared = 500;

/** One connection of the pool, for as long as a request or a transaction needs it. */
class PooledConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #nameOf: StatementNames;
  readonly #setting: string | undefined;
  #lost: unknown;
  #outdated = false;

  constructor(client: pg.PoolClient, nameOf: StatementNames, setting: string | undefined) {
    this.#client = client;
    this.#nameOf = nameOf;
    this.#setting = setting;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    // A rollback on a lost connection would only take time.
    if (this.#lost) throw this.#lost;
    const query = { text: sql, values: parameters.map(bindable) };
    try {
      return await this.#ask<Row>({ ...query, ...this.#nameOf(sql) }).catch((error: unknown) => {
        if (!isPlanOutdated(error)) throw error;
        // A newer server has changed a table since; what is prepared here goes with the connection.
        this.#outdated = true;
        return this.#ask<Row>(query);
      });
    } catch (error) {
      const known = translated(error, this.#setting);
      if (isConnectionLost(error)) this.#lost = known;
      throw known;
    }
  }

  async #ask<Row>(query: pg.QueryConfig): Promise<QueryResult<Row>> {
    const { rows, rowCount } = await this.#client.query<Row & pg.QueryResultRow>(query);
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  }

  streamQuery(): never {
    throw new Error('rows are read page by page, never streamed');
  }

  release(): void {
    this.#client.release(this.#outdated || this.#lost !== undefined);
  }

  /** Ends the queries that wait on it. */
  cut(): void {
    this.#lost ??= new UnavailableError('the database did not answer');
    void this.#client.end().catch(() => undefined);
  }
}

/**
 * Prepares statements, lets only values through that mean the same on both engines, and distinguishes an unavailable database
 * from a bug.
 */
class PooledDriver extends PostgresDriver {
  readonly #pool: pg.Pool;
  readonly #nameOf: StatementNames;
  readonly #setting: string | undefined;
  readonly #connections: Connections<PooledConnection>;

  constructor(pool: pg.Pool, { prepared = maxPrepared, ...use }: Use) {
    super({ pool });
    this.#pool = pool;
    this.#nameOf = statementNames(prepared);
    this.#setting = use.setting;
    this.#connections = connectionsOf(pool, use);
  }

  override async init(): Promise<void> {}

  override async acquireConnection(): Promise<PooledConnection> {
    const connection = new PooledConnection(await this.#connections.take(), this.#nameOf, this.#setting);
    this.#connections.inUse.add(connection);
    return connection;
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof PooledConnection)) return;
    this.#connections.inUse.delete(connection);
    connection.release();
  }

  override destroy(): Promise<void> {
    return this.#pool.end();
  }
}

const longestNamed = 4000;

type StatementNames = (text: string) => { name?: string };

function statementNames(most: number): StatementNames {
  const names = new Map<string, { name: string }>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    // The server keeps what it compiled on each connection, and lists of ids make statements of any length.
    if (names.size >= most || text.length > longestNamed) return {};
    const name = { name: `clientele_${names.size}` };
    names.set(text, name);
    return name;
  };
}

class PooledDialect extends PostgresDialect {
  readonly #pool: pg.Pool;
  readonly #use: Use;
  constructor(pool: pg.Pool, use: Use) {
    super({ pool });
    this.#pool = pool;
    this.#use = use;
  }
  override createDriver(): Driver {
    return new PooledDriver(this.#pool, this.#use);
  }
}
