import type { Scope } from './scope.js';

/** The scopes of the resources that Clientele has, whether or not a request asks for each. management-api.md 5 */
const registry: Readonly<Record<string, string>> = {
  clients: 'create read update delete',
  client_keys: 'create read update delete',
  client_credentials: 'create read update delete',
  client_summary: 'read',
  client_grants: 'create read update delete',
  resource_servers: 'create read update delete',
  connections: 'create read update delete',
  connections_options: 'read update',
  organization_client_grants: 'create read delete',
  tenant_settings: 'read update',
  logs: 'read',
  logs_users: 'read',
  signing_keys: 'create read update',
  rate_limit_policies: 'create read update delete',
  limits: 'read update',
};

/** What tools ask for besides and grants may name. management-api.md 5 */
const elsewhere: Readonly<Record<string, string>> = {
  actions: 'create read update delete',
  anomaly_blocks: 'read delete',
  attack_protection: 'read update',
  authentication_methods: 'create read update delete',
  branding: 'read update delete',
  connection_profiles: 'create read update delete',
  connections_keys: 'create read update',
  custom_domains: 'create read update delete',
  custom_signing_keys: 'create read update delete',
  device_credentials: 'create read update delete',
  directory_provisionings: 'create read update delete',
  email_provider: 'create read update delete',
  email_templates: 'create read update',
  encryption_keys: 'create read update delete',
  entitlements: 'read',
  event_deliveries: 'read update',
  event_streams: 'create read update delete',
  events: 'read',
  federated_connections_tokens: 'read delete',
  flows: 'create read update delete',
  flows_executions: 'read delete',
  flows_vault: 'read',
  flows_vault_connections: 'create read update delete',
  forms: 'create read update delete',
  grants: 'read delete',
  group_members: 'read',
  group_roles: 'create read delete',
  groups: 'create read update delete',
  guardian_enrollment_tickets: 'create',
  guardian_enrollments: 'read delete',
  guardian_factors: 'read update',
  hooks: 'create read update delete',
  insights: 'read',
  log_streams: 'create read update delete',
  mfa_policies: 'read update',
  network_acl_keys: 'create read update delete',
  network_acls: 'create read update delete',
  organization_clients: 'create read update delete',
  organization_connections: 'create read update delete',
  organization_discovery_domains: 'create read update delete',
  organization_group_roles: 'create read delete',
  organization_groups: 'create read delete',
  organization_invitations: 'create read delete',
  organization_member_effective_roles: 'read',
  organization_member_role_source_groups: 'read',
  organization_member_roles: 'create read delete',
  organization_members: 'create read delete',
  organizations: 'create read update delete',
  organizations_summary: 'read',
  passwords_checking_job: 'create delete',
  phone_providers: 'create read update delete',
  phone_templates: 'create read update delete',
  portals: 'create read update delete',
  prompts: 'read update',
  refresh_tokens: 'read update delete',
  role_members: 'create read delete',
  roles: 'create read update delete',
  rules: 'create read update delete',
  rules_configs: 'read update delete',
  scim_config: 'create read update delete',
  scim_token: 'create read delete',
  security_metrics: 'read',
  self_service_profile_custom_texts: 'read update',
  self_service_profiles: 'create read update delete',
  sessions: 'read update delete',
  shields: 'create read update delete',
  sso_access_tickets: 'create delete',
  stats: 'read',
  token_exchange_profiles: 'create read update delete',
  tokens: 'blacklist',
  triggers: 'read update',
  user_attribute_profiles: 'create read update delete',
  user_custom_blocks: 'create read delete',
  user_effective_permissions: 'read',
  user_effective_roles: 'read',
  user_idp_tokens: 'read',
  user_permission_source_roles: 'read',
  user_role_source_groups: 'read',
  user_tickets: 'create',
  users: 'create read update delete',
  users_app_metadata: 'create read update delete',
  vdcs_templates: 'create read update delete',
};

/** Every scope of the Management API. management-api.md 5 */
export const managementScopes: readonly Required<Scope>[] = Object.entries({
  ...registry,
  ...elsewhere,
}).flatMap(([objects, verbs]) =>
  verbs.split(' ').map((verb) => ({
    value: `${verb}:${objects}`,
    description: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${objects.replaceAll('_', ' ')}`,
  })),
);

/**
 * The scopes that some request asks for, and which are therefore worth something, by generation: a scope that a later
 * release begins to ask for goes into a new line, so that grants written before it do not give it. docs/decisions/0077
 */
const generations: readonly Readonly<Record<string, string>>[] = [
  {
    clients: 'create read update delete',
    client_summary: 'read',
    client_keys: 'read update',
    client_credentials: 'create read update delete',
    client_grants: 'create read update delete',
    resource_servers: 'create read update delete',
    connections: 'create read update delete',
    connections_options: 'read',
    organization_client_grants: 'read',
    tenant_settings: 'read',
    logs: 'read',
    signing_keys: 'create read update',
  },
  { tenant_settings: 'update' },
];

/** The generation of each scope that Clientele acts on. */
const generationOf: ReadonlyMap<string, number> = new Map(
  generations.flatMap((generation, index) =>
    Object.entries(generation).flatMap(([objects, verbs]) =>
      verbs.split(' ').map((verb): [string, number] => [`${verb}:${objects}`, index + 1]),
    ),
  ),
);

/** The scopes that Clientele acts on; all others of the Management API are worth nothing. */
export const actedOnScopes: readonly string[] = [...generationOf.keys()];

/** The generation of scopes that a grant written now gives. */
export const scopeGeneration = generations.length;

/** Whether a grant of a generation gives a scope of the Management API that it names. */
export function isKnownTo(generation: number, scope: string): boolean {
  return (generationOf.get(scope) ?? 0) <= generation;
}
