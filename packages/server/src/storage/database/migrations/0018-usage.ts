import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * How often secrets and credentials are used, and from where; which servers count that, and when none of it was counted. A
 * step is its length in minutes. What is counted is kept when its client is deleted. docs/decisions/0117
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const postgres = engine === 'postgres';
  const text = postgres ? sql`text collate "C"` : 'text';
  // On SQLite, a table without row numbers is its own index.
  const end = postgres ? sql`` : sql`without rowid`;
  await db.schema
    .createTable('usage_counts')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addColumn('credential_id', text, (c) => c.notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('api', text, (c) => c.notNull())
    .addColumn('outcome', text, (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addColumn('alive_until', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_counts_key', [
      'tenant_id',
      'client_id',
      'credential_id',
      'step',
      'at',
      'api',
      'outcome',
    ])
    .modifyEnd(end)
    .execute();
  await db.schema
    .createIndex('usage_counts_by_time')
    .on('usage_counts')
    .columns(['tenant_id', 'step', 'at'])
    .execute();
  await db.schema
    .createTable('usage_sources')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addColumn('credential_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_sources_key', [
      'tenant_id',
      'client_id',
      'credential_id',
      'kind',
      'value',
    ])
    .modifyEnd(end)
    .execute();
  await observerTables(db, text);
}

async function observerTables({ schema }: Kysely<never>, text: ReturnType<typeof sql> | 'text') {
  await schema
    .createTable('usage_observers')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('writes', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_observers_key', ['tenant_id', 'id'])
    .execute();
  await schema
    .createTable('usage_gaps')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('observer_id', text, (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint', (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_gaps_key', ['tenant_id', 'observer_id', 'began_at'])
    .execute();
}
