import { changedProperties } from '@clientele/model';
import type { ChangingTenantSettings } from '../port/change.js';
import { tenantSettingsStore } from '../registry/tenant-settings.js';
import type { Change } from './change.js';
import { storedJson } from './stored-json.js';

/** The settings of the tenant inside a change; see the port for the promises. */
export function changingTenantSettings(change: Change): ChangingTenantSettings {
  const store = tenantSettingsStore(change);
  return {
    ...store,
    async update(to) {
      await change.exclusively('settings');
      const current = await store.read();
      const next = to(current);
      const properties = changedProperties(current, next);
      const document = storedJson('settings of the tenant', next, current);
      await change.write(
        { object: 'tenant_settings', action: 'update', id: change.tenant, properties },
        (rows) =>
          rows
            .insertInto('tenant_settings')
            .values({ tenant_id: change.tenant, document })
            .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ document }))
            .execute(),
      );
      return next;
    },
  };
}
