import { type Kysely, sql } from 'kysely';

/** The longest lifetime that a token could have, in seconds; what earlier versions signed may be valid for as long. */
const maxLifetime = 2_592_000;

/** Signing keys of several types that come next, sign, have signed, and lose their private half then. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('signing_keys_of_types')
    .addColumn('tenant_id', 'text', (c) => c.notNull())
    .addColumn('kid', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('current_since', 'bigint')
    .addColumn('current_until', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('longest_lifetime', 'integer', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('sealed_private_key', 'text')
    .addColumn('certificate', 'text')
    .addPrimaryKeyConstraint('signing_keys_of_types_key', ['tenant_id', 'kid'])
    .execute();
  await sql`insert into signing_keys_of_types
    (tenant_id, kid, type, created_at, current_since, longest_lifetime, public_key, sealed_private_key)
    select tenant_id, kid, 'RSA', created_at, created_at, ${sql.lit(maxLifetime)}, public_key, sealed_private_key
    from signing_keys`.execute(db);
  await schema.dropTable('signing_keys').execute();
  await schema.alterTable('signing_keys_of_types').renameTo('signing_keys').execute();
}
