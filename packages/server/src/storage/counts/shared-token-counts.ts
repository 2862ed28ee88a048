import { openCounts, type TokenCounts } from '@clientele/model';
import { sql } from 'kysely';
import { oneAtATime } from '../../limits/one-at-a-time.js';
import type { TenantContext } from '../database/tenant-context.js';
import type { TokenCountStore } from '../port/stores.js';

const hour = 3_600_000;
const day = 86_400_000;

type Counted = Awaited<ReturnType<TokenCountStore['add']>>;

/**
 * Counts in the database, one statement a token, so that servers that share it count together: exact, and lost by no
 * crash. Windows are those of the latest token of any server. docs/decisions/0062
 */
export function sharedTokenCountStore(context: TenantContext): TokenCountStore {
  // One client takes one connection at most, however many of its requests wait for their turn at its row.
  const inTurn = oneAtATime();
  return {
    add: (clientId, token) => inTurn(() => add(context, clientId, token), clientId),
    takeBack: (clientId, at) => takeBack(context, clientId, at),
    flush: async () => {},
  };
}

/** A count, as far as the window of the last token is still open at a time. */
function open(count: 'in_hour' | 'in_day', length: number, at: number) {
  const last = sql.ref<number>('token_counts.counted_at');
  return sql<number>`case when ${last} / ${sql.lit(length)} >= ${at}::bigint / ${sql.lit(length)} then ${sql.ref(`token_counts.${count}`)} else 0 end`;
}

async function add(
  context: TenantContext,
  clientId: string,
  { at, limits }: { at: number; limits: TokenCounts },
): Promise<Counted> {
  const { engine, tenant } = context;
  const allowed = limits.hour > 0 && limits.day > 0;
  const counted = await engine.db
    .insertInto('token_counts')
    .columns(['tenant_id', 'client_id', 'counted_at', 'in_hour', 'in_day'])
    // Nothing for a client that has been deleted.
    .expression((eb) =>
      eb
        .selectFrom('clients')
        .select(['tenant_id', 'client_id'])
        .select([
          sql<number>`${at}::bigint`.as('counted_at'),
          sql<number>`1::bigint`.as('in_hour'),
          sql<number>`1::bigint`.as('in_day'),
        ])
        .where('tenant_id', '=', tenant)
        .where('client_id', '=', clientId)
        .where(sql<boolean>`${sql.lit(allowed)}`),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'client_id'])
        .doUpdateSet({
          counted_at: sql<number>`greatest(token_counts.counted_at, ${at}::bigint)`,
          in_hour: sql<number>`${open('in_hour', hour, at)} + 1`,
          in_day: sql<number>`${open('in_day', day, at)} + 1`,
        })
        .where(below(open('in_hour', hour, at), limits.hour))
        .where(below(open('in_day', day, at), limits.day)),
    )
    .returning(['in_hour', 'in_day'])
    .executeTakeFirst();
  if (counted) return { counted: true, counts: { hour: counted.in_hour, day: counted.in_day } };
  return uncounted(context, clientId, { at, allowed });
}

function below(count: ReturnType<typeof open>, limit: number) {
  return Number.isFinite(limit) ? sql<boolean>`${count} < ${limit}::bigint` : sql<boolean>`true`;
}

/** Where no row allows a token: a limit is reached, or the client is gone and with it all limits. */
async function uncounted(
  { engine: { db }, tenant }: TenantContext,
  clientId: string,
  { at, allowed }: { at: number; allowed: boolean },
): Promise<Counted> {
  const row = await db
    .selectFrom('token_counts')
    .select(['counted_at', 'in_hour', 'in_day'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  if (!row) return { counted: allowed, counts: { hour: 0, day: 0 } };
  const { counted_at: from, in_hour, in_day } = row;
  return {
    counted: false,
    counts: openCounts({ hour: in_hour, day: in_day }, { from, to: Math.max(at, from) }),
  };
}

async function takeBack(
  { engine: { db }, tenant }: TenantContext,
  clientId: string,
  at: number,
): Promise<void> {
  const stillOpen = (length: number) =>
    sql<number>`case when counted_at / ${sql.lit(length)} = ${at}::bigint / ${sql.lit(length)} then 1 else 0 end`;
  await db
    .updateTable('token_counts')
    .set({
      in_hour: sql<number>`greatest(in_hour - ${stillOpen(hour)}, 0)`,
      in_day: sql<number>`greatest(in_day - ${stillOpen(day)}, 0)`,
    })
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .execute();
}
