import type { Queries } from '../database/tables.js';
import type { StoreContext } from '../registry/context.js';
import { type CountedList, countedLists } from '../registry/totals.js';

/** How many rows come to lists, or go. */
export type Added = { [List in CountedList]?: number };

/** Adds to the totals of lists, inside the transaction that adds or removes the rows; always in one order, so that no two wait for each other. */
export async function addToTotals(
  { tenant }: StoreContext,
  queries: Queries,
  additions: readonly Added[],
): Promise<void> {
  for (const list of countedLists) {
    const more = additions.reduce((sum, added) => sum + (added[list] ?? 0), 0);
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
