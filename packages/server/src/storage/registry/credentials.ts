import type { Credential } from '@clientele/model';
import type { CredentialStore } from '../port/stores.js';
import type { StoreContext } from './context.js';

/** Credentials of clients, read; see the port for the promises. */
export function credentialStore(context: StoreContext): CredentialStore {
  const { reader, tenant } = context;
  return {
    list: (clientId) => readCredentials(context, clientId),
    async find(clientId, credentialId) {
      const row = await reader
        .selectFrom('credentials')
        .select('document')
        .where('tenant_id', '=', tenant)
        .where('client_id', '=', clientId)
        .where('id', '=', credentialId)
        .executeTakeFirst();
      return row && (JSON.parse(row.document) as Credential);
    },
    async ownerOf(credentialId) {
      const row = await reader
        .selectFrom('credentials')
        .select('client_id')
        .where('tenant_id', '=', tenant)
        .where('id', '=', credentialId)
        .executeTakeFirst();
      return row?.client_id;
    },
  };
}

/** A client's credentials, newest first. */
export async function readCredentials(
  { reader, tenant }: StoreContext,
  clientId: string,
): Promise<Credential[]> {
  const rows = await reader
    .selectFrom('credentials')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as Credential);
}
