import { type Kysely, sql } from 'kysely';

/** What lists need: one global client a tenant, a filter by external id, and totals that need no counting. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('clients').addColumn('external_client_id', 'text').execute();
  await sql`create unique index clients_global on clients (tenant_id) where is_global = 1`.execute(db);
  await schema
    .createIndex('clients_by_external_id')
    .on('clients')
    .columns(['tenant_id', 'external_client_id'])
    .execute();
  await schema
    .createTable('totals')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('list', 'text', (c) => c.notNull())
    .addColumn('total', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('totals_key', ['tenant_id', 'list'])
    .execute();
  for (const list of ['clients', 'client_grants', 'resource_servers'])
    await sql`insert into totals (tenant_id, list, total)
      select tenant_id, ${list}, count(*) from ${sql.table(list)} group by tenant_id`.execute(db);
}
