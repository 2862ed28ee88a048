import { patchTenantSettings, presentTenantSettings, TenantSettingsUpdate } from '@clientele/model';
import * as Type from 'typebox';
import { actorOf } from '../http/request-context.js';
import { operation } from './answers/operation.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import { tenantSettingsBody } from './answers/tenant-settings-body.js';
import { updateAnswer } from './answers/update-answer.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Query = Type.Object(simpleFieldParameters);

/** `/tenants/settings`: the settings of the tenant, read and changed. management-api.md 7 */
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
      selectFields(presentTenantSettings(await tenant.storage.settings.read(), tenant.id), query),
  );

  app.patch(
    '/tenants/settings',
    {
      config: operation({
        id: 'updateTenantSettings',
        summary: 'Change the settings of the tenant',
        tag: 'Tenant',
        success: [200, tenantSettingsBody],
        refusals: [400],
        body: { example: { friendly_name: 'Our clients' } },
      }),
      onRequest: allow('update:tenant_settings'),
      schema: { body: TenantSettingsUpdate },
    },
    async (request) => {
      const { body, tenant } = request;
      const settings = await tenant.storage.change(actorOf(request), (stores) =>
        stores.settings.update((current) => patchTenantSettings(current, body)),
      );
      return updateAnswer(request, 'read:tenant_settings', presentTenantSettings(settings, tenant.id));
    },
  );
}
