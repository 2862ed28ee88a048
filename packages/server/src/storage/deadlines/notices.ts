import { type Credential, type ExpiryNotice, nextNoticeAt, noticeDue } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import type { LogContext } from '../log/context.js';
import { insertLogEvents } from '../log/record-changes.js';
import type { GivenNotice } from '../port/deadlines.js';

/** A row of which a notice is due, or whose time to look at it again has come. */
interface Due {
  client_id: string;
  id: string;
  expires_at: number;
  /** What the notice says of it, unless it is gone. */
  about: Omit<ExpiryNotice, 'id' | 'expires_at' | 'days'> | undefined;
}

const tables = ['client_secrets', 'credentials'] as const;
type Table = (typeof tables)[number];

/** Logs the notices that are due, and notes with each when the next one is: all in one transaction. docs/decisions/0121 */
export async function giveNotice(
  context: LogContext,
  limit: number,
): Promise<{ given: GivenNotice[]; more: boolean }> {
  const given: GivenNotice[] = [];
  let more = false;
  for (const table of tables) {
    // Mostly there is none, and then nothing is locked.
    if (!(await isAnyDue(context, table))) continue;
    const noticed = await inTransaction(context.engine.db, (trx) =>
      noticeSome(context, trx, { table, limit }),
    );
    given.push(...noticed.given);
    more ||= noticed.seen === limit;
  }
  return { given, more };
}

async function isAnyDue({ engine: { db }, tenant, now }: LogContext, table: Table): Promise<boolean> {
  const some = await db
    .selectFrom(table)
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('notice_at', '<=', now())
    .limit(1)
    .executeTakeFirst();
  return some !== undefined;
}

async function noticeSome(
  context: LogContext,
  trx: Transaction<Tables>,
  { table, limit }: { table: Table; limit: number },
): Promise<{ given: GivenNotice[]; seen: number }> {
  const now = context.now();
  const due = table === 'credentials' ? dueCredentials : dueSecrets;
  const rows = await due(context, trx, { now, limit });
  const given = rows.flatMap((row): GivenNotice[] => {
    const days = noticeDue(row.expires_at, now);
    if (days === undefined || row.about === undefined) return [];
    const expires_at = new Date(row.expires_at).toISOString();
    return [{ clientId: row.client_id, ...row.about, id: row.id, expires_at, days }];
  });
  for (const { client_id, id, expires_at, about } of rows)
    await trx
      .updateTable(table)
      .set({ notice_at: about === undefined ? null : (nextNoticeAt(expires_at, now) ?? null) })
      .where('tenant_id', '=', context.tenant)
      .where('client_id', '=', client_id)
      .where('id', '=', id)
      .execute();
  await insertLogEvents(
    context,
    trx,
    given.map(({ clientId, ...expiry }) => ({
      type: 'credential_expiry_warning',
      date: now,
      by: { clientId },
      expiry,
    })),
  );
  return { given, seen: rows.length };
}

async function dueSecrets(
  { engine: { locks }, tenant }: LogContext,
  trx: Transaction<Tables>,
  { now, limit }: { now: number; limit: number },
): Promise<Due[]> {
  const rows = await locks
    .unlessLocked(
      trx
        .selectFrom('client_secrets')
        .select(['client_id', 'id', 'expires_at', 'name', 'state'])
        .where('tenant_id', '=', tenant)
        .where('notice_at', '<=', now)
        .orderBy('notice_at')
        .limit(limit),
    )
    .execute();
  return rows.map(({ client_id, id, expires_at, name, state }) => ({
    client_id,
    id,
    expires_at: Number(expires_at),
    about: state === 'ended' ? undefined : { kind: 'secret', state, ...(name !== null && { name }) },
  }));
}

async function dueCredentials(
  { engine: { locks }, tenant }: LogContext,
  trx: Transaction<Tables>,
  { now, limit }: { now: number; limit: number },
): Promise<Due[]> {
  const rows = await locks
    .unlessLocked(
      trx
        .selectFrom('credentials')
        .select(['client_id', 'id', 'expires_at', 'document'])
        .where('tenant_id', '=', tenant)
        .where('notice_at', '<=', now)
        .orderBy('notice_at')
        .limit(limit),
    )
    .execute();
  return rows.map(({ client_id, id, expires_at, document }) => {
    const { name, credential_type } = JSON.parse(document) as Credential;
    return {
      client_id,
      id,
      expires_at: Number(expires_at),
      about: { kind: 'credential', name, credential_type },
    };
  });
}
