import { sql } from 'kysely';
import type { TenantContext } from '../database/tenant-context.js';
import type { DueSuccession } from '../port/deadlines.js';

/** Secrets whose successors are due; see the port. docs/decisions/0122 */
export async function successionsDue(
  { engine: { db }, tenant, now }: TenantContext,
  limit: number,
  after: DueSuccession | undefined,
): Promise<DueSuccession[]> {
  const rows = await db
    .selectFrom('client_secrets')
    .select(['client_id', 'id', 'successor_at'])
    .where('tenant_id', '=', tenant)
    .where('successor_at', '<=', now())
    .where(
      after ? sql<boolean>`(successor_at, id) > (${after.since}, ${after.secretId})` : sql<boolean>`1 = 1`,
    )
    .orderBy('successor_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ client_id, id, successor_at }) => ({
    clientId: client_id,
    secretId: id,
    since: Number(successor_at),
  }));
}
