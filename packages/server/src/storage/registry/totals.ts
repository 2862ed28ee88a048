import type { StoreContext } from './context.js';

/** The lists whose totals are kept, so that no answer has to count rows; in the order in which totals are changed. */
export const countedLists = ['clients', 'client_grants', 'resource_servers'] as const;

export type CountedList = (typeof countedLists)[number];

/** The total of a list without filters. */
export async function readTotal({ reader, tenant }: StoreContext, list: CountedList): Promise<number> {
  const row = await reader
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
