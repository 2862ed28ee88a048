import type { Database } from './tables.js';

/**
 * How what is committed gets onto the disk where the commit itself does not wait for it. docs/decisions/0041, 0044
 */
export interface Durability {
  /** Does work whose commits do not wait for the disk: a power cut may undo the last of them, the end of the process does not. */
  unhurried<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
  /** Waits, without holding anything else up, until all that was committed so far is on the disk. */
  settled(): Promise<void>;
}

const known = new WeakMap<Database, Durability>();

/** Says how an engine does it; without that, each commit waits. */
export function declareDurability(db: Database, durability: Durability): void {
  known.set(db, durability);
}

/** How the engine behind a database does it. */
export function durabilityOf(db: Database): Durability {
  return known.get(db) ?? { unhurried: (work) => work(db), settled: async () => undefined };
}

/**
 * Shares runs of something that makes everything before it good: whoever asks while one is under way waits for the next,
 * since the running one may have begun too early, and all who wait share that one.
 */
export function shared(run: () => Promise<void>): () => Promise<void> {
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
