import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EngineName } from '../engine.js';

const day = 86_400_000;
/** Milliseconds before an expiry at which the first notice of it is due, as it is at this version of the schema. */
const firstNotice = sql.lit(30 * day);
/** The most milliseconds before the end of a secret's longest age at which its successor is due. */
const longestLead = sql.lit(14 * day);

/**
 * When credentials expire, and when something is to be done about an expiry or the age of a secret. The database itself keeps
 * these times in step with what is written: while servers of two versions share it, the earlier one knows nothing of them.
 * 0 is a time that is still to be worked out, null one that never comes. docs/decisions/0121
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  await addColumns(db);
  if (engine === 'postgres') await keptByPostgres(db);
  else await keptBySqlite(db);
  await sql`create index credentials_by_expiry on credentials (tenant_id, expires_at, id)
    where expires_at is not null`.execute(db);
  await sql`create index client_secrets_deadlines on client_secrets (tenant_id, expires_at, id)
    where expires_at is not null and state <> 'ended'`.execute(db);
  for (const table of ['client_secrets', 'credentials'])
    await sql`create index ${sql.ref(`${table}_notices`)} on ${sql.table(table)} (tenant_id, notice_at)
      where notice_at is not null`.execute(db);
  await sql`create index client_secrets_successors on client_secrets (tenant_id, successor_at)
    where successor_at is not null`.execute(db);
}

async function addColumns({ schema }: Kysely<never>): Promise<void> {
  await schema.alterTable('credentials').addColumn('expires_at', 'bigint').execute();
  await schema.alterTable('clients').addColumn('secret_max_age', 'bigint').execute();
  for (const [table, column] of [
    ['credentials', 'notice_at'],
    ['client_secrets', 'notice_at'],
    ['client_secrets', 'successor_at'],
  ] as const)
    await schema
      .alterTable(table)
      .addColumn(column, 'bigint', (c) => c.defaultTo(0))
      .execute();
}

/** When the successor of a secret is due, from what its client says of the longest age. */
function successorAt(secret: string, maxAge: RawBuilder<unknown>, least: string): RawBuilder<unknown> {
  const since = sql`coalesce(${sql.ref(`${secret}.primary_since`)}, ${sql.ref(`${secret}.created_at`)})`;
  return sql`${since} + ${maxAge} - ${sql.raw(least)}(${longestLead}, ${maxAge} / 10)`;
}

async function keptByPostgres(db: Kysely<never>): Promise<void> {
  const ofClient = sql`(select secret_max_age from clients
    where tenant_id = new.tenant_id and client_id = new.client_id)`;
  await sql`
    create function keep_credential_times() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.document is not distinct from old.document then
        return new;
      end if;
      new.expires_at := extract(epoch from (new.document::json ->> 'expires_at')::timestamptz) * 1000;
      if tg_op = 'INSERT' then
        new.notice_at := case when new.notice_at = 0 then new.expires_at - ${firstNotice} else new.notice_at end;
      elsif new.expires_at is distinct from old.expires_at then
        new.notice_at := new.expires_at - ${firstNotice};
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create function keep_secret_times() returns trigger language plpgsql as $$
    begin
      if (tg_op = 'INSERT' and new.notice_at = 0)
        or (tg_op = 'UPDATE' and new.expires_at is distinct from old.expires_at) then
        new.notice_at := case when new.state <> 'ended' then new.expires_at - ${firstNotice} end;
      end if;
      if (tg_op = 'INSERT' and new.successor_at = 0)
        or (tg_op = 'UPDATE' and (new.state, new.primary_since) is distinct from (old.state, old.primary_since)) then
        new.successor_at := case when new.state = 'primary'
          then ${successorAt('new', ofClient, 'least')} end;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create function keep_secret_max_age() returns trigger language plpgsql as $$
    begin
      new.secret_max_age := (new.document::json -> 'secret_rotation' ->> 'max_age')::bigint * 1000;
      return new;
    end $$`.execute(db);
  await sql`
    create function follow_secret_max_age() returns trigger language plpgsql as $$
    begin
      update client_secrets s set successor_at = ${successorAt('s', sql`new.secret_max_age`, 'least')}
      where tenant_id = new.tenant_id and client_id = new.client_id and state = 'primary';
      return null;
    end $$`.execute(db);
  await sql`update credentials set notice_at = null,
    expires_at = extract(epoch from (document::json ->> 'expires_at')::timestamptz) * 1000`.execute(db);
  await sql`update credentials set notice_at = expires_at - ${firstNotice} where expires_at is not null`.execute(
    db,
  );
  await sql`update client_secrets set notice_at = expires_at - ${firstNotice}, successor_at = null`.execute(
    db,
  );
  for (const [table, columns, call] of [
    ['credentials', 'document', 'keep_credential_times'],
    ['client_secrets', 'expires_at, state, primary_since', 'keep_secret_times'],
    ['clients', 'document', 'keep_secret_max_age'],
  ])
    await sql
      .raw(
        `create trigger ${table}_times_kept before insert or update of ${columns} on ${table}
         for each row execute function ${call}()`,
      )
      .execute(db);
  await sql`create trigger clients_max_age_followed after update on clients for each row
    when (new.secret_max_age is distinct from old.secret_max_age)
    execute function follow_secret_max_age()`.execute(db);
}

async function keptBySqlite(db: Kysely<never>): Promise<void> {
  const expiry = (document: string) =>
    sql`cast(round((julianday(json_extract(${sql.raw(document)}, '$.expires_at')) - 2440587.5) * 86400000) as integer)`;
  const maxAge = sql`json_extract(new.document, '$.secret_rotation.max_age') * 1000`;
  await sql`update credentials set expires_at = ${expiry('document')}`.execute(db);
  await sql`update credentials set notice_at = expires_at - ${firstNotice}`.execute(db);
  await sql`update client_secrets set notice_at = expires_at - ${firstNotice}, successor_at = null`.execute(
    db,
  );
  const trigger = (name: string, event: string, statement: RawBuilder<unknown>) =>
    sql`create trigger ${sql.ref(name)} after ${sql.raw(event)} begin ${statement}; end`.execute(db);
  const ofCredential = sql`tenant_id = new.tenant_id and client_id = new.client_id and id = new.id`;
  await trigger(
    'credential_times_written',
    'insert on credentials',
    sql`update credentials set expires_at = ${expiry('new.document')},
      notice_at = case notice_at when 0 then ${expiry('new.document')} - ${firstNotice} else notice_at end
      where ${ofCredential}`,
  );
  await trigger(
    'credential_times_kept',
    'update of document on credentials',
    sql`update credentials set expires_at = ${expiry('new.document')},
      notice_at = ${expiry('new.document')} - ${firstNotice}
      where ${ofCredential} and expires_at is not ${expiry('new.document')}`,
  );
  await secretsKeptBySqlite(trigger);
  await trigger(
    'client_max_age_written',
    `insert on clients when json_extract(new.document, '$.secret_rotation.max_age') is not null`,
    sql`update clients set secret_max_age = ${maxAge}
      where tenant_id = new.tenant_id and client_id = new.client_id`,
  );
  await trigger(
    'client_max_age_kept',
    `update of document on clients when json_extract(new.document, '$.secret_rotation.max_age') * 1000
      is not new.secret_max_age`,
    sql`update clients set secret_max_age = ${maxAge}
      where tenant_id = new.tenant_id and client_id = new.client_id;
      update client_secrets set successor_at = ${successorAt('client_secrets', maxAge, 'min')}
      where tenant_id = new.tenant_id and client_id = new.client_id and state = 'primary'`,
  );
}

async function secretsKeptBySqlite(
  trigger: (name: string, event: string, statement: RawBuilder<unknown>) => Promise<unknown>,
): Promise<void> {
  const ofSecret = sql`tenant_id = new.tenant_id and client_id = new.client_id and id = new.id`;
  const ofClient = sql`(select secret_max_age from clients
    where tenant_id = new.tenant_id and client_id = new.client_id)`;
  // An end is no expiry that anybody must be told of.
  const noticeAt = sql`case when new.state <> 'ended' then new.expires_at - ${firstNotice} end`;
  const successor = sql`case when new.state = 'primary' then ${successorAt('new', ofClient, 'min')} end`;
  await trigger(
    'secret_times_written',
    'insert on client_secrets when new.notice_at = 0 or new.successor_at = 0',
    sql`update client_secrets set
      notice_at = case notice_at when 0 then ${noticeAt} else notice_at end,
      successor_at = case successor_at when 0 then ${successor} else successor_at end
      where ${ofSecret}`,
  );
  await trigger(
    'secret_notice_kept',
    'update of expires_at on client_secrets when new.expires_at is not old.expires_at',
    sql`update client_secrets set notice_at = ${noticeAt} where ${ofSecret}`,
  );
  await trigger(
    'secret_successor_kept',
    `update of state, primary_since on client_secrets
      when new.state <> old.state or new.primary_since is not old.primary_since`,
    sql`update client_secrets set successor_at = ${successor} where ${ofSecret}`,
  );
}
