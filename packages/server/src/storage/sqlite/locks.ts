import type { RowLocks } from '../database/row-locks.js';

/** A transaction has the whole file to itself. https://sqlite.org/isolation.html */
export const sqliteLocks: RowLocks = {
  forChange: (query) => query,
  forReference: (query) => query,
  whileUnchanged: (query) => query,
  unlessLocked: (query) => query,
  writingTo: async () => undefined,
  aloneIn: async () => undefined,
  exclusively: async () => undefined,
};
