import { expect } from 'vitest';
import { audience as management, rsa } from '../test-server.js';

/** What is said of client, API and grant besides the plainest that get a token, and of the request. */
export interface Given {
  client?: object;
  api?: object;
  grant?: object;
  parameters?: Record<string, string>;
  /** How often a token is asked for; the last answer counts. */
  times?: number;
}

/** What is answered, and what is in the token. */
export interface Outcome {
  status: number;
  error?: string;
  error_description?: string;
  scope?: string;
  expires_in?: number;
  header?: object;
  claims?: object;
}

/** A refusal that names the property that stands against the token. */
export const refused = (name: string) => ({
  status: 403,
  error: 'access_denied',
  error_description: expect.stringContaining(name),
});
/** What is answered where nothing stands against the token. */
export const granted = { status: 200, scope: 'read', expires_in: 86_400 };
const quota = (client_credentials: object) => ({ client: { token_quota: { client_credentials } } });
const possession = (more: object) => ({ api: { proof_of_possession: { mechanism: 'dpop', ...more } } });
const notAuthenticated = { status: 401, error: 'access_denied', error_description: 'Unauthorized' };

/** Every property that bears on a token, by what a value of it does; a name stands for all that is inside. */
export const decisive: [property: string, given: Given, outcome: Partial<Outcome>][] = [
  ['client.disabled', { client: { disabled: true } }, notAuthenticated],
  ['client.disabled', { client: { disabled: false } }, granted],
  ['client.client_secret', { client: { client_secret: 'a secret of my own' } }, granted],
  [
    'client.token_endpoint_auth_method',
    { client: { token_endpoint_auth_method: 'none', grant_types: [] } },
    notAuthenticated,
  ],
  [
    'client.client_authentication_methods',
    { client: { client_authentication_methods: { private_key_jwt: { credentials: [] } } } },
    notAuthenticated,
  ],
  [
    'client.grant_types',
    { client: { grant_types: ['authorization_code'] } },
    { status: 403, error: 'unauthorized_client' },
  ],
  ['client.require_proof_of_possession', { client: { require_proof_of_possession: false } }, granted],
  [
    'client.require_proof_of_possession',
    { client: { require_proof_of_possession: true } },
    refused('require_proof_of_possession'),
  ],
  ['client.compliance_level', { client: { compliance_level: 'none' } }, granted],
  ...['fapi1_adv_pkj_par', 'fapi1_adv_mtls_par', 'fapi2_sp_pkj_mtls', 'fapi2_sp_mtls_mtls'].map(
    (compliance_level): [string, Given, Outcome] => [
      'client.compliance_level',
      { client: { compliance_level } },
      refused('compliance_level'),
    ],
  ),
  ['client.organization_usage', { client: { organization_usage: 'deny' } }, granted],
  ['client.organization_usage', { client: { organization_usage: 'allow' } }, granted],
  ['client.organization_usage', { client: { organization_usage: 'require' } }, refused('organization_usage')],
  [
    'client.default_organization',
    { client: { default_organization: { organization_id: 'org_1', flows: ['client_credentials'] } } },
    refused('default_organization'),
  ],
  ['client.token_quota.client_credentials.per_hour', { ...quota({ per_hour: 2 }), times: 2 }, granted],
  [
    'client.token_quota.client_credentials.per_hour',
    { ...quota({ per_hour: 1 }), times: 2 },
    { status: 429 },
  ],
  ['client.token_quota.client_credentials.per_day', { ...quota({ per_day: 1 }), times: 2 }, { status: 429 }],
  [
    'client.token_quota.client_credentials.enforce',
    { ...quota({ per_day: 1, enforce: false }), times: 2 },
    granted,
  ],
  [
    'api.identifier',
    { api: { identifier: 'https://elsewhere.example/' }, grant: { audience: 'https://elsewhere.example/' } },
    { status: 403, error_description: expect.stringContaining('Service not enabled') },
  ],
  ['api.scopes', { api: { scopes: [{ value: 'other' }] }, grant: { scope: ['other'] } }, { scope: 'other' }],
  [
    'api.signing_alg',
    { api: { signing_alg: 'PS256' } },
    { header: { alg: 'PS256', typ: 'JWT', kid: 'test-signing-key.PS256' } },
  ],
  [
    'api.signing_secret',
    { api: { signing_alg: 'HS256', signing_secret: 'a secret of sixteen' } },
    { header: { alg: 'HS256', typ: 'JWT' } },
  ],
  ['api.token_lifetime', { api: { token_lifetime: 60 } }, { expires_in: 60 }],
  [
    'api.token_dialect',
    { api: { token_dialect: 'access_token_authz' } },
    { claims: expect.objectContaining({ permissions: ['read'] }) },
  ],
  [
    'api.subject_type_authorization.client.policy',
    { api: { subject_type_authorization: { client: { policy: 'deny_all' } } } },
    refused('subject_type_authorization.client.policy'),
  ],
  [
    'api.subject_type_authorization.client.policy',
    { api: { subject_type_authorization: { client: { policy: 'require_client_grant' } } } },
    granted,
  ],
  [
    'api.token_encryption',
    {
      api: {
        token_encryption: {
          format: 'compact-nested-jwe',
          encryption_key: { alg: 'RSA-OAEP-256', pem: rsa.publicKey },
        },
      },
    },
    refused('token_encryption'),
  ],
  ['api.proof_of_possession.required', possession({ required: false }), granted],
  ['api.proof_of_possession.required', possession({ required: true }), refused('proof_of_possession')],
  [
    'api.proof_of_possession.required_for',
    possession({ required: true, required_for: 'all_clients' }),
    refused('proof_of_possession'),
  ],
  [
    'api.proof_of_possession.required_for',
    possession({ required: true, required_for: 'public_clients' }),
    granted,
  ],
  [
    'api.authorization_policy',
    { api: { authorization_policy: { policy_id: 'policy' } } },
    refused('authorization_policy'),
  ],
  [
    'client.is_first_party',
    { client: { is_first_party: false, grant_types: ['client_credentials'] } },
    granted,
  ],
  [
    'client.third_party_security_mode',
    { client: { is_first_party: false, third_party_security_mode: 'permissive' } },
    granted,
  ],
  [
    'client.third_party_security_mode',
    { client: { is_first_party: false, third_party_security_mode: 'strict' } },
    { status: 403, error: 'unauthorized_client' },
  ],
  [
    'grant.client_id',
    { grant: { client_id: undefined, default_for: 'third_party_clients' } },
    { status: 403, error_description: expect.stringContaining('not authorized to access') },
  ],
  [
    'grant.audience',
    { grant: { audience: management, scope: [] } },
    { status: 403, error_description: expect.stringContaining('not authorized to access') },
  ],
  [
    'grant.subject_type',
    { grant: { subject_type: 'user' } },
    { status: 403, error_description: expect.stringContaining('not authorized to access') },
  ],
  ['grant.scope', { grant: { scope: ['write'] } }, { scope: 'write' }],
  [
    'grant.allow_all_scopes',
    { grant: { scope: undefined, allow_all_scopes: true } },
    { scope: 'read write' },
  ],
  ['grant.organization_usage', { grant: { organization_usage: 'deny' } }, granted],
  ['grant.organization_usage', { grant: { organization_usage: 'allow' } }, granted],
  ['grant.organization_usage', { grant: { organization_usage: 'require' } }, refused('organization_usage')],
];
