import type {
  TenantSettings,
  TenantSettingsRouteRequest,
  TenantSettingsUpdate,
} from '../models/tenant-settings.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * The settings of the tenant: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { TenantsManager } from '@clientele/sdk';
 *
 * const tenants = new TenantsManager({
 *   baseUrl: 'http://127.0.0.1:4600/api/v2',
 *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
 * });
 * console.log((await tenants.getSettings()).data.friendly_name);
 * ```
 */
export class TenantsManager extends Manager {
  /**
   * Reads the settings of the tenant.
   *
   * @route `GET /api/v2/tenants/settings`
   * @param requestParameters Which settings.
   * @param initOverrides What to change of this one request.
   * @returns The settings.
   * @scopes `read:tenant_settings`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { TenantsManager } from '@clientele/sdk';
   *
   * const tenants = new TenantsManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * const { data } = await tenants.getSettings({ fields: 'friendly_name,default_token_quota' });
   * console.log(data.friendly_name, data.default_token_quota);
   * ```
   */
  getSettings(
    requestParameters?: TenantSettingsRouteRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<TenantSettings>> {
    return this.ask('GET /tenants/settings fields include_fields', initOverrides, requestParameters);
  }

  /**
   * Changes the settings that are sent; null takes one away.
   *
   * @route `PATCH /api/v2/tenants/settings`
   * @param bodyParameters What is to be different.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed settings; without `read:tenant_settings`, only those that were sent.
   * @scopes `update:tenant_settings`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { TenantsManager } from '@clientele/sdk';
   *
   * const tenants = new TenantsManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * await tenants.updateSettings({ friendly_name: 'Our clients' });
   * ```
   */
  updateSettings(
    bodyParameters: TenantSettingsUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<TenantSettings>> {
    return this.ask('PATCH /tenants/settings', initOverrides, undefined, bodyParameters);
  }
}
