import type { TenantStorage } from '../storage/port/port.js';
import type { SigningKeys } from '../token/signing-keys.js';

/** One registry of clients with its own issuer, keys and data. */
export interface Tenant {
  id: string;
  /** Always from configuration, never from a request. RFC 8414 section 2. */
  issuer: string;
  /** The Management API's identifier, and so the audience of its tokens. */
  managementAudience: string;
  storage: TenantStorage;
  keys: SigningKeys;
}

/** The identifier of the Management API of an issuer. management-api.md 1.1. */
export function managementAudience(issuer: string): string {
  return `${issuer}api/v2/`;
}

/** Finds the tenant that a Host header names; the port does not count. */
export type TenantByHost = (host: string | undefined) => Tenant | undefined;

/** Serves each tenant under the host of its issuer, and the first one under `aliases` too. */
export function tenantsByHost(tenants: readonly Tenant[], aliases: readonly string[]): TenantByHost {
  const [first] = tenants;
  const hosts = new Map(tenants.map((tenant) => [new URL(tenant.issuer).hostname, tenant]));
  if (first) for (const alias of aliases) if (!hosts.has(alias)) hosts.set(alias, first);
  return (host) => (host === undefined ? undefined : hosts.get(hostname(host)));
}

function hostname(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
