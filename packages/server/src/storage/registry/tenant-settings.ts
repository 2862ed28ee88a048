import type { TenantSettings } from '@clientele/model';
import type { TenantSettingsStore } from '../port/stores.js';
import type { StoreContext } from './context.js';

/** The settings of the tenant, read; see the port for the promises. */
export function tenantSettingsStore({ reader, tenant }: StoreContext): TenantSettingsStore {
  return {
    async read() {
      const row = await reader
        .selectFrom('tenant_settings')
        .select('document')
        .where('tenant_id', '=', tenant)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as TenantSettings) : {};
    },
  };
}
