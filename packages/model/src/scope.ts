/** A scope of an API. management-api.md 5 */
export interface Scope {
  value: string;
  description?: string;
}

/** The scopes of a space-separated list, each once, in their order. RFC 6749 section 3.3. */
export function parseScope(text: string): string[] {
  return [...new Set(text.split(' ').filter((scope) => scope !== ''))];
}

/** Writes scopes as a space-separated list. RFC 6749 section 3.3. */
export function joinScope(scopes: readonly string[]): string {
  return scopes.join(' ');
}

/** The scopes of the Management API that this service acts on. management-scopes.json */
export const managementScopes: readonly Required<Scope>[] = [
  { value: 'read:client_grants', description: 'Read client grants' },
  { value: 'create:client_grants', description: 'Create client grants' },
  { value: 'update:client_grants', description: 'Update client grants' },
  { value: 'delete:client_grants', description: 'Delete client grants' },
  { value: 'read:clients', description: 'Read clients' },
  { value: 'create:clients', description: 'Create clients' },
  { value: 'update:clients', description: 'Update clients' },
  { value: 'delete:clients', description: 'Delete clients' },
  { value: 'read:client_summary', description: 'Read the summary of clients' },
  { value: 'read:client_keys', description: 'Read the keys of clients' },
  { value: 'create:client_keys', description: 'Create keys of clients' },
  { value: 'update:client_keys', description: 'Update the keys of clients' },
  { value: 'delete:client_keys', description: 'Delete keys of clients' },
  { value: 'read:client_credentials', description: 'Read the credentials of clients' },
  { value: 'create:client_credentials', description: 'Create credentials of clients' },
  { value: 'update:client_credentials', description: 'Update the credentials of clients' },
  { value: 'delete:client_credentials', description: 'Delete credentials of clients' },
  { value: 'read:resource_servers', description: 'Read APIs' },
  { value: 'create:resource_servers', description: 'Create APIs' },
  { value: 'update:resource_servers', description: 'Update APIs' },
  { value: 'delete:resource_servers', description: 'Delete APIs' },
  { value: 'read:connections', description: 'Read connections' },
  { value: 'create:connections', description: 'Create connections' },
  { value: 'update:connections', description: 'Update connections' },
  { value: 'delete:connections', description: 'Delete connections' },
  { value: 'read:logs', description: 'Read the log' },
  { value: 'read:logs_users', description: 'Read the log of users' },
  { value: 'read:signing_keys', description: 'Read the keys that sign tokens' },
  { value: 'create:signing_keys', description: 'Create keys that sign tokens' },
  { value: 'update:signing_keys', description: 'Rotate and revoke the keys that sign tokens' },
  { value: 'read:tenant_settings', description: 'Read the settings of the tenant' },
  { value: 'update:tenant_settings', description: 'Update the settings of the tenant' },
  { value: 'read:rate_limit_policies', description: 'Read rate limit policies' },
  { value: 'create:rate_limit_policies', description: 'Create rate limit policies' },
  { value: 'update:rate_limit_policies', description: 'Update rate limit policies' },
  { value: 'delete:rate_limit_policies', description: 'Delete rate limit policies' },
  { value: 'read:limits', description: 'Read limits' },
  { value: 'update:limits', description: 'Update limits' },
];
