import { randomUUID } from 'node:crypto';
import type { Observed, UnobservedReason } from '@clientele/model';
import type { Queries } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';

/** A server that counts the use of a tenant. */
export interface Observer {
  id: string;
  /** How many batches it has written: so it knows whether one was, where the answer to a commit was lost. */
  writes: number;
  /** Up to when all that it has counted is written. */
  seenAt: number;
}

/** How often a server that counts nothing writes that it is there, in milliseconds. */
export const seenEvery = 20_000;
/** For how long one may be silent before its last counts are taken for lost. */
const silentAfter = 3 * seenEvery;

/** Lets it be known that this server counts; where none has done so before, nothing was counted until now. */
export function register(context: TenantContext): Promise<Observer> {
  const { engine, tenant, now } = context;
  const at = now();
  const id = randomUUID();
  return inTransaction(engine.db, async (trx) => {
    const others = await trx
      .selectFrom('usage_observers')
      .select('id')
      .where('tenant_id', '=', tenant)
      .limit(1)
      .execute();
    // Where no other server shares the database, one that did not say that it ended is not there any more.
    if (!engine.shared) await endLost(context, trx, Number.MAX_SAFE_INTEGER);
    await trx
      .insertInto('usage_observers')
      .values({ tenant_id: tenant, id, began_at: at, seen_at: at, ended_at: null, writes: 0 })
      .execute();
    if (others.length === 0) await noteGap(context, trx, { id, from: 0, reason: 'counting_began' });
    return { id, writes: 0, seenAt: at };
  });
}

/**
 * Notes one more batch of an observer in the transaction that writes it; `written` is one whose commit was not known to
 * have taken place, `gone` an observer that others took for lost.
 */
export async function noteWrite(
  { tenant }: TenantContext,
  queries: Queries,
  { id, writes, seenAt }: Observer,
): Promise<'new' | 'written' | 'gone'> {
  const { numUpdatedRows } = await queries
    .updateTable('usage_observers')
    .set({ seen_at: seenAt, writes: writes + 1 })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('writes', '=', writes)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return 'new';
  const row = await queries
    .selectFrom('usage_observers')
    .select('writes')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && Number(row.writes) === writes + 1 ? 'written' : 'gone';
}

/** Notes that a server counts no more, and has written all. */
export async function endObserver(
  { engine: { db }, tenant, now }: TenantContext,
  { id }: Observer,
): Promise<void> {
  await db
    .updateTable('usage_observers')
    .set({ ended_at: now() })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Notes that use was not counted from a time until now. */
export async function noteGap(
  { tenant, now }: TenantContext,
  queries: Queries,
  { id, from, reason }: { id: string; from: number; reason: UnobservedReason },
): Promise<void> {
  const ended_at = now();
  await queries
    .insertInto('usage_gaps')
    .values({ tenant_id: tenant, observer_id: id, began_at: from, ended_at, reason })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'observer_id', 'began_at']).doUpdateSet({ ended_at }),
    )
    .execute();
}

/** Notes what was lost with servers that have been silent for too long. */
export function endSilent(context: TenantContext): Promise<void> {
  return inTransaction(context.engine.db, (trx) => endLost(context, trx, context.now() - silentAfter));
}

async function endLost(context: TenantContext, queries: Queries, seenBefore: number): Promise<void> {
  const { tenant, now } = context;
  const lost = await queries
    .updateTable('usage_observers')
    .set({ ended_at: now() })
    .where('tenant_id', '=', tenant)
    .where('ended_at', 'is', null)
    .where('seen_at', '<', seenBefore)
    .returning(['id', 'seen_at'])
    .execute();
  for (const { id, seen_at } of lost)
    await noteGap(context, queries, { id, from: Number(seen_at), reason: 'server_lost' });
}

/** Since when all has been counted; see the port. */
export async function observed({
  engine: { db },
  tenant,
  now,
}: TenantContext): Promise<Observed | undefined> {
  const silent = await db
    .selectFrom('usage_observers')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('ended_at', 'is', null)
    .where('seen_at', '<', now() - silentAfter)
    .limit(1)
    .executeTakeFirst();
  if (silent) return undefined;
  const gap = await db
    .selectFrom('usage_gaps')
    .select(['ended_at', 'reason'])
    .where('tenant_id', '=', tenant)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return gap && { since: Number(gap.ended_at), reason: gap.reason };
}

/** Up to when every server that counts has written, `besides` excepted, whose counts are written now; see the port. */
export async function reportedUntil(
  { engine: { db }, tenant, now }: TenantContext,
  besides: string | undefined,
): Promise<number> {
  let query = db
    .selectFrom('usage_observers')
    .select((eb) => eb.fn.min<number | null>('seen_at').as('seen_at'))
    .where('tenant_id', '=', tenant)
    .where('ended_at', 'is', null);
  if (besides !== undefined) query = query.where('id', '<>', besides);
  const row = await query.executeTakeFirst();
  return Math.min(now(), Number(row?.seen_at ?? now()));
}

/** Forgets servers that ended, and gaps that others have followed, before a time; returns how many. */
export async function forgetObservers(
  { engine: { db }, tenant }: TenantContext,
  before: number,
): Promise<void> {
  await db
    .deleteFrom('usage_observers')
    .where('tenant_id', '=', tenant)
    .where('ended_at', '<', before)
    .execute();
  await db
    .deleteFrom('usage_gaps')
    .where('tenant_id', '=', tenant)
    .where('ended_at', '<', before)
    .where('ended_at', '<', (eb) =>
      eb
        .selectFrom('usage_gaps as later')
        .select((later) => later.fn.max('later.ended_at').as('latest'))
        .where('later.tenant_id', '=', tenant),
    )
    .execute();
}
