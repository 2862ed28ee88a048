import { type Stored, withoutNulls } from '../stored.js';
import type { TenantSettingsUpdate } from './settings-body.js';

/** The settings of a tenant as they are kept: what was set. management-api.md 7 */
export type TenantSettings = Stored<TenantSettingsUpdate>;

/** Applies a checked change: what was sent replaces what was there, switches one by one; null takes away. management-api.md 7 */
export function patchTenantSettings(current: TenantSettings, change: TenantSettingsUpdate): TenantSettings {
  return withoutNulls({
    ...current,
    ...change,
    ...(change.flags && { flags: { ...current.flags, ...change.flags } }),
  });
}

/** The answer for the settings of a tenant: what was set, and what stands in for the rest. management-api.md 7 */
export function presentTenantSettings(settings: TenantSettings, tenant: string): Record<string, unknown> {
  return {
    friendly_name: tenant,
    enabled_locales: ['en'],
    flags: {},
    sandbox_version: '22',
    ...settings,
  };
}

/** How many tokens a client gets that has no quota of its own. management-api.md 7 */
export function defaultClientQuota({ default_token_quota }: TenantSettings) {
  return default_token_quota?.clients;
}
