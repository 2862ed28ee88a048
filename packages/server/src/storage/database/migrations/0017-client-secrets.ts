import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';
import { announceClients } from './0009-replicas.js';

/**
 * Several secrets of a client, each with its state. A server of an earlier version knows of none of it: what it makes is
 * primary. docs/decisions/0114
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const text = engine === 'postgres' ? sql`text collate "C"` : 'text';
  const table = () => db.schema.alterTable('client_secrets');
  await table().addColumn('name', text).execute();
  await table()
    .addColumn('state', text, (c) => c.notNull().defaultTo('primary'))
    .execute();
  await table().addColumn('hint', text).execute();
  await table().addColumn('created_by', text).execute();
  await table().addColumn('primary_since', 'bigint').execute();
  await db.schema
    .createIndex('client_secrets_by_id')
    .on('client_secrets')
    .columns(['tenant_id', 'id'])
    .execute();
  await sql`create index client_secrets_by_expiry on client_secrets (tenant_id, expires_at)
    where expires_at is not null`.execute(db);
  if (engine === 'postgres') await announceClients(db, 'id, digest, state, expires_at');
}
