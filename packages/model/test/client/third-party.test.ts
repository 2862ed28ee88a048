import {
  type ClientCreate,
  ClientUpdate,
  patchClient,
  RuleError,
  securityModeOf,
  validator,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { clientOf, credentialOf } from './samples.js';

const strict = (body: Partial<ClientCreate> = {}) => clientOf({ is_first_party: false, ...body });
const permissive = (body: Partial<ClientCreate> = {}) =>
  strict({ third_party_security_mode: 'permissive', ...body });
const when = 'when third_party_security_mode is "strict"';

describe('a third-party client', () => {
  it.each<[object, string | undefined]>([
    [{}, undefined],
    [{ is_first_party: true }, undefined],
    [{ is_first_party: false }, 'strict'],
    [{ is_first_party: false, third_party_security_mode: 'permissive' }, 'permissive'],
  ])('made of %j has the security mode %s', (body, mode) => {
    expect(securityModeOf(body)).toBe(mode);
  });

  it('is strict by default, with all that this brings', () => {
    expect(strict()).toEqual({
      client_id: 'client1',
      tenant: 'acme',
      global: false,
      name: 'Sample',
      is_first_party: false,
      third_party_security_mode: 'strict',
      redirection_policy: 'open_redirect_protection',
      oidc_conformant: true,
      is_token_endpoint_ip_header_trusted: false,
      sso_disabled: false,
      cross_origin_authentication: false,
      custom_login_page_on: true,
      callback_url_template: false,
      jwt_configuration: { secret_encoded: false, alg: 'RS256', lifetime_in_seconds: 3600 },
      grant_types: ['authorization_code'],
      refresh_token: {
        rotation_type: 'non-rotating',
        expiration_type: 'expiring',
        leeway: 0,
        token_lifetime: 2592000,
        idle_token_lifetime: 1296000,
        infinite_token_lifetime: true,
        infinite_idle_token_lifetime: false,
      },
    });
  });

  it.each(['spa', 'native'] as const)('rotates refresh tokens by default where it is %s', (app_type) => {
    expect(strict({ app_type }).refresh_token).toEqual({
      rotation_type: 'rotating',
      expiration_type: 'expiring',
      leeway: 0,
      token_lifetime: 2592000,
      idle_token_lifetime: 1296000,
      infinite_token_lifetime: false,
      infinite_idle_token_lifetime: false,
    });
  });
});

const allowed: ClientUpdate[] = [
  { name: 'Partner', description: 'x', logo_uri: 'https://a.test/logo', client_metadata: { a: 'b' } },
  { callbacks: ['https://a.test'], allowed_origins: ['https://a.test'], web_origins: ['https://a.test'] },
  ...(['regular_web', 'spa', 'native', 'non_interactive'] as const).map((app_type) => ({ app_type })),
  { grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
  { token_endpoint_auth_method: 'client_secret_basic' },
  { token_endpoint_auth_method: 'none' },
  { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_1' }] } } },
  { jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60 } },
  {
    refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', infinite_token_lifetime: true },
  },
  { require_proof_of_possession: true, redirection_policy: 'allow_always' },
  { is_first_party: false, third_party_security_mode: 'strict' },
  { disabled: true },
  // What it has of itself, and what sets nothing.
  { oidc_conformant: true, custom_login_page_on: true, sso_disabled: false },
  { addons: {}, allowed_logout_urls: [], sso: false },
];

const refused: [ClientUpdate, string][] = [
  [{ is_first_party: true }, `is_first_party must be false ${when}`],
  [
    { third_party_security_mode: 'permissive' },
    'third_party_security_mode cannot be changed once the client exists.',
  ],
  [
    { app_type: 'b2b_integration' },
    `app_type must be one of regular_web, spa, native, non_interactive ${when}`,
  ],
  [
    { grant_types: ['implicit'] },
    `grant_types must be among authorization_code, refresh_token, client_credentials ${when}`,
  ],
  [
    { client_authentication_methods: { tls_client_auth: { credentials: [] } } },
    `client_authentication_methods must be private_key_jwt ${when}`,
  ],
  [
    { client_authentication_methods: { self_signed_tls_client_auth: { credentials: [] } } },
    `client_authentication_methods must be private_key_jwt ${when}`,
  ],
  [{ jwt_configuration: { alg: 'PS256' } }, `jwt_configuration.alg must be RS256 ${when}`],
  [
    { jwt_configuration: { scopes: { a: 1 } } },
    `jwt_configuration takes only lifetime_in_seconds and alg ${when}`,
  ],
  [
    { refresh_token: { rotation_type: 'non-rotating', expiration_type: 'non-expiring' } },
    `refresh_token.expiration_type must be "expiring" ${when}`,
  ],
  [{ refresh_token: null }, `refresh_token.expiration_type must be "expiring" ${when}`],
  [
    {
      refresh_token: {
        rotation_type: 'rotating',
        expiration_type: 'expiring',
        infinite_idle_token_lifetime: true,
      },
    },
    `refresh_token.infinite_idle_token_lifetime must be false ${when}`,
  ],
  [{ callbacks: ['https://*.a.test'] }, `callbacks must not have wildcards ${when}`],
  [{ allowed_origins: ['https://*.a.test'] }, `allowed_origins must not have wildcards ${when}`],
  [{ web_origins: ['https://*.a.test'] }, `web_origins must not have wildcards ${when}`],
  [{ allowed_logout_urls: ['https://a.test'] }, `allowed_logout_urls cannot be set ${when}`],
  [{ sso: true }, `sso cannot be set ${when}`],
  [{ oidc_conformant: false }, `oidc_conformant cannot be set ${when}`],
  [{ custom_login_page_on: false }, `custom_login_page_on cannot be set ${when}`],
  [{ token_quota: { client_credentials: { per_day: 1 } } }, `token_quota cannot be set ${when}`],
  [{ addons: { samlp: {} } }, `addons cannot be set ${when}`],
  [{ organization_usage: 'deny' }, `organization_usage cannot be set ${when}`],
  [
    { grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' },
    'Application must not have Token Endpoint Authentication Method set to "none" when client_credentials grant type is enabled',
  ],
];

describe('a strict client', () => {
  const patch = (change: ClientUpdate) =>
    patchClient(strict(), validator(ClientUpdate, 'Payload')(change), [credentialOf('cred_1')]);

  it.each(allowed)('takes %j', (change) => {
    expect(patch(change)).toMatchObject(change);
  });

  it.each(refused)('refuses %j', (change, message) => {
    expect(() => patch(change)).toThrow(new RuleError(400, 'invalid_body', message));
  });
});

it('a strict client may be sent what it has anyway, also where that came to be otherwise', () => {
  const channels = (value: ('guardian-push' | 'email')[]) => ({
    async_approval_notification_channels: value,
  });
  const older = { ...strict(), ...channels(['guardian-push']) };
  expect(patchClient(older, channels(['guardian-push']), [])).toEqual(older);
  expect(patchClient(older, { name: 'Other' }, [])).toEqual({ ...older, name: 'Other' });
  for (const change of [() => strict(channels(['email'])), () => patchClient(older, channels(['email']), [])])
    expect(change).toThrow(
      new RuleError(400, 'invalid_body', `async_approval_notification_channels cannot be set ${when}`),
    );
});

describe('who owns a client', () => {
  it('changes from a permissive third party to the first party and back', () => {
    const { third_party_security_mode, ...first } = { ...permissive(), is_first_party: true };
    expect(patchClient(permissive(), { is_first_party: true }, [])).toEqual(first);
    expect(patchClient(first, { is_first_party: false }, [])).toEqual(permissive());
    expect(
      patchClient(first, { is_first_party: false, third_party_security_mode: 'permissive' }, []),
    ).toEqual(permissive());
  });

  it.each<[string, ReturnType<typeof clientOf>, ClientUpdate]>([
    ['first-party client', clientOf(), { is_first_party: false, third_party_security_mode: 'strict' }],
    ['first-party client', clientOf(), { third_party_security_mode: 'strict' }],
    ['permissive client', permissive(), { third_party_security_mode: 'strict' }],
  ])('never makes a %s a strict one', (_kind, current, change) => {
    expect(() => patchClient(current, change, [])).toThrow(
      new RuleError(
        400,
        'invalid_body',
        'third_party_security_mode cannot be changed once the client exists.',
      ),
    );
  });
});
