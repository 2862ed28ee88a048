import type { Database } from './tables.js';

/** How commits reach the disk where they do not wait for it themselves. docs/decisions/0041, 0044 */
export interface Durability {
  /**
   * Does work whose commits are not flushed one by one: a power cut may undo the last of them, the end of the process does
   * not.
   */
  unflushed<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
  /** Waits, without blocking the event loop, until all that was committed so far is on the disk. */
  flushed(): Promise<void>;
}

/** An engine whose commits are on the disk when they return. */
export function flushingEachCommit(db: Database): Durability {
  return { unflushed: (work) => work(db), flushed: async () => undefined };
}

/**
 * Shares flushes: a call during a running flush waits for the next one, since the running one may have begun too early,
 * which all waiting calls share.
 */
export function sharedFlush(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  function begin(): Promise<void> {
    next = undefined;
    const current = run().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  }
  return () => {
    if (!running) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}
