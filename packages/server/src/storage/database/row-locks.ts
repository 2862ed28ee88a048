import { sql } from 'kysely';
import { isShared } from './engine.js';
import type { Queries } from './tables.js';

/** Where transactions run side by side, keeps the rows of a query from any other change until the transaction ends. PostgreSQL 15, section 13.3.2 */
export function forChange<Query extends { forUpdate(): Query }>(queries: Queries, query: Query): Query {
  return isShared(queries) ? query.forUpdate() : query;
}

/** Keeps the rows of a query there, since others are about to refer to them. */
export function forReference<Query extends { forKeyShare(): Query }>(queries: Queries, query: Query): Query {
  return isShared(queries) ? query.forKeyShare() : query;
}

/** Leaves out rows that others keep, since they are at the same work. PostgreSQL 15, SELECT, "The Locking Clause" */
export function unlessTaken<Query extends { forUpdate(): Query; skipLocked(): Query }>(
  queries: Queries,
  query: Query,
): Query {
  return isShared(queries) ? query.forUpdate().skipLocked() : query;
}

/** Keeps the rows of a query as they are until the transaction ends; many may do that at once. Section 13.3.2 */
export function whileUnchanged<Query extends { forShare(): Query }>(queries: Queries, query: Query): Query {
  return isShared(queries) ? query.forShare() : query;
}

/** Waits until no other transaction changes the same set of rows, for changes that add to it. Section 13.3.5 */
export async function keepToOneself(queries: Queries, set: string): Promise<void> {
  if (!isShared(queries)) return;
  await sql`select pg_advisory_xact_lock(hashtext('clientele'), hashtext(${set}))`.execute(queries);
}
