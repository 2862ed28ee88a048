import { sql } from 'kysely';
import type { RowLocks } from '../database/row-locks.js';

/** Table-level, row-level and advisory locks. PostgreSQL 15, sections 13.3.1, 13.3.2 and 13.3.5; SELECT, "The Locking Clause" */
export const postgresLocks: RowLocks = {
  forChange: (query) => query.forUpdate(),
  forReference: (query) => query.forKeyShare(),
  whileUnchanged: (query) => query.forShare(),
  unlessLocked: (query) => query.forUpdate().skipLocked(),
  async writingTo(queries, table) {
    await sql`lock table ${sql.table(table)} in row exclusive mode`.execute(queries);
  },
  async aloneIn(queries, table) {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(queries);
  },
  async exclusively(queries, name) {
    await sql`select pg_advisory_xact_lock(hashtext('clientele'), hashtext(${name}))`.execute(queries);
  },
};
