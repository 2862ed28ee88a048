import { managementScopes, scopesOf } from '../listed-scopes.js';
import type { ResourceServer } from './resource-server.js';
import type { ResourceServerCreate } from './resource-server-body.js';

type SystemResourceServer = Omit<ResourceServer, 'id' | 'identifier'>;

/** The Management API of a tenant. management-api.md 5 */
export const managementResourceServer: SystemResourceServer = {
  name: 'Auth0 Management API',
  is_system: true,
  allow_offline_access: false,
  skip_consent_for_verifiable_first_party_clients: false,
  subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
  token_lifetime: 86_400,
  token_lifetime_for_web: 7_200,
  signing_alg: 'RS256',
  scopes: [...managementScopes],
};

const expressConfiguration: SystemResourceServer = {
  name: 'Okta OIN Express Configuration API',
  is_system: true,
  scopes: [
    { value: 'express_configure:sso', description: 'Ability to create SSO configurations' },
    { value: 'express_configure:scim', description: 'Ability to create scim configurations' },
  ],
  signing_alg: 'RS256',
  allow_offline_access: false,
  token_lifetime: 300,
  token_lifetime_for_web: 7_200,
  skip_consent_for_verifiable_first_party_clients: false,
  enforce_policies: true,
  subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'deny_all' } },
};

const myAccount: SystemResourceServer = {
  name: 'Auth0 My Account API',
  is_system: true,
  scopes: scopesOf(
    {
      authentication_methods: ['Authentication Methods', 'read delete update create'],
      factors: ['Factors', 'read'],
      connected_accounts: ['Connected Accounts', 'create read delete'],
    },
    'me:',
  ),
  signing_alg: 'RS256',
  allow_offline_access: true,
  token_lifetime: 600,
  token_lifetime_for_web: 600,
  skip_consent_for_verifiable_first_party_clients: true,
  proof_of_possession: { mechanism: 'dpop', required: false },
  subject_type_authorization: {
    user: { policy: 'require_client_grant' },
    client: { policy: 'deny_all' },
  },
};

const myOrganization: SystemResourceServer = {
  name: 'Auth0 My Organization API',
  is_system: true,
  scopes: scopesOf(
    {
      details: ['Organization Details', 'read update'],
      configuration: ['Organization Configuration', 'read'],
      identity_providers: ['Organization Identity Providers', 'create read update delete'],
      identity_providers_detach: ['Organization Identity Providers Detach', 'update'],
      identity_providers_domains: ['Organization Identity Providers Domains', 'create delete'],
      identity_providers_provisioning: ['Organization Identity Providers Provisioning', 'create read delete'],
      identity_providers_scim_tokens: ['Organization Identity Providers SCIM Tokens', 'create read delete'],
      domains: ['Organization Domains', 'create read update delete'],
    },
    'my_org:',
  ),
  signing_alg: 'RS256',
  allow_offline_access: false,
  token_lifetime: 86_400,
  token_lifetime_for_web: 7_200,
  skip_consent_for_verifiable_first_party_clients: true,
  subject_type_authorization: {
    user: { policy: 'require_client_grant' },
    client: { policy: 'require_client_grant' },
  },
};

/**
 * The system API that an identifier switches on, whatever else was sent but the policy of the My Account API; undefined
 * for any other API. management-api.md 5
 */
export function systemResourceServer(
  { identifier, authorization_policy }: Pick<ResourceServerCreate, 'identifier' | 'authorization_policy'>,
  issuer: string,
): SystemResourceServer | undefined {
  if (identifier === 'urn:auth0:express-configure') return expressConfiguration;
  if (identifier === `${issuer}me/`)
    return { ...myAccount, ...(authorization_policy && { authorization_policy }) };
  if (identifier === `${issuer}my-org/`) return myOrganization;
  return undefined;
}

/** What the Management API grants every client of type `express_configuration`. management-api.md 2.2 */
export const expressConfigurationScopes: readonly string[] = [
  'read:clients',
  'read:user_attribute_profiles',
  'read:connection_profiles',
  'read:organizations_summary',
  'read:connections',
  'create:connections',
  'update:connections',
  'read:connections_options',
  'update:connections_options',
  'read:organization_connections',
  'create:organization_connections',
  'update:organization_connections',
  'create:scim_config',
  'read:scim_token',
  'create:scim_token',
  'delete:scim_token',
];
