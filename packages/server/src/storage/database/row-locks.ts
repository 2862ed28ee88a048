import type { Queries, Tables } from './tables.js';

/** Locks that a transaction takes and that end with it. An engine that runs one transaction at a time needs none. */
export interface RowLocks {
  /** Locks the rows of a query exclusively, to change them. */
  forChange<Query extends { forUpdate(): Query }>(query: Query): Query;
  /** Locks the rows of a query against deletion, since other rows are about to refer to them. */
  forReference<Query extends { forKeyShare(): Query }>(query: Query): Query;
  /** Locks the rows of a query against changes; many transactions may hold this lock at once. */
  whileUnchanged<Query extends { forShare(): Query }>(query: Query): Query;
  /** Locks the rows of a query exclusively, and skips those that another transaction has locked for the same work. */
  unlessLocked<Query extends { forUpdate(): Query; skipLocked(): Query }>(query: Query): Query;
  /** Locks a table as writing to it does: many transactions may hold this lock at once, and none beside `aloneIn`. */
  writingTo(queries: Queries, table: keyof Tables): Promise<void>;
  /** Waits until nobody else writes to a table or locks rows of it, and lets nobody begin; reading goes on. */
  aloneIn(queries: Queries, table: keyof Tables): Promise<void>;
  /** Takes the advisory lock of this name, waiting until no other transaction holds it. */
  exclusively(queries: Queries, name: string): Promise<void>;
}
