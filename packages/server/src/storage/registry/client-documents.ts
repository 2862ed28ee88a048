import type { Client } from '@clientele/model';
import type { Admit } from '../port/listing.js';
import type { StoredClient } from '../port/stores.js';
import type { StoreContext } from './context.js';
import { bytesOf, ifSmall } from './listed-rows.js';
import { clientTimes } from './revisions.js';

/** What is read of a client to show it. */
export interface ClientDocument {
  document: string;
  created_at: number;
  updated_at: number;
}

/** A client as it is shown, without its secret. */
export function storedClient({ document, ...times }: ClientDocument): StoredClient {
  return Object.assign(JSON.parse(document) as Client, clientTimes(times));
}

/** Reads the document of one client; one that is large, once it is admitted. */
export async function readDocument(
  { tenant, reader }: StoreContext,
  { clientId, admit }: { clientId: string; admit?: Admit | undefined },
): Promise<ClientDocument | undefined> {
  const client = reader
    .selectFrom('clients')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  if (admit) {
    const row = await client
      .select([bytesOf('document').as('bytes'), ifSmall('document').as('document')])
      .select(['created_at', 'updated_at'])
      .executeTakeFirst();
    if (!row) return undefined;
    const { bytes, document, ...times } = row;
    if (document !== null) return { document, ...times };
    await admit(bytes);
  }
  return client.select(['document', 'created_at', 'updated_at']).executeTakeFirst();
}
