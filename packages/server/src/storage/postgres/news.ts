import { setTimeout as pause } from 'node:timers/promises';
import type { NewsTransition, SharedNews } from '../database/shared-database.js';
import type { Database } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { localNews } from '../port/news.js';
import { proveDelivery } from './delivery.js';
import { translated } from './errors.js';
import type { Monitor } from './monitor.js';
import { parseNews } from './news-payload.js';

const channel = 'clientele';
/** Milliseconds after the last answered question was asked for which what is cached counts as fresh. */
const bound = 1000;

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
  const arrival = arrivalOfNews(report);
  let freshUntil = Number.NEGATIVE_INFINITY;

  function stop(error: unknown): void {
    freshUntil = Number.NEGATIVE_INFINITY;
    if (arrival.ends(reasonOf(error))) forgetEverything();
  }

  const delivered = proveDelivery(monitor, { channel, db, proven: forgetEverything, failed: stop });
  monitor.subscribe({
    answered({ askedAt }, connection) {
      if (!delivered.on(connection)) return;
      freshUntil = askedAt + bound;
      arrival.begins();
    },
    lost: stop,
    failed: stop,
    notified: (payload) => local.announce(parseNews(payload)),
  });
  monitor.ask();
  const isArriving = () => performance.now() < freshUntil;
  return {
    ...local,
    isArriving,
    bound,
    state: () => ({ arriving: isArriving(), age: performance.now() - (freshUntil - bound) }),
    arrived: (milliseconds) =>
      Promise.race([arrival.first.then(() => true), pause(milliseconds, false, { ref: false })]),
    close: arrival.close,
  };
}

/** Reports each end of the arrival of news, and each beginning after one; the same reason only once. */
function arrivalOfNews(report: (transition: NewsTransition) => void) {
  let firstBegan = () => {};
  const first = new Promise<void>((resolve) => {
    firstBegan = resolve;
  });
  let arriving = false;
  let failure: string | undefined;
  let closed = false;
  return {
    first,
    begins(): void {
      if (arriving) return;
      arriving = true;
      firstBegan();
      if (failure !== undefined && !closed) report({ arriving: true });
      failure = undefined;
    },
    /** Returns whether news arrived until now. */
    ends(reason: string): boolean {
      const arrivedBefore = arriving;
      if ((arriving || reason !== failure) && !closed) report({ arriving: false, reason });
      arriving = false;
      failure = reason;
      return arrivedBefore;
    },
    /** Nothing is reported any more. */
    close(): void {
      closed = true;
    },
  };
}

function reasonOf(error: unknown): string {
  const known = error instanceof UnavailableError ? error : translated(error);
  return known instanceof Error ? known.message : String(known);
}
