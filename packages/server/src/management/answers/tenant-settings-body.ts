import { TenantSettingsUpdate } from '@clientele/model';
import type { NamedSchema } from '../../http/route-description.js';
import { answer } from './body-schema.js';

/** The settings of a tenant. management-api.md 7 */
export const tenantSettingsBody: NamedSchema = {
  name: 'tenantSettings',
  schema: () => answer(TenantSettingsUpdate.properties, 'Settings of the tenant.'),
};
