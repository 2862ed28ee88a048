import type { Queries } from '../database/tables.js';
import type { StoreContext } from './context.js';

/** The lists whose totals are kept, so that no answer has to count rows; in the order in which totals are changed. */
const countedLists = ['clients', 'client_grants', 'resource_servers'] as const;

export type CountedList = (typeof countedLists)[number];

/**
 * Adds to the totals of lists, inside the transaction that adds or removes the rows: at its end, since whoever else
 * changes a total waits from here on, and always in one order, so that no two wait for each other.
 */
export async function addToTotals(
  { tenant }: StoreContext,
  queries: Queries,
  added: { [List in CountedList]?: number },
): Promise<void> {
  for (const list of countedLists) {
    const more = added[list] ?? 0;
    if (more === 0) continue;
    await queries
      .insertInto('totals')
      .values({ tenant_id: tenant, list, total: more })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'list'])
          .doUpdateSet((eb) => ({ total: eb('totals.total', '+', more) })),
      )
      .execute();
  }
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
