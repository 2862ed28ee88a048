import { expect } from 'vitest';

/** What a property takes and refuses; values are sent together with what they need. management-api.md 2.8 */
export interface PropertyRow {
  accepted: unknown[];
  refused: unknown[];
  /** Where it may be sent at all; on both unless said otherwise. */
  only?: 'create' | 'update';
  /** Whether null takes it away on update, or counts as not sent on create. */
  null?: 'update' | 'both';
  /** What has to stand beside it. */
  beside?: Record<string, unknown>;
  /** Whether answers show something else than what was sent. */
  shown?: (sent: unknown) => unknown;
}

const characters = (count: number) => 'x'.repeat(count);
const many = (count: number) => Array.from({ length: count }, (_, index) => `https://${index}.example.com`);
const flag: PropertyRow = { accepted: [true, false], refused: ['true', 1, null] };
const urls: PropertyRow = {
  accepted: [[], ['https://*.example.com/callback', 'app.scheme://callback'], many(500)],
  refused: ['https://example.com', [''], ['https://a b'], ['foo'], [1], many(501), null],
};
const origins: PropertyRow = {
  accepted: [[], ['https://*.example.com', 'http://localhost:3000'], many(100)],
  refused: [['app.scheme://callback'], ['foo'], many(101), null],
};
const names: PropertyRow = { accepted: [[], ['urn:a']], refused: [[''], 'urn:a', [null], null] };
const page: PropertyRow = { accepted: ['<html></html>'], refused: [1, characters(500_001), null] };
const incomplete = (part: object) => (sent: unknown) =>
  expect.objectContaining({ ...part, ...(sent as object) });

/** The properties that a request can have. */
export const rows: Record<string, PropertyRow> = {
  name: { accepted: ['a', characters(255)], refused: ['', '<b>', 5, characters(256), null] },
  description: { accepted: ['', characters(140)], refused: [characters(141), 1, null] },
  app_type: { accepted: ['native', 'b2b_integration', 'oag'], refused: ['robot', '', 1, null] },
  logo_uri: {
    accepted: ['https://example.com/logo.png', ''],
    refused: ['logo.png', 'javascript:x', 1, null],
  },
  client_secret: {
    accepted: [characters(16), characters(255)],
    refused: [characters(15), characters(256), ' '.repeat(20), 1, null],
  },
  disabled: flag,
  is_first_party: flag,
  oidc_conformant: flag,
  callbacks: urls,
  allowed_logout_urls: urls,
  allowed_origins: origins,
  web_origins: origins,
  client_aliases: names,
  allowed_clients: names,
  grant_types: {
    accepted: [[], ['client_credentials', 'urn:ietf:params:oauth:grant-type:device_code']],
    refused: [['magic'], ['implicit', 'implicit'], 'implicit', null],
  },
  token_endpoint_auth_method: {
    accepted: ['client_secret_post', 'client_secret_basic'],
    refused: ['private_key_jwt', '', 1],
    null: 'update',
  },
  client_authentication_methods: {
    accepted: [{ private_key_jwt: { credentials: [] } }],
    refused: [
      {},
      { private_key_jwt: {} },
      { other: { credentials: [] } },
      'private_key_jwt',
      { private_key_jwt: { credentials: [1] } },
    ],
    null: 'update',
  },
  signed_request_object: {
    accepted: [{ required: true }, { credentials: [], required: false }],
    refused: [{ required: 'yes' }, { other: 1 }, []],
    null: 'update',
  },
  token_vault_privileged_access: {
    accepted: [
      {
        credentials: [],
        ip_allowlist: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32', '::1'],
        grants: [{ connection: 'c', scopes: ['a'] }],
      },
    ],
    refused: [
      { credentials: [], ip_allowlist: Array(11).fill('10.0.0.1'), grants: [] },
      { credentials: [], ip_allowlist: ['10.0.0.0/33'] },
      { credentials: [], ip_allowlist: ['example.com'] },
      { credentials: [], ip_allowlist: [], grants: [{ connection: 'c', scopes: [] }] },
      { credentials: [], ip_allowlist: [], grants: Array(6).fill({ connection: 'c', scopes: ['a'] }) },
      {
        credentials: [],
        ip_allowlist: [],
        grants: Array(2).fill({ connection: 'c', scopes: ['a'] }),
      },
    ],
    null: 'update',
  },
  jwt_configuration: {
    accepted: [
      { alg: 'RS256' },
      { x: 1 },
      { secret_encoded: true },
      { lifetime_in_seconds: 60, scopes: { a: { actions: ['read'] } } },
    ],
    refused: [{ alg: 'none' }, { lifetime_in_seconds: '60' }, { lifetime_in_seconds: 1.5 }, null],
    shown: (sent) => expect.objectContaining(sent as object),
  },
  encryption_key: {
    accepted: [{ pub: 'p', cert: 'c', subject: 's' }],
    refused: [{ key: 'private' }, { pub: 1 }, 'pem'],
    null: 'both',
  },
  sso: flag,
  sso_disabled: flag,
  custom_login_page_on: flag,
  is_token_endpoint_ip_header_trusted: flag,
  cross_origin_authentication: flag,
  cross_origin_auth: flag,
  cross_origin_loc: { accepted: ['https://example.com/verify'], refused: [1, 'a b'], null: 'update' },
  custom_login_page: page,
  custom_login_page_preview: page,
  form_template: page,
  addons: {
    accepted: [{}, { samlp: {} }, { zoom: { account: 'a' } }],
    refused: [{ other: {} }, []],
    null: 'update',
  },
  client_metadata: {
    accepted: [
      {},
      { [characters(255)]: characters(255) },
      Object.fromEntries(many(10).map((key) => [key, 'v'])),
    ],
    refused: [
      { key: 1 },
      { key: characters(256) },
      { [characters(256)]: 'v' },
      Object.fromEntries(many(21).map((key) => [key, 'v'])),
      null,
    ],
    shown: (sent) => expect.objectContaining(sent as object),
  },
  mobile: {
    accepted: [
      { android: { app_package_name: 'a', sha256_cert_fingerprints: ['D8'] } },
      { ios: { team_id: 't', app_bundle_identifier: 'b' } },
      { ios: { team: 't' }, windows: {} },
    ],
    refused: [{ ios: { team_id: 1 } }, { android: { sha256_cert_fingerprints: [] } }, 'android', null],
    shown: (sent) => expect.objectContaining(sent as object),
  },
  initiate_login_uri: {
    accepted: ['https://example.com/login', ''],
    refused: ['http://example.com/login', 1, null],
    shown: (sent) => (sent === '' ? undefined : sent),
  },
  native_social_login: {
    accepted: [{ apple: { enabled: true } }],
    refused: [{ twitter: { enabled: true } }, { apple: { enabled: 'yes' } }, {}, { apple: {} }],
    null: 'update',
    shown: (sent) => expect.objectContaining(sent as object),
  },
  fedcm_login: {
    accepted: [{ google: { is_enabled: true } }],
    refused: [{ google: { enabled: true } }, { apple: {} }, {}, { google: {} }],
    null: 'update',
  },
  refresh_token: {
    accepted: [
      { rotation_type: 'rotating', expiration_type: 'expiring' },
      {
        rotation_type: 'non-rotating',
        expiration_type: 'non-expiring',
        policies: [{ audience: 'a', scope: ['s'] }],
      },
    ],
    refused: [
      { rotation_type: 'rotating' },
      { rotation_type: 'rotating', expiration_type: 'non-expiring' },
      { rotation_type: 'sometimes', expiration_type: 'expiring' },
      { rotation_type: 'rotating', expiration_type: 'expiring', leeway: -1 },
      { rotation_type: 'rotating', expiration_type: 'expiring', policies: [] },
    ],
    null: 'both',
    shown: incomplete({ leeway: 0 }),
  },
  default_organization: {
    accepted: [{ organization_id: 'org_1', flows: ['client_credentials'] }],
    refused: [
      { flows: ['client_credentials'] },
      { organization_id: 'org_1', flows: ['password'] },
      { organization_id: 'org_1' },
    ],
    null: 'both',
  },
  organization_usage: { accepted: ['deny', 'allow', 'require'], refused: ['maybe', 1], null: 'update' },
  organization_require_behavior: {
    accepted: ['no_prompt', 'pre_login_prompt', 'post_login_prompt'],
    refused: ['prompt'],
    null: 'update',
    beside: { oidc_conformant: true },
  },
  organization_discovery_methods: {
    accepted: [['email'], ['email', 'organization_name']],
    refused: [[], ['phone'], ['email', 'email'], 'email'],
    null: 'update',
  },
  require_pushed_authorization_requests: flag,
  require_proof_of_possession: flag,
  skip_non_verifiable_callback_uri_confirmation_prompt: {
    accepted: [true, false],
    refused: ['true'],
    null: 'update',
  },
  compliance_level: { accepted: ['none', 'fapi2_sp_mtls_mtls'], refused: ['fapi3', 1], null: 'both' },
  token_exchange: {
    accepted: [{ allow_any_profile_of_type: ['custom_authentication', 'on_behalf_of_token_exchange'] }],
    refused: [{ allow_any_profile_of_type: ['any'] }, { other: [] }],
    null: 'update',
  },
  par_request_expiry: { accepted: [10, 600], refused: [9, 601, '600', 10.5], null: 'both' },
  token_quota: {
    accepted: [{ client_credentials: { enforce: true, per_day: 10, per_hour: 1 } }],
    refused: [{}, { client_credentials: { per_day: 0 } }, { client_credentials: { per_week: 1 } }],
    null: 'update',
  },
  secret_rotation: {
    accepted: [{ overlap: 0 }, { overlap: 7_776_000, max_age: 60 }],
    refused: [
      {},
      { overlap: -1 },
      { overlap: 1.5 },
      { overlap: '60' },
      { overlap: 7_776_001 },
      { max_age: 59 },
      { max_age: 315_360_001 },
      { every: 1 },
    ],
    null: 'update',
  },
  session_transfer: {
    accepted: [
      { can_create_session_transfer_token: true },
      { delegation: { allow_delegated_access: true, enforce_device_binding: 'asn' } },
    ],
    refused: [
      { allowed_authentication_methods: ['header'] },
      { enforce_device_binding: 'always' },
      { delegation: { enforce_device_binding: 'none' } },
      { other: 1 },
    ],
    null: 'both',
    shown: (sent) => expect.objectContaining(sent as object),
  },
  oidc_logout: {
    accepted: [
      {
        backchannel_logout_urls: ['https://example.com/logout'],
        backchannel_logout_initiators: { mode: 'custom', selected_initiators: ['rp-logout'] },
        backchannel_logout_session_metadata: { include: true },
      },
    ],
    refused: [
      { backchannel_logout_urls: ['https://a.example', 'https://b.example'] },
      { backchannel_logout_initiators: { mode: 'some' } },
      { backchannel_logout_initiators: { mode: 'custom', selected_initiators: ['whim'] } },
    ],
    null: 'update',
  },
  oidc_backchannel_logout: {
    accepted: [{ backchannel_logout_urls: ['https://example.com/logout'] }],
    refused: [{ backchannel_logout_urls: 'https://example.com' }],
    null: 'update',
  },
  resource_server_identifier: {
    accepted: ['https://api.example.com/'],
    refused: ['', 1, null],
    only: 'create',
    beside: { app_type: 'resource_server' },
  },
  express_configuration: {
    accepted: [
      {
        initiate_login_uri_template: 'https://example.com/{organization_name}',
        user_attribute_profile_id: 'uap_1',
        connection_profile_id: 'cop_1',
        enable_client: true,
        enable_organization: true,
        okta_oin_client_id: 'c',
        admin_login_domain: 'example.com',
      },
    ],
    refused: [{}, { enable_client: true }, 'on'],
    null: 'update',
  },
  my_organization_configuration: {
    accepted: [
      { allowed_strategies: [], connection_deletion_behavior: 'allow' },
      {
        connection_profile_id: 'cop_1',
        user_attribute_profile_id: 'uap_1',
        allowed_strategies: ['okta', 'google-apps'],
        connection_deletion_behavior: 'allow_if_empty',
        invitation_landing_client_id: 'c',
        third_party_client_access: { default_value: 'block', allowed_values: ['allow', 'block'] },
      },
    ],
    refused: [
      { connection_deletion_behavior: 'allow' },
      { allowed_strategies: ['auth0'], connection_deletion_behavior: 'allow' },
      { allowed_strategies: [], connection_deletion_behavior: 'never' },
      { allowed_strategies: [], connection_deletion_behavior: 'allow', other: 1 },
      'on',
      [],
    ],
    null: 'update',
  },
  identity_assertion_authorization_grant: {
    accepted: [{ active: true }],
    refused: [{}, { active: 'yes' }],
    null: 'update',
  },
  b2b_integration_configuration: {
    accepted: [{}, { sso_profiles: ['sso_1'], integration_type: 'custom_auth_server' }],
    refused: [{ sso_profiles: ['a', 'b'] }, { integration_type: 'other' }, { other: 1 }],
    null: 'update',
  },
  anonymous_sessions: {
    accepted: [{ active: true }],
    refused: [{}, { active: 'yes' }],
    null: 'update',
  },
  agent_id: { accepted: ['agt_1'], refused: ['', 1], null: 'update' },
  async_approval_notification_channels: {
    accepted: [['guardian-push'], ['email', 'guardian-push']],
    refused: [[], ['sms'], ['email', 'email']],
    null: 'update',
  },
  third_party_security_mode: {
    accepted: ['strict', 'permissive'],
    refused: ['lax', 1, null],
    only: 'create',
    beside: { is_first_party: false },
  },
  redirection_policy: {
    accepted: ['allow_always', 'open_redirect_protection'],
    refused: ['deny', null],
  },
};

/** Properties that answers have and no request. */
export const answerOnly = [
  'client_id',
  'tenant',
  'global',
  'callback_url_template',
  'owners',
  'config_route',
  'api_type',
  'signing_keys',
  'external_client_id',
  'external_metadata_type',
  'external_metadata_created_by',
  'jwks_uri',
];
