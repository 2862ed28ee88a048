import type { BootstrapStore } from '../port/stores.js';
import type { StoreContext } from './context.js';

/** The record of a tenant's first administrator, read. */
export function bootstrapStore({ reader, tenant }: StoreContext): BootstrapStore {
  return {
    async clientId() {
      const row = await reader
        .selectFrom('bootstrap_clients')
        .select('client_id')
        .where('tenant_id', '=', tenant)
        .executeTakeFirst();
      return row?.client_id;
    },
  };
}
