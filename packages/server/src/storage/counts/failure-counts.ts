import type { TenantContext } from '../database/tenant-context.js';
import type { FailureCountStore } from '../port/stores.js';
import type { Seals } from '../seals/seals.js';

/** Failed authentications over all servers of a database; see the port for the promises. docs/decisions/0063 */
export function failureCountStore({
  engine: { db },
  tenant,
  seals,
}: TenantContext & { seals: Pick<Seals, 'secretDigest'> }): FailureCountStore {
  // A budget names whom a request claimed to be from, which may be a secret in the wrong place.
  const digest = (budget: string) =>
    seals.secretDigest({ tenant, clientId: 'failure budget', secret: budget });
  return {
    async add(windowStart, failures) {
      const budgets = new Map([...failures.keys()].map((budget) => [digest(budget), budget]));
      const rows = [...budgets].map(([digested, budget]) => ({
        tenant_id: tenant,
        window_start: windowStart,
        budget: digested,
        failures: failures.get(budget) ?? 0,
      }));
      const totals = await db
        .insertInto('failure_counts')
        // In one order everywhere, so that two servers with the same budgets do not wait for each other.
        .values(rows.toSorted((a, b) => (a.budget < b.budget ? -1 : 1)))
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'window_start', 'budget']).doUpdateSet((eb) => ({
            failures: eb('failure_counts.failures', '+', eb.ref('excluded.failures')),
          })),
        )
        .returning(['budget', 'failures'])
        .execute();
      return new Map(totals.map((row) => [budgets.get(row.budget) ?? '', row.failures]));
    },
    async sweep(before, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('failure_counts')
        .where('tenant_id', '=', tenant)
        .where((eb) =>
          eb(
            eb.refTuple('window_start', 'budget'),
            'in',
            eb
              .selectFrom('failure_counts')
              .select(['window_start', 'budget'])
              .where('tenant_id', '=', tenant)
              .where('window_start', '<', before)
              .limit(limit)
              .$asTuple('window_start', 'budget'),
          ),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
