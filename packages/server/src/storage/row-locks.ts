import { PostgresAdapter, sql } from 'kysely';
import type { Queries } from './store-context.js';

/** Where transactions run side by side, rows are kept as they were read; SQLite has one writer at a time. */
function locksRows(queries: Queries): boolean {
  return queries.getExecutor().adapter instanceof PostgresAdapter;
}

/** Keeps the rows of a query from any other change until the transaction ends. PostgreSQL 15, section 13.3.2 */
export function forChange<Query extends { forUpdate(): Query }>(queries: Queries, query: Query): Query {
  return locksRows(queries) ? query.forUpdate() : query;
}

/** Keeps the rows of a query there, since others are about to refer to them. */
export function forReference<Query extends { forKeyShare(): Query }>(queries: Queries, query: Query): Query {
  return locksRows(queries) ? query.forKeyShare() : query;
}

/** Keeps the rows of a query as they are until the transaction ends; many may do that at once. Section 13.3.2 */
export function whileUnchanged<Query extends { forShare(): Query }>(queries: Queries, query: Query): Query {
  return locksRows(queries) ? query.forShare() : query;
}

/** Waits until no other transaction changes the same set of rows, for changes that add to it. Section 13.3.5 */
export async function keepToOneself(queries: Queries, set: string): Promise<void> {
  if (!locksRows(queries)) return;
  await sql`select pg_advisory_xact_lock(hashtext('clientele'), hashtext(${set}))`.execute(queries);
}
