import type { Credential } from '@clientele/model';
import type { Queries } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import type { CredentialStore } from '../port/port.js';
import { findClientToChange, insertCredential, readCredentials, writeClient } from './clients.js';
import type { StoreContext } from './context.js';
import { storedJson } from './stored-json.js';

/** Credentials of clients; see the port for the promises. */
export function credentialStore(context: StoreContext): CredentialStore {
  const { db } = context;
  return {
    list: (clientId) => readCredentials(context, db, clientId),
    find: (clientId, credentialId) => findCredential(context, db, clientId, credentialId),
    add: (clientId, credential, check, by) =>
      inTransaction(db, async (trx) => {
        if (!(await findClientToChange(context, trx, clientId))) return undefined;
        check(await readCredentials(context, trx, clientId));
        await insertCredential(context, trx, clientId, credential);
        const event = { object: 'credential', action: 'create', id: credential.id, of: clientId } as const;
        await recordChange(context, trx, { ...event, by });
        return credential;
      }),
    update: (clientId, credentialId, change, by) =>
      inTransaction(db, async (trx) => {
        // Whoever changes a credential holds its client first, so that no two wait for each other.
        if (!(await findClientToChange(context, trx, clientId))) return undefined;
        const current = await findCredential(context, trx, clientId, credentialId);
        if (!current) return undefined;
        const next = change(current);
        await trx
          .updateTable('credentials')
          .set({ document: storedJson('credential', next, current) })
          .where('tenant_id', '=', context.tenant)
          .where('client_id', '=', clientId)
          .where('id', '=', credentialId)
          .execute();
        const properties = changedProperties(current, next);
        const event = { object: 'credential', action: 'update', id: credentialId, of: clientId } as const;
        await recordChange(context, trx, { ...event, properties, by });
        return next;
      }),
    async ownerOf(credentialId) {
      const row = await db
        .selectFrom('credentials')
        .select('client_id')
        .where('tenant_id', '=', context.tenant)
        .where('id', '=', credentialId)
        .executeTakeFirst();
      return row?.client_id;
    },
    delete: (clientId, credentialId, detach, by) =>
      inTransaction(db, async (trx) => {
        const client = await findClientToChange(context, trx, clientId);
        if (!client) return false;
        const { numDeletedRows } = await trx
          .deleteFrom('credentials')
          .where('tenant_id', '=', context.tenant)
          .where('client_id', '=', clientId)
          .where('id', '=', credentialId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await writeClient(context, trx, { client: detach(client, credentialId), current: client });
        const event = { object: 'credential', action: 'delete', id: credentialId, of: clientId } as const;
        await recordChange(context, trx, { ...event, by });
        return true;
      }),
  };
}

async function findCredential(
  { tenant }: StoreContext,
  queries: Queries,
  clientId: string,
  credentialId: string,
): Promise<Credential | undefined> {
  const row = await queries
    .selectFrom('credentials')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('id', '=', credentialId)
    .executeTakeFirst();
  return row && (JSON.parse(row.document) as Credential);
}
