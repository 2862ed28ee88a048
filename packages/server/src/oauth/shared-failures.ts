import type { FastifyBaseLogger } from 'fastify';
import { delayed } from '../limits/delayed.js';
import { UnavailableError } from '../storage/port/errors.js';
import type { FailureCountStore } from '../storage/port/stores.js';

/** A failure that other servers have to count too. */
export interface SharedFailure {
  store: FailureCountStore;
  /** Milliseconds since the epoch at which the window began that it counts in. */
  windowStart: number;
  budget: string;
  /** Receives the total over all servers, including those counted here in the meantime. */
  learn(total: number): void;
}

/** Shares failures with other servers and learns theirs, without making a request wait. */
export interface SharedFailures {
  push(failure: SharedFailure): void;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** How long a failure waits for others to be written with, in milliseconds. */
const delay = 100;
/** How long it waits for a storage that is not available. */
const outageDelay = 1000;
const batchSize = 500;

type Pending = Map<string, Pick<SharedFailure, 'learn'> & { failures: number }>;
interface OpenWindow {
  windowStart: number;
  pending: Pending;
}

/**
 * Adds up failures by store and budget, and writes them in batches; of more than `maxBudgets` those beyond are counted
 * here alone. docs/decisions/0063
 */
export function sharedFailures(logger: Pick<FastifyBaseLogger, 'error'>, maxBudgets: number): SharedFailures {
  const windows = new Map<FailureCountStore, OpenWindow>();

  function windowOf({ store, windowStart }: Pick<SharedFailure, 'store' | 'windowStart'>): OpenWindow {
    const open = windows.get(store);
    if (open?.windowStart === windowStart) return open;
    // Counts of a window that has ended are no longer needed.
    const opened = { windowStart, pending: new Map() };
    windows.set(store, opened);
    return opened;
  }

  async function write(store: FailureCountStore, { windowStart, pending }: OpenWindow): Promise<void> {
    const batch = new Map([...pending].slice(0, batchSize));
    for (const budget of batch.keys()) pending.delete(budget);
    const failures = new Map([...batch].map(([budget, entry]) => [budget, entry.failures]));
    try {
      for (const [budget, total] of await store.add(windowStart, failures))
        batch.get(budget)?.learn(total + (pending.get(budget)?.failures ?? 0));
    } catch (error) {
      for (const [budget, { failures, learn }] of batch)
        pending.set(budget, { failures: failures + (pending.get(budget)?.failures ?? 0), learn });
      throw error;
    }
  }

  async function writeAll(): Promise<void> {
    try {
      for (const [store, open] of windows) while (open.pending.size > 0) await write(store, open);
    } catch (error) {
      if (!(error instanceof UnavailableError))
        logger.error({ err: error }, 'failed authentications could not be shared with other servers');
      writing.schedule(outageDelay);
    }
  }

  const writing = delayed(writeAll, delay);

  return {
    push(failure) {
      const { pending } = windowOf(failure);
      const entry = pending.get(failure.budget);
      if (!entry && pending.size >= maxBudgets) return;
      pending.set(failure.budget, { failures: (entry?.failures ?? 0) + 1, learn: failure.learn });
      writing.schedule();
    },
    close: writing.close,
  };
}
