import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * Failed authentications of the current minute, where several servers share a database. A crash of the database may
 * empty it: what is counted here is soon over, and not worth a wait for the disk.
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  if (engine !== 'postgres') return;
  const text = sql`text collate "C"`;
  await db.schema
    .createTable('failure_counts')
    .modifyFront(sql`unlogged`)
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('window_start', 'bigint', (c) => c.notNull())
    .addColumn('budget', text, (c) => c.notNull())
    .addColumn('failures', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('failure_counts_key', ['tenant_id', 'window_start', 'budget'])
    .execute();
}
