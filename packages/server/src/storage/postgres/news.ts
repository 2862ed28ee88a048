import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { NewsTransition, SharedNews } from '../database/shared-database.js';
import type { Database } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { localNews } from '../port/news.js';
import { translated } from './errors.js';
import type { Monitor } from './monitor.js';
import type { MonitorConnection } from './monitor-connection.js';
import { parseNews } from './news-payload.js';

const channel = 'clientele';
/** For so many milliseconds after the last question that was answered was asked, what is cached counts as fresh. */
const bound = 1000;
/** Milliseconds within which a mark has to arrive. */
const markTimeout = 5000;
/** Milliseconds until the next attempt after one that failed, doubled each time. */
const shortestRest = 100;
const longestRest = 5000;

/** An attempt to show that notifications arrive on a connection. */
interface Attempt {
  connection: MonitorConnection;
  begunAt: number;
  /** What is on its way to that connection, through the pool. */
  mark?: string | undefined;
}

/** What listening needs besides a monitor. */
interface NewsOptions {
  /** The pool. */
  db: Database;
  report?: ((transition: NewsTransition) => void) | undefined;
}

/**
 * Listens for changes on the monitor's connection. An answer comes after all earlier news, so what is cached is fresh
 * for one bound after the last question that was answered was asked; without a connection it is bypassed, and on a new
 * one everything is forgotten first. docs/decisions/0055
 */
export function listenForNews(monitor: Monitor, { db, report = () => {} }: NewsOptions): SharedNews {
  const local = localNews();
  const forgetEverything = () => local.announce({ tenant: undefined, what: 'everything' });
  const first = firstTime();
  let attempt: Attempt | undefined;
  let rest = shortestRest;
  let nextAttemptAt = 0;
  /** The connection on which notifications were shown to arrive. */
  let proven: MonitorConnection | undefined;
  let freshUntil = Number.NEGATIVE_INFINITY;
  let arriving = false;
  let failure: string | undefined;
  let closed = false;

  function stop(error: unknown): void {
    attempt = undefined;
    proven = undefined;
    freshUntil = Number.NEGATIVE_INFINITY;
    if (arriving) forgetEverything();
    const reason = reasonOf(error);
    if (!closed && (arriving || reason !== failure)) report({ arriving: false, reason });
    failure = reason;
    arriving = false;
  }

  function extend(askedAt: number): void {
    freshUntil = askedAt + bound;
    if (arriving) return;
    arriving = true;
    rest = shortestRest;
    first.happened();
    if (failure !== undefined) report({ arriving: true });
    failure = undefined;
  }

  function giveUp(failed: Attempt, error: unknown): void {
    if (attempt !== failed) return;
    nextAttemptAt = performance.now() + rest * (0.5 + Math.random() / 2);
    rest = Math.min(longestRest, rest * 2);
    stop(error);
  }

  /** The answer to the next question comes after that to this statement. */
  function listen(connection: MonitorConnection): void {
    const begun: Attempt = { connection, begunAt: performance.now() };
    attempt = begun;
    connection.listen(channel).catch((error) => giveUp(begun, error));
    monitor.ask();
  }

  /** Sends a mark that has to arrive while nothing is asked. */
  function sendMark(current: Attempt): void {
    const mark = randomUUID();
    current.mark = mark;
    monitor.holdBack();
    sql`select pg_notify(${channel}, ${mark})`.execute(db).catch((error) => giveUp(current, error));
  }

  function markArrived({ connection }: Attempt): void {
    attempt = undefined;
    proven = connection;
    forgetEverything();
    monitor.ask();
  }

  monitor.subscribe({
    answered({ askedAt }, connection) {
      if (closed) return;
      if (connection === proven) extend(askedAt);
      else if (!attempt) {
        if (performance.now() >= nextAttemptAt) listen(connection);
      } else if (performance.now() > attempt.begunAt + markTimeout) giveUp(attempt, notDelivered());
      else if (attempt.mark === undefined) sendMark(attempt);
      else monitor.holdBack();
    },
    lost: stop,
    failed: stop,
    notified(payload, idle) {
      if (!attempt || payload !== attempt.mark) local.announce(parseNews(payload));
      else if (idle) markArrived(attempt);
      else attempt.mark = undefined;
    },
  });
  monitor.ask();
  const isArriving = () => performance.now() < freshUntil;
  return {
    ...local,
    isArriving,
    bound,
    state: () => ({ arriving: isArriving(), age: performance.now() - (freshUntil - bound) }),
    arrived: (milliseconds) =>
      Promise.race([first.time.then(() => true), pause(milliseconds, false, { ref: false })]),
    close() {
      closed = true;
      stop(new UnavailableError('the server stops'));
    },
  };
}

function firstTime(): { time: Promise<void>; happened(): void } {
  let happened = () => {};
  const time = new Promise<void>((resolve) => {
    happened = resolve;
  });
  return { time, happened };
}

function reasonOf(error: unknown): string {
  const known = error instanceof UnavailableError ? error : translated(error);
  return known instanceof Error ? known.message : String(known);
}

/** Through a pooler that gives each transaction another connection, LISTEN succeeds and nothing is ever delivered. */
function notDelivered(): UnavailableError {
  return new UnavailableError(
    'nothing is heard of LISTEN: a pooler in between must keep sessions (pool_mode=session)',
  );
}
