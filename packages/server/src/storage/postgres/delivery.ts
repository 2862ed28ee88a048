import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import type { Monitor } from './monitor.js';
import type { MonitorConnection } from './monitor-connection.js';

/** Milliseconds within which a mark has to arrive. */
const markTimeout = 5000;
/** Milliseconds until the next attempt after one that failed, doubled each time. */
const shortestRest = 100;
const longestRest = 5000;

interface Attempt {
  connection: MonitorConnection;
  begunAt: number;
  /** What is on its way to that connection, through the pool. */
  mark?: string;
}

/** What is needed to show that notifications are delivered. */
export interface DeliveryOptions {
  channel: string;
  /** The pool. */
  db: Database;
  proven: () => void;
  failed: (error: unknown) => void;
}

/**
 * Listens on each connection of a monitor, and shows that notifications are delivered there although nothing is asked: a
 * pooler in between may hand each transaction to another connection. Returns on which connection they are. docs/decisions/0055
 */
export function proveDelivery(
  monitor: Monitor,
  { channel, db, proven, failed }: DeliveryOptions,
): { on(connection: MonitorConnection): boolean } {
  let provenOn: MonitorConnection | undefined;
  let attempt: Attempt | undefined;
  const retries = backoff();

  function giveUp(given: Attempt, error: unknown): void {
    if (attempt !== given) return;
    attempt = undefined;
    retries.failed();
    failed(error);
  }

  /** The next answer comes after that to this statement. */
  function listen(connection: MonitorConnection): void {
    const begun: Attempt = { connection, begunAt: performance.now() };
    attempt = begun;
    connection.listen(channel).catch((error) => giveUp(begun, error));
    monitor.ask();
  }

  function sendMark(current: Attempt): void {
    const mark = randomUUID();
    current.mark = mark;
    sql`select pg_notify(${channel}, ${mark})`.execute(db).catch((error) => giveUp(current, error));
  }

  /** The first answer after `listen` says that it is done; from then on a mark is awaited between the questions. */
  function proceed(current: Attempt): void {
    if (performance.now() > current.begunAt + markTimeout) giveUp(current, notDelivered());
    else if (current.mark === undefined) sendMark(current);
    monitor.holdBack();
  }

  function arrived(current: Attempt, idle: boolean): void {
    delete current.mark;
    if (!idle) return;
    attempt = undefined;
    retries.succeeded();
    provenOn = current.connection;
    proven();
    monitor.ask();
  }

  function lost(): void {
    attempt = undefined;
    provenOn = undefined;
  }

  monitor.subscribe({
    answered(_, connection) {
      if (attempt) proceed(attempt);
      else if (connection !== provenOn && retries.isDue()) listen(connection);
    },
    lost,
    notified(payload, idle) {
      if (attempt && payload === attempt.mark) arrived(attempt, idle);
    },
  });
  return { on: (connection) => connection === provenOn };
}

function backoff() {
  let rest = shortestRest;
  let dueAt = 0;
  return {
    isDue: () => performance.now() >= dueAt,
    failed(): void {
      dueAt = performance.now() + rest * (0.5 + Math.random() / 2);
      rest = Math.min(longestRest, rest * 2);
    },
    succeeded(): void {
      rest = shortestRest;
    },
  };
}

/** Through a pooler in transaction mode LISTEN succeeds, and nothing is ever delivered. */
function notDelivered(): UnavailableError {
  return new UnavailableError(
    'LISTEN delivers nothing: a pooler in between must be in session mode (pool_mode=session)',
  );
}
