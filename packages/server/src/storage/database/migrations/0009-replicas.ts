import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/** Beyond so many rows of one statement, the news is that everything is outdated. */
const maxSingle = 100;

/** What is read with a client; absence is never cached, so most creations are no news. */
const ofClients = {
  clients: ['update', 'delete'],
  client_secrets: ['update', 'delete'],
  credentials: ['insert', 'update', 'delete'],
  client_grants: ['update', 'delete'],
};
const ofTenants = {
  resource_servers: { what: 'resource servers', events: ['update', 'delete'] },
  signing_keys: { what: 'signing keys', events: ['insert', 'update', 'delete'] },
};

/**
 * Of servers that start together one makes the Management API, whose identifier is not stored. Whatever changes what servers remember announces it on the channel `clientele`, as part of the transaction that
 * changes it: the news cannot be lost or come too early, whoever makes the change. docs/decisions/0055
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  await sql`create unique index resource_servers_system on resource_servers (tenant_id) where identifier is null`.execute(
    db,
  );
  if (engine !== 'postgres') return;
  await announceClients(db);
  await announceTenants(db);
  for (const [table, events] of Object.entries(ofClients))
    await watch(db, { table, events, call: 'announce_clients()' });
  for (const [table, { what, events }] of Object.entries(ofTenants))
    await watch(db, { table, events, call: `announce_tenants('${what}')` });
}

/** The rows of a statement are in `before` and `after`, whichever of them there are; an update may move what it changes. */
export async function announceClients(
  db: Kysely<never>,
  /** The columns of a secret that decide whether it authenticates. */
  deciding = 'id, digest, expires_at',
): Promise<void> {
  const some = sql.lit(maxSingle + 1);
  const columns = sql.raw(deciding);
  await sql`
    create or replace function announce_clients() returns trigger language plpgsql as $$
    declare
      tenants text[];
      ids text[];
    begin
      if tg_op = 'INSERT' then
        select array_agg(tenant_id), array_agg(client_id) into tenants, ids
        from (select tenant_id, client_id from after limit ${some}) changed;
      elsif tg_op = 'DELETE' then
        select array_agg(tenant_id), array_agg(client_id) into tenants, ids
        from (select tenant_id, client_id from before limit ${some}) changed;
      elsif tg_op = 'UPDATE' and tg_table_name = 'client_secrets' then
        -- One that is only sealed anew authenticates as before.
        select array_agg(tenant_id), array_agg(client_id) into tenants, ids
        from (
          select tenant_id, client_id
          from (
            select tenant_id, client_id, ${columns} from before
            except select tenant_id, client_id, ${columns} from after
          ) differing limit ${sql.lit(2 * maxSingle + 1)}
        ) changed;
      elsif tg_op = 'UPDATE' then
        select array_agg(tenant_id), array_agg(client_id) into tenants, ids
        from (
          (select tenant_id, client_id from before limit ${some})
          union all (select tenant_id, client_id from after limit ${some})
        ) changed;
      end if;
      if tg_op = 'TRUNCATE' or cardinality(ids) > ${sql.lit(2 * maxSingle)}
        or (tg_op <> 'UPDATE' and cardinality(ids) > ${sql.lit(maxSingle)}) then
        perform pg_notify('clientele', '{"what":"everything"}');
        return null;
      end if;
      -- A default grant is nobody's own, and an id may be longer than news can be.
      perform pg_notify('clientele', case
        when client_id is null or octet_length(client_id) > 1000
        then json_build_object('tenant', tenant_id, 'what', 'everything')
        else json_build_object('tenant', tenant_id, 'what', 'client', 'clientId', client_id)
      end::text)
      from unnest(tenants, ids) as changed (tenant_id, client_id);
      return null;
    end $$`.execute(db);
}

async function announceTenants(db: Kysely<never>): Promise<void> {
  await sql`
    create function announce_tenants() returns trigger language plpgsql as $$
    declare
      tenants text[];
    begin
      if tg_op = 'TRUNCATE' then
        perform pg_notify('clientele', '{"what":"everything"}');
        return null;
      elsif tg_op = 'INSERT' then
        select array_agg(distinct tenant_id) into tenants from after;
      else
        select array_agg(distinct tenant_id) into tenants from before;
      end if;
      perform pg_notify('clientele', json_build_object('tenant', tenant_id, 'what', tg_argv[0])::text)
      from unnest(tenants) as changed (tenant_id);
      return null;
    end $$`.execute(db);
}

async function watch(
  db: Kysely<never>,
  { table, events, call }: { table: string; events: string[]; call: string },
): Promise<void> {
  const rows: Record<string, string> = {
    insert: 'referencing new table as after',
    update: 'referencing old table as before new table as after',
    delete: 'referencing old table as before',
    truncate: '',
  };
  for (const event of [...events, 'truncate'])
    await sql
      .raw(
        `create trigger ${table}_${event}_announced after ${event} on ${table} ${rows[event]}
         for each statement execute function ${call}`,
      )
      .execute(db);
}
