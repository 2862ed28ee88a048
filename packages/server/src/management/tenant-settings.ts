import * as Type from 'typebox';
import { operation } from './answers/operation.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import { tenantSettingsBody } from './answers/tenant-settings-body.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Query = Type.Object(simpleFieldParameters);

/** `/tenants/settings`: what tools read before they do anything else; nothing here can be set. management-api.md 7 */
export function tenantSettingsRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/tenants/settings',
    {
      config: operation({
        id: 'getTenantSettings',
        summary: 'Read the settings of the tenant',
        tag: 'Tenant',
        success: [200, tenantSettingsBody],
        refusals: [400],
      }),
      onRequest: allow('read:tenant_settings'),
      schema: { querystring: Query },
    },
    async ({ tenant, query }) =>
      selectFields(
        { friendly_name: tenant.id, enabled_locales: ['en'], flags: {}, sandbox_version: '22' },
        query,
      ),
  );
}
