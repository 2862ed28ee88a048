import type { Queries } from './tables.js';

/** Locks that a transaction takes and that end with it. An engine that runs one transaction at a time needs none. */
export interface RowLocks {
  /** Keeps the rows of a query from any other change. */
  forChange<Query extends { forUpdate(): Query }>(query: Query): Query;
  /** Keeps the rows of a query from being deleted, since others are about to refer to them. */
  forReference<Query extends { forKeyShare(): Query }>(query: Query): Query;
  /** Keeps the rows of a query as they are; many transactions may do that at once. */
  whileUnchanged<Query extends { forShare(): Query }>(query: Query): Query;
  /** Keeps the rows of a query, without those that another transaction keeps, since that one is at the same work. */
  unlessLocked<Query extends { forUpdate(): Query; skipLocked(): Query }>(query: Query): Query;
  /** Waits until no other transaction holds the lock of this name. */
  exclusively(queries: Queries, name: string): Promise<void>;
}
