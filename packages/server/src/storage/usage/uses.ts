import { type UsageStep, usageSteps } from '@clientele/model';
import { sql } from 'kysely';
import type { TenantContext } from '../database/tenant-context.js';
import type { Accepted, LastUse, UseSource } from '../port/usage.js';
import { stepNumber } from './rows.js';

/** Addresses and user agents that are kept of each secret or credential. */
export const keptSources = 20;
const day = 86_400_000;

/** How secrets and credentials of a client were used; see the port. */
export async function lastUses(
  context: TenantContext,
  clientId: string,
  ids: readonly string[],
): Promise<Map<string, LastUse>> {
  if (ids.length === 0) return new Map();
  const { engine, tenant, now } = context;
  const sources = await engine.db
    .selectFrom('usage_sources')
    .select(['credential_id', 'kind', 'value', 'count', 'last_at'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('credential_id', 'in', [...ids])
    .orderBy('last_at', 'desc')
    .orderBy('value')
    .execute();
  const counts = await countsSince(context, { clientId, ids, since: now() - day });
  const found = new Map<string, LastUse>();
  for (const { credential_id: id, kind, value, count, last_at } of sources) {
    const lastAt = Number(last_at);
    // The first one is the latest.
    const use = found.get(id) ?? { at: lastAt, count24h: counts.get(id) ?? 0, addresses: [], userAgents: [] };
    found.set(id, use);
    const kept = kind === 'address' ? use.addresses : use.userAgents;
    if (value !== '' && kept.length < keptSources)
      kept.push({ value, count: Number(count), lastAt } satisfies UseSource);
  }
  return found;
}

/** A day is counted by minutes as long as it is the last one. */
async function countsSince(
  { engine: { db }, tenant }: TenantContext,
  { clientId, ids, since }: { clientId: string; ids: readonly string[]; since: number },
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('usage_counts')
    .select((eb) => ['credential_id', eb.fn.sum<number>('count').as('count')])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('credential_id', 'in', [...ids])
    .where('step', '=', stepNumber('minute'))
    .where('at', '>=', since)
    .groupBy('credential_id')
    .execute();
  return new Map(rows.map((row) => [row.credential_id, Number(row.count)]));
}

/** What was accepted since a time; of counts that began before it, all are added where one was later. */
export async function acceptedSince(
  { engine: { db }, tenant }: TenantContext,
  clientId: string,
  since: number,
): Promise<Accepted[]> {
  const rows = await db
    .selectFrom('usage_counts')
    .select((eb) => [
      'credential_id',
      eb.fn.sum<number>('count').as('count'),
      eb.fn.max<number>('last_at').as('last_at'),
    ])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('credential_id', '>', '')
    .where((eb) =>
      eb.or(
        (Object.keys(usageSteps) as UsageStep[]).map((step) =>
          eb.and([eb('step', '=', stepNumber(step)), eb('at', '>', since - usageSteps[step].length)]),
        ),
      ),
    )
    .where('last_at', '>=', since)
    .groupBy('credential_id')
    .orderBy(sql`max(last_at)`, 'desc')
    .execute();
  return rows.map((row) => ({
    credentialId: row.credential_id,
    count: Number(row.count),
    lastAt: Number(row.last_at),
  }));
}

/** Until when tokens are valid that anything but one secret or credential was given; see the port. */
export async function aliveUntil(
  { engine: { db }, tenant, now }: TenantContext,
  clientId: string,
  except: string | undefined,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('usage_counts')
    .select((eb) => eb.fn.max<number | null>('alive_until').as('until'))
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('credential_id', '<>', except ?? '')
    .where('alive_until', '>', now())
    .executeTakeFirst();
  return row?.until == null ? undefined : Number(row.until);
}
