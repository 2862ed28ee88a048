import { type Kysely, sql } from 'kysely';
import { sealKeyId } from '../../../crypto/seal.js';
import type { Tables } from '../tables.js';

/** Digests of client secrets tell their key: so far that was the one instance key that there has been. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const check = await db
    .selectFrom('instance_settings')
    .select('value')
    .where('name', '=', 'instance_key_check')
    .executeTakeFirst();
  await db.schema
    .alterTable('client_secrets')
    .addColumn('digest_key', 'text', (c) => c.notNull().defaultTo(sql.lit(sealKeyId(check?.value ?? ''))))
    .execute();
}
