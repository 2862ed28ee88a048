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

/** The tenants that a server serves; they may come and go while it runs. */
export interface Tenants {
  all(): readonly Tenant[];
  /** Finds the one that a Host header names; the port does not count. */
  byHost(host: string | undefined): Tenant | undefined;
  /** The hosts that they are found under. */
  hosts(): string[];
  /** @throws Error for a host that another tenant has, or a tenant that is already served. */
  add(tenant: Tenant): void;
  remove(id: string): void;
}

/** Serves each tenant under the host of its issuer, and the first one under `aliases` too. */
export function servedTenants(
  first: readonly Tenant[] = [],
  { aliases = [] }: { aliases?: readonly string[] } = {},
): Tenants {
  const hosts = new Map<string, Tenant>();
  const hostOf = ({ issuer }: Tenant) => new URL(issuer).hostname;
  const byId = (id: string | undefined) => [...hosts.values()].find((tenant) => tenant.id === id);
  const served: Tenants = {
    all: () => [...hosts.values()],
    byHost(host) {
      if (host === undefined) return undefined;
      const name = hostname(host);
      const named = hosts.get(name);
      return named ?? (aliases.includes(name) ? byId(first[0]?.id) : undefined);
    },
    hosts: () => [...new Set([...hosts.keys(), ...aliases])],
    add(tenant) {
      const host = hostOf(tenant);
      if (hosts.has(host)) throw new Error(`the tenant ${hosts.get(host)?.id} is already served at ${host}`);
      if (byId(tenant.id)) throw new Error(`the tenant ${tenant.id} is already served`);
      hosts.set(host, tenant);
    },
    remove(id) {
      for (const [host, tenant] of hosts) if (tenant.id === id) hosts.delete(host);
    },
  };
  first.forEach(served.add);
  return served;
}

function hostname(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
