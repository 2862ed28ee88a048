import type { Queries, StoreContext } from './store-context.js';

/** The lists whose totals are kept, so that no answer has to count rows. */
export type CountedList = 'clients' | 'client_grants' | 'resource_servers';

/** Adds to the total of a list, inside the transaction that adds or removes the rows. */
export async function addToTotal(
  { tenant }: StoreContext,
  queries: Queries,
  { list, added }: { list: CountedList; added: number },
): Promise<void> {
  if (added === 0) return;
  await queries
    .insertInto('totals')
    .values({ tenant_id: tenant, list, total: added })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'list'])
        .doUpdateSet((eb) => ({ total: eb('totals.total', '+', added) })),
    )
    .execute();
}

/** The total of a list without filters. */
export async function readTotal({ db, tenant }: StoreContext, list: CountedList): Promise<number> {
  const row = await db
    .selectFrom('totals')
    .select('total')
    .where('tenant_id', '=', tenant)
    .where('list', '=', list)
    .executeTakeFirst();
  return Number(row?.total ?? 0);
}

/** Whether a filter leaves every row in. */
export function isUnfiltered(filter: object): boolean {
  return Object.values(filter).every((value) => value === undefined);
}
