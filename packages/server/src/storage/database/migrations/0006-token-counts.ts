import type { Kysely } from 'kysely';

/** How many tokens clients with a quota got in the hour and the day of their last one. */
export async function up({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('token_counts')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('counted_at', 'bigint', (c) => c.notNull())
    .addColumn('in_hour', 'bigint', (c) => c.notNull())
    .addColumn('in_day', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('token_counts_key', ['tenant_id', 'client_id'])
    .addForeignKeyConstraint(
      'token_counts_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
}
