import { bytesOf, ifSmall } from './listed-rows.js';
import type { Admit } from './storage.js';
import type { Queries, StoreContext } from './store-context.js';

/** Reads the document of one client; one that is large, once it is admitted. */
export async function readDocument(
  { tenant }: StoreContext,
  queries: Queries,
  { clientId, admit }: { clientId: string; admit?: Admit | undefined },
): Promise<string | undefined> {
  const client = queries
    .selectFrom('clients')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  if (admit) {
    const row = await client
      .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
      .executeTakeFirst();
    if (!row || row.small !== null) return row?.small ?? undefined;
    await admit(row.bytes);
  }
  return (await client.select('document').executeTakeFirst())?.document;
}
