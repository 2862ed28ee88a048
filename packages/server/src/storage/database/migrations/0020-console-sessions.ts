import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/** Sessions of the console, which all servers on a database share, and the person in the log. docs/decisions/0123 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const text = engine === 'postgres' ? sql`text collate "C"` : 'text';
  await db.schema
    .createTable('console_sessions')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .addColumn('digest_key', text, (c) => c.notNull())
    .addColumn('person_id', text, (c) => c.notNull())
    .addColumn('person_name', text, (c) => c.notNull())
    .addColumn('person_email', text)
    .addColumn('identity', text, (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('user_agent', text)
    .addPrimaryKeyConstraint('console_sessions_key', ['tenant_id', 'id'])
    .execute();
  await db.schema
    .createIndex('console_sessions_by_person')
    .on('console_sessions')
    .columns(['tenant_id', 'person_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('console_sessions_by_expiry')
    .on('console_sessions')
    .columns(['tenant_id', 'expires_at'])
    .execute();
  await db.schema.alterTable('log_events').addColumn('user_id', text).execute();
  await db.schema
    .createIndex('log_events_by_user')
    .on('log_events')
    .columns(['tenant_id', 'user_id', 'created_at', 'id'])
    .where(sql.ref('user_id'), 'is not', null)
    .execute();
}
