import { usageStepStart, usageStepsWithin } from '@clientele/model';
import { sql } from 'kysely';
import type { TenantContext } from '../database/tenant-context.js';
import type { UsagePoint, UsageQuery } from '../port/usage.js';
import { stepNumber } from './rows.js';

const hour = 3_600_000;
const day = 24 * hour;

/** What is named of each group. */
const columns = {
  client: ['client_id'],
  credential: ['client_id', 'credential_id'],
  api: ['api'],
  outcome: ['outcome'],
} as const satisfies Record<UsageQuery['groupBy'], readonly string[]>;

/** What is found in one part of a period. */
interface Part {
  points: UsagePoint[];
  /** How many counts were added up. */
  read: number;
}

/**
 * Adds up a period in parts, so that requests that come in the meantime wait for one of them only: an hour where there are
 * counts of each minute, a day where there are those of each hour.
 */
export async function points(
  context: TenantContext,
  query: UsageQuery,
  atMost: number,
): Promise<UsagePoint[] | undefined> {
  const sums = new Map<string, UsagePoint>();
  let left = atMost;
  for (let from = query.from; from < query.to; ) {
    const to = Math.min(query.to, partEnd(from, context.now()));
    const part = await readPart(context, { ...query, from, to }, left);
    left -= part.read;
    if (left < 0) return undefined;
    for (const point of part.points) {
      const key = JSON.stringify([point.clientId, point.credentialId, point.api, point.outcome, point.at]);
      const sum = sums.get(key);
      if (sum) sum.count += point.count;
      else sums.set(key, point);
    }
    from = to;
    await new Promise(setImmediate);
  }
  return [...sums.values()].sort((one, other) => one.at - other.at);
}

/** One day longer than counts of a step are kept, since they are added up a little later. */
function partEnd(from: number, now: number): number {
  if (from >= usageStepStart(now - 3 * day, 'day')) return from + hour;
  if (from >= usageStepStart(now - 91 * day, 'day')) return from + day;
  return usageStepStart(now - 91 * day, 'day');
}

async function readPart(
  { engine: { db }, tenant }: TenantContext,
  { groupBy, step, from, to, clientId }: UsageQuery,
  atMost: number,
): Promise<Part> {
  const length = sql.lit(stepNumber(step) * 60_000);
  let counts = db
    .selectFrom('usage_counts')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('step', 'in', usageStepsWithin(step).map(stepNumber))
    .where('at', '>=', from)
    .where('at', '<', to)
    .limit(atMost + 1);
  if (clientId !== undefined) counts = counts.where('client_id', '=', clientId);
  const began = sql<number>`at - at % ${length}`;
  const rows = await db
    .selectFrom(counts.as('counts'))
    .select((eb) => [
      began.as('began'),
      eb.fn.sum<number>('count').as('total'),
      eb.fn.countAll<number>().as('read'),
    ])
    .select(columns[groupBy])
    .groupBy([...columns[groupBy], began])
    .execute();
  return {
    read: rows.reduce((sum, row) => sum + Number(row.read), 0),
    points: rows.map(({ began: at, total, client_id, credential_id, api, outcome }: Grouped) => ({
      clientId: client_id,
      credentialId: credential_id,
      api,
      outcome,
      at: Number(at),
      count: Number(total),
    })),
  };
}

/** What it is grouped by is there, the rest is not. */
interface Grouped {
  began: number;
  total: number;
  client_id?: string;
  credential_id?: string;
  api?: string;
  outcome?: string;
}
