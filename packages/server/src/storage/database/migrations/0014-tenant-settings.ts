import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/** The settings of a tenant, which all of its tokens look at; and its clients of the type that few tenants have. */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const postgres = engine === 'postgres';
  const text = postgres ? sql`text collate "C"` : 'text';
  await db.schema
    .createTable('tenant_settings')
    .addColumn('tenant_id', text, (c) => c.primaryKey().notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .execute();
  await sql`
    create index clients_express on clients (tenant_id) where app_type = 'express_configuration'`.execute(db);
  if (postgres) await announce(db);
}

/** Other servers hear of each change, as of all that they remember. docs/decisions/0055 */
async function announce(db: Kysely<never>): Promise<void> {
  const rows = {
    insert: 'referencing new table as after',
    update: 'referencing old table as before new table as after',
    delete: 'referencing old table as before',
    truncate: '',
  };
  for (const [event, referencing] of Object.entries(rows))
    await sql
      .raw(
        `create trigger tenant_settings_${event}_announced after ${event} on tenant_settings ${referencing}
         for each statement execute function announce_tenants('settings')`,
      )
      .execute(db);
}
