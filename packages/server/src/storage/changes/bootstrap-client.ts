import type { ChangingBootstrap } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import { bootstrapStore } from '../registry/bootstrap-client.js';
import type { Change } from './change.js';
import { createClient } from './clients.js';

/** The record of a tenant's first administrator, inside a change. */
export function changingBootstrap(change: Change): ChangingBootstrap {
  return {
    ...bootstrapStore(change),
    create: ({ client, secret, grant }) =>
      createClient(change, { client, secret, credentials: [], grant }, async (rows) => {
        // Of servers that start together, all but one wait here, and find it made.
        const made = await rows
          .insertInto('bootstrap_clients')
          .values({ tenant_id: change.tenant, client_id: client.client_id, created_at: change.now() })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (made.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client');
      }),
  };
}
