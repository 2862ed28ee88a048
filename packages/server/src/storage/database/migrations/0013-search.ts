import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * When objects changed last, and what clients are searched by. The rows to search in are written by those who write clients;
 * `search_due` marks clients of which that is still to do: all that are there now, and those that a server of the version
 * before writes. docs/decisions/0086, 0088
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  const postgres = engine === 'postgres';
  await db.schema
    .alterTable('clients')
    .addColumn('search_due', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  for (const table of ['clients', 'resource_servers', 'client_grants']) {
    await db.schema.alterTable(table).addColumn('updated_at', 'bigint').execute();
    await db.schema.alterTable(table).addColumn('recent_changes', 'text').execute();
    await sql`update ${sql.table(table)} set updated_at = created_at`.execute(db);
  }
  await sql`create index clients_search_due on clients (tenant_id) where search_due = 1`.execute(db);
  await searchTables(db, postgres);
  if (postgres) {
    await textIndexOfPostgres(db);
    await keptForEarlierServers(db);
  } else await textIndexOfSqlite(db);
}

async function searchTables({ schema }: Kysely<never>, postgres: boolean): Promise<void> {
  const text = postgres ? sql`text collate "C"` : 'text';
  const search = schema.createTable('client_search');
  // SQLite's text index knows rows by a number, which must outlive VACUUM.
  await (postgres ? search : search.addColumn('id', 'integer', (c) => c.primaryKey()))
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('external_id', text)
    .addColumn('app_type', text)
    .addColumn('method', text)
    .addColumn('is_first_party', 'integer', (c) => c.notNull())
    .addUniqueConstraint('client_search_key', ['tenant_id', 'client_id'])
    .addForeignKeyConstraint(
      'client_search_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  for (const column of ['created_at', 'updated_at', 'name'])
    await schema
      .createIndex(`client_search_by_${column}`)
      .on('client_search')
      .columns(['tenant_id', column, 'client_id'])
      .execute();
  await schema
    .createIndex('client_search_by_kind')
    .on('client_search')
    .columns(['tenant_id', 'app_type', 'method', 'is_first_party'])
    .execute();
  await schema
    .createTable('client_metadata')
    .addColumn('tenant_id', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('client_metadata_key', ['tenant_id', 'key', 'value', 'client_id'])
    .addForeignKeyConstraint(
      'client_metadata_of_client',
      ['tenant_id', 'client_id'],
      'clients',
      ['tenant_id', 'client_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await schema
    .createIndex('client_metadata_by_client')
    .on('client_metadata')
    .columns(['tenant_id', 'client_id'])
    .execute();
}

/** Trigrams without their places: it finds candidates, and what is found is compared. SQLite, "FTS5", 4.3.4 and 4.6 */
async function textIndexOfSqlite(db: Kysely<never>): Promise<void> {
  await sql`create virtual table client_search_text using fts5 (
    text, external_id, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
  )`.execute(db);
  const add = sql`insert into client_search_text (rowid, text, external_id)
    values (new.id, new.text, new.external_id);`;
  const remove = sql`delete from client_search_text where rowid = old.id;`;
  await sql`create trigger client_search_added after insert on client_search begin ${add} end`.execute(db);
  await sql`create trigger client_search_removed after delete on client_search begin ${remove} end`.execute(
    db,
  );
  await sql`create trigger client_search_changed after update of text, external_id on client_search
    when old.text <> new.text or old.external_id is not new.external_id
    begin ${remove} ${add} end`.execute(db);
}

/** Where the extension cannot be had, q finds beginnings only, and the doctor says so. docs/decisions/0086 */
async function textIndexOfPostgres(db: Kysely<never>): Promise<void> {
  await sql`
    do $$ begin
      create extension if not exists pg_trgm;
    exception when others then null;
    end $$`.execute(db);
  await sql`
    do $$ begin
      create index client_search_text on client_search using gin (text gin_trgm_ops, external_id gin_trgm_ops);
    exception when undefined_object then null;
    end $$`.execute(db);
}

/** Servers of the version before write these tables during an upgrade, and know nothing of the new columns. */
async function keptForEarlierServers(db: Kysely<never>): Promise<void> {
  await sql`
    create function keep_revision() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        new.updated_at := coalesce(new.updated_at, new.created_at);
      elsif new.document is distinct from old.document and new.updated_at = old.updated_at then
        new.updated_at := greatest((extract(epoch from clock_timestamp()) * 1000)::bigint, old.updated_at + 1);
        new.recent_changes := null;
        if tg_table_name = 'clients' then
          new.search_due := 1;
        end if;
      end if;
      return new;
    end $$`.execute(db);
  for (const table of ['clients', 'resource_servers', 'client_grants'])
    await sql`create trigger ${sql.ref(`${table}_revision_kept`)} before insert or update of document
      on ${sql.table(table)} for each row execute function keep_revision()`.execute(db);
}
