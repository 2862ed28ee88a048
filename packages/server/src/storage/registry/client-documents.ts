import type { Admit } from '../port/listing.js';
import type { StoreContext } from './context.js';
import { bytesOf, ifSmall } from './listed-rows.js';

/** Reads the document of one client; one that is large, once it is admitted. */
export async function readDocument(
  { tenant, reader }: StoreContext,
  { clientId, admit }: { clientId: string; admit?: Admit | undefined },
): Promise<string | undefined> {
  const client = reader
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
