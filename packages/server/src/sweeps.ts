import type { Logger } from 'pino';
import type { TenantStorage } from './storage/storage.js';

/** What is deleted in the course of time. */
export interface SweepOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Days for which the log is kept; 0 is for ever. */
  logRetentionDays: number;
  logger: Logger;
}

const sweepEvery = 60_000;
const sweepBatch = 1000;
const day = 86_400_000;

/**
 * Deletes expired assertions and old events of the log in small batches, off the request path, now and every
 * minute; the function returned ends it.
 */
export function startSweeps(
  { assertionReplays, logEvents }: TenantStorage,
  { now, logRetentionDays, logger }: SweepOptions,
): () => Promise<void> {
  let ended = false;
  const sweep = async (what: string, deleteSome: () => Promise<number>) => {
    try {
      // Requests that came in the meantime go first.
      while ((await deleteSome()) === sweepBatch && !ended) await new Promise(setImmediate);
    } catch (error) {
      logger.error({ err: error }, `${what} could not be deleted`);
    }
  };
  const sweepAll = async () => {
    await sweep('expired assertions', () => assertionReplays.sweep(now(), sweepBatch));
    if (logRetentionDays === 0) return;
    await sweep('old events of the log', () => logEvents.sweep(now() - logRetentionDays * day, sweepBatch));
  };
  let running = sweepAll();
  const timer = setInterval(() => {
    running = running.then(sweepAll);
  }, sweepEvery);
  timer.unref();
  return () => {
    ended = true;
    clearInterval(timer);
    return running;
  };
}
