import type { Client } from './metadata.js';

/**
 * The properties of a client that its tokens depend on, and those that everybody who may read clients sees. Storage keeps
 * them apart from the rest, which may be large, so that neither has to read it; each of them is bounded to a few
 * kilobytes. docs/decisions/0073
 */
export const coreProperties = [
  'client_id',
  'tenant',
  'global',
  'name',
  'description',
  'app_type',
  'disabled',
  'grant_types',
  'token_endpoint_auth_method',
  'client_authentication_methods',
  'token_quota',
  'require_proof_of_possession',
  'compliance_level',
  'organization_usage',
  'default_organization',
] as const satisfies readonly (keyof Client)[];

/** What decides about a client's tokens, and what a summary shows of it. docs/decisions/0073 */
export type ClientCore = Pick<Client, (typeof coreProperties)[number]>;

/** Whether a secret can authenticate a client: one with methods never falls back to it, and a public one has none. client-visibility.md */
export function authenticatesBySecret(
  client: Pick<Client, 'client_authentication_methods' | 'token_endpoint_auth_method'>,
): boolean {
  return client.client_authentication_methods === undefined && client.token_endpoint_auth_method !== 'none';
}
