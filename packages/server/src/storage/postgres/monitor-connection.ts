import pg from 'pg';
import type { Heartbeat } from '../database/shared-database.js';
import { UnavailableError, UndoneError } from '../port/errors.js';
import { type Rights, rightsQuestion } from './rights.js';

/** Milliseconds after which a connection that cannot be made, or an answer that does not come, counts as a failure. */
const connectionTimeout = 1000;
const answerTimeout = 750;

/** What the database answered, and whether it can be written to. */
export interface Answer extends Heartbeat {
  readOnly: boolean;
}

/** A connection that no request uses. */
export interface MonitorConnection {
  /** @throws UndoneError where no answer comes in time. */
  ask(): Promise<Answer>;
  /** What the user may do, asked in the same way. */
  rights(): Promise<Rights>;
  /** Has the notifications of a channel sent on this connection. */
  listen(channel: string): Promise<void>;
  /** Whether nothing that was asked waits for its answer. */
  isIdle(): boolean;
  /** Nothing arrives on it afterwards. */
  close(): void;
}

/** What may happen on a connection at any time. */
export interface MonitorEvents {
  notified(payload: string): void;
  lost(error: unknown): void;
}

/** One question for all: the time, for the clocks; an answer at all; and whether this is still the primary. */
const question = `select (extract(epoch from clock_timestamp()) * 1000)::float8 as time,
  pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "readOnly"`;

/** Opens a connection beside the pool. */
export async function openMonitorConnection(url: string, events: MonitorEvents): Promise<MonitorConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'clientele monitor',
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
  });
  let closed = false;
  let asked = 0;
  client.on('error', (error) => {
    if (!closed) events.lost(error);
  });
  client.on('notification', ({ payload = '' }) => {
    if (!closed) events.notified(payload);
  });

  function close(): void {
    closed = true;
    // A database that does not answer does not acknowledge the end either, so it is not awaited.
    client.end().catch(() => undefined);
  }

  async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    asked += 1;
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      asked -= 1;
    }
  }

  try {
    await client.connect();
  } catch (error) {
    close();
    throw error;
  }
  return {
    async ask() {
      const askedAt = performance.now();
      const [row] = await withinTimeout(query<{ time: number; readOnly: boolean }>(question));
      if (closed || !row) throw new UnavailableError('the connection to the database was closed');
      return { ...row, askedAt, answeredAt: performance.now() };
    },
    async rights() {
      const [row] = await withinTimeout(query<Rights & pg.QueryResultRow>(rightsQuestion));
      if (closed || !row) throw new UnavailableError('the connection to the database was closed');
      return row;
    },
    async listen(channel) {
      await query(`listen ${channel}`);
    },
    isIdle: () => asked === 0,
    close,
  };
}

/** An answer that came while this process was busy counts as in time. */
function withinTimeout<Result>(answer: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      setImmediate(() => reject(new UndoneError(`the database does not answer within ${answerTimeout} ms`)));
    }, answerTimeout);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
