import { PostgresAdapter } from 'kysely';
import type { Queries } from './tables.js';

/** Whether other servers may work on the same database at the same time; a file of SQLite belongs to one. */
export function isShared(queries: Queries): boolean {
  return queries.getExecutor().adapter instanceof PostgresAdapter;
}
