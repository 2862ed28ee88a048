import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/** Answers that are kept for requests which may be repeated, and how many bytes those to each caller take. docs/decisions/0108 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const text = engine === 'postgres' ? sql`text collate "C"` : 'text';
  await db.schema
    .createTable('kept_answers')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('caller_id', text, (c) => c.notNull())
    .addColumn('key_digest', text, (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('sealed', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('kept_answers_key', ['tenant_id', 'caller_id', 'key_digest'])
    .execute();
  await db.schema
    .createIndex('kept_answers_by_expiry')
    .on('kept_answers')
    .columns(['tenant_id', 'expires_at'])
    .execute();
  await db.schema
    .createTable('kept_answer_bytes')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('caller_id', text, (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('kept_answer_bytes_key', ['tenant_id', 'caller_id'])
    .execute();
}
