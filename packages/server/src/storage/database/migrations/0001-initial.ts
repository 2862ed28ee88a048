import type { Kysely } from 'kysely';

/** The first schema: every row belongs to a tenant, and rows of a client are deleted with it. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('instance_settings')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('clients')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('is_global', 'integer', (c) => c.notNull())
    .addColumn('is_first_party', 'integer', (c) => c.notNull())
    .addColumn('app_type', 'text')
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('clients_key', ['tenant_id', 'client_id'])
    .execute();
  await schema
    .createIndex('clients_by_creation')
    .on('clients')
    .columns(['tenant_id', 'created_at', 'client_id'])
    .execute();
  await clientBelongings(db);
  await resourceServersAndGrants(db);
  await tenantBelongings(db);
}

async function clientBelongings({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('client_secrets')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addPrimaryKeyConstraint('client_secrets_key', ['tenant_id', 'client_id', 'id'])
    .addForeignKeyConstraint(
      'client_secrets_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await schema
    .createTable('credentials')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('credentials_key', ['tenant_id', 'client_id', 'id'])
    .addForeignKeyConstraint(
      'credentials_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await schema.createIndex('credentials_by_id').on('credentials').columns(['tenant_id', 'id']).execute();
}

async function resourceServersAndGrants({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('resource_servers')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('identifier', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('client_id', 'text')
    .addColumn('sealed_signing_secret', 'text')
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('resource_servers_key', ['tenant_id', 'id'])
    .addUniqueConstraint('resource_servers_identifier', ['tenant_id', 'identifier'])
    .execute();
  await schema
    .createIndex('resource_servers_by_creation')
    .on('resource_servers')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
  await schema
    .createTable('client_grants')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text')
    .addColumn('resource_server_id', 'text', (c) => c.notNull())
    .addColumn('subject_type', 'text', (c) => c.notNull())
    .addColumn('allow_any_organization', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('client_grants_key', ['tenant_id', 'id'])
    .addUniqueConstraint('client_grants_kind', ['tenant_id', 'holder', 'resource_server_id', 'subject_type'])
    .addForeignKeyConstraint(
      'client_grants_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'client_grants_of_resource_server',
      ['tenant_id', 'resource_server_id'],
      'resource_servers',
      ['tenant_id', 'id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await schema
    .createIndex('client_grants_by_creation')
    .on('client_grants')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
  await schema
    .createIndex('client_grants_by_resource_server')
    .on('client_grants')
    .columns(['tenant_id', 'resource_server_id'])
    .execute();
  await schema
    .createIndex('client_grants_by_client')
    .on('client_grants')
    .columns(['tenant_id', 'client_id'])
    .execute();
}

async function tenantBelongings({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('signing_keys')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('kid', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('sealed_private_key', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('signing_keys_key', ['tenant_id', 'kid'])
    .execute();
  await schema
    .createTable('assertion_replays')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('jti', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('assertion_replays_key', ['tenant_id', 'client_id', 'jti'])
    .execute();
  await schema
    .createIndex('assertion_replays_by_expiry')
    .on('assertion_replays')
    .columns(['tenant_id', 'expires_at'])
    .execute();
  await schema
    .createTable('bootstrap_clients')
    .addColumn('tenant_id', 'text', (c) => c.primaryKey())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('log_events')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('log_events_key', ['tenant_id', 'id'])
    .execute();
}
