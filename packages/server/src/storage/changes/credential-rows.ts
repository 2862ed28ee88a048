import type { Credential } from '@clientele/model';
import type { Queries } from '../database/tables.js';
import type { StoreContext } from '../registry/context.js';
import { storedJson } from './stored-json.js';

/** Writes a credential of a client. */
export async function insertCredential(
  { tenant, now }: StoreContext,
  rows: Queries,
  clientId: string,
  credential: Credential,
): Promise<void> {
  await rows
    .insertInto('credentials')
    .values({
      tenant_id: tenant,
      client_id: clientId,
      id: credential.id,
      created_at: now(),
      document: storedJson('credential', credential),
    })
    .execute();
}
