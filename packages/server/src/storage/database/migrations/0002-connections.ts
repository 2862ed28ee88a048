import type { Kysely } from 'kysely';

/** Connections, and which clients they are for; entries of a client are deleted with it. */
export async function up({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('connections')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('strategy', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('domain_aliases', 'text', (c) => c.notNull())
    .addColumn('sealed_options', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('connections_key', ['tenant_id', 'id'])
    .addUniqueConstraint('connections_name', ['tenant_id', 'name'])
    .execute();
  await schema
    .createIndex('connections_by_creation')
    .on('connections')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
  await schema
    .createTable('connection_clients')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('connection_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('connection_clients_key', ['tenant_id', 'connection_id', 'client_id'])
    .addForeignKeyConstraint(
      'connection_clients_of_connection',
      ['tenant_id', 'connection_id'],
      'connections',
      ['tenant_id', 'id'],
      (c) => c.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'connection_clients_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await schema
    .createIndex('connection_clients_by_client')
    .on('connection_clients')
    .columns(['tenant_id', 'client_id'])
    .execute();
}
