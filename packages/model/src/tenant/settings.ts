import { type Stored, withoutNulls } from '../stored.js';
import type { TenantSettingsUpdate } from './settings-body.js';

const lifetimes = [
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
] as const;

/** The settings of a tenant as they are kept: what was set. management-api.md 7 */
export type TenantSettings = Stored<TenantSettingsUpdate>;

/**
 * Applies a checked change: what was sent replaces what was there, switches one by one; null takes away. Of a lifetime in
 * hours and minutes, the one that was sent last counts, and of both at once the minutes. management-api.md 7
 */
export function patchTenantSettings(current: TenantSettings, change: TenantSettingsUpdate): TenantSettings {
  const settings: TenantSettings = withoutNulls({
    ...current,
    ...change,
    ...(change.flags && { flags: { ...current.flags, ...change.flags } }),
  });
  for (const name of lifetimes)
    if (change[name] !== undefined && change[`${name}_in_minutes`] === undefined)
      delete settings[`${name}_in_minutes`];
  return settings;
}

/**
 * The answer for the settings of a tenant: what was set, and what stands in for the rest; lifetimes in hours alone.
 * management-api.md 7
 */
export function presentTenantSettings(settings: TenantSettings, tenant: string): Record<string, unknown> {
  const shown: Record<string, unknown> = { ...settings };
  for (const name of lifetimes) {
    const minutes = settings[`${name}_in_minutes`];
    delete shown[`${name}_in_minutes`];
    if (minutes !== undefined) shown[name] = minutes / 60;
  }
  return { friendly_name: tenant, enabled_locales: ['en'], flags: {}, sandbox_version: '22', ...shown };
}

/** How many tokens a client gets that has no quota of its own. management-api.md 7 */
export function defaultClientQuota({ default_token_quota }: TenantSettings) {
  return default_token_quota?.clients;
}
