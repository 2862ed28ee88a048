import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/** The properties of a client that tokens and summaries need, as they are at this version of the schema. */
const core = [
  'client_id',
  'tenant',
  'global',
  'name',
  'description',
  'app_type',
  'disabled',
  'grant_types',
  'token_endpoint_auth_method',
  'client_authentication_methods',
  'token_quota',
  'require_proof_of_possession',
  'compliance_level',
  'organization_usage',
  'default_organization',
];

/**
 * What tokens and summaries need of a client stands apart from its document, which may be large. The database itself keeps
 * it in step, in the statement that writes the document: while servers of two versions share a database, the earlier one
 * knows nothing of it. docs/decisions/0073
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const postgres = engine === 'postgres';
  await db.schema.alterTable('clients').addColumn('core', 'text').execute();
  if (postgres) await keptByPostgres(db);
  else await keptBySqlite(db);
}

async function keptByPostgres(db: Kysely<never>): Promise<void> {
  const members = sql.join(core.map((name) => sql`${sql.lit(name)}, document -> ${sql.lit(name)}`));
  await sql`
    create function client_core(document json) returns text language sql immutable as $$
      select json_strip_nulls(json_build_object(${members}))::text
    $$`.execute(db);
  await sql`update clients set core = client_core(document::json)`.execute(db);
  await sql`
    create function keep_client_core() returns trigger language plpgsql as $$
    begin
      new.core := client_core(new.document::json);
      return new;
    end $$`.execute(db);
  await sql`create trigger client_core_kept before insert or update of document on clients
    for each row execute function keep_client_core()`.execute(db);
}

async function keptBySqlite(db: Kysely<never>): Promise<void> {
  await sql`update clients set core = ${coreOf('document')}`.execute(db);
  for (const [name, event] of [
    ['client_core_written', sql`insert on clients when new.core is null`],
    ['client_core_kept', sql`update of document on clients`],
  ] as const)
    await sql`create trigger ${sql.ref(name)} after ${event} begin
      update clients set core = ${coreOf('new.document')}
      where tenant_id = new.tenant_id and client_id = new.client_id;
    end`.execute(db);
}

/** A merge patch takes away what is null, and so what the document does not have. RFC 7396 */
function coreOf(document: string): RawBuilder<string> {
  const members = core.map((name) => sql`${sql.lit(name)}, ${sql.raw(document)} -> ${sql.lit(`$.${name}`)}`);
  return sql`json_patch('{}', json_object(${sql.join(members)}))`;
}
