import { inTransaction } from '../database/transaction.js';
import { recordChange } from '../log/record-change.js';
import { ConflictError } from '../port/errors.js';
import type { BootstrapStore } from '../port/port.js';
import { insertClientGrant } from './client-grants.js';
import { insertClient } from './clients.js';
import type { StoreContext } from './context.js';

/** The tenant's first administrator; see the port for the promises. */
export function bootstrapStore(context: StoreContext): BootstrapStore {
  const { db, tenant } = context;
  return {
    async clientId() {
      const row = await db
        .selectFrom('bootstrap_clients')
        .select('client_id')
        .where('tenant_id', '=', tenant)
        .executeTakeFirst();
      return row?.client_id;
    },
    create: ({ client, secret, grant }, by) =>
      inTransaction(db, async (trx) => {
        // First, so that of servers that start together all but one wait here, and find it made.
        const made = await trx
          .insertInto('bootstrap_clients')
          .values({ tenant_id: tenant, client_id: client.client_id, created_at: context.now() })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (made.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client');
        await insertClient(context, trx, { client, secret, credentials: [] });
        await insertClientGrant(context, trx, grant);
        await recordChange(context, trx, { object: 'client', action: 'create', id: client.client_id, by });
        await recordChange(context, trx, {
          object: 'client_grant',
          action: 'create',
          id: grant.id,
          of: client.client_id,
          by,
        });
      }),
  };
}
