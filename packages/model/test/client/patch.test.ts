import {
  type Client,
  ClientUpdate,
  detachCredential,
  patchClient,
  RuleError,
  validator,
} from '@clientele/model';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeSessionTransfer } from '../../src/client/session-transfer.js';
import { clientOf, credentialOf, keyClientOf } from './samples.js';

const checkUpdate = validator(ClientUpdate, 'Payload');
const patch = (current: Client, change: object, credentials = [credentialOf('cred_1')]) =>
  patchClient(current, checkUpdate(change), credentials);

describe('patchClient', () => {
  it('replaces texts and lists, also by empty ones, and keeps what was not sent', () => {
    const current = clientOf({
      description: 'old',
      callbacks: ['https://a.test'],
      logo_uri: 'https://a.test/l.png',
    });
    expect(patch(current, { description: '', callbacks: [], grant_types: [] })).toEqual({
      ...current,
      description: '',
      callbacks: [],
      grant_types: [],
    });
  });

  it.each([
    ['jwt_configuration', { lifetime_in_seconds: 60, secret_encoded: false }, { alg: 'RS256' }],
    ['mobile', { ios: { team_id: 't' } }, { android: { app_package_name: 'p' } }],
    ['native_social_login', { apple: { enabled: true } }, { facebook: { enabled: false } }],
    ['signed_request_object', { credentials: [{ id: 'cred_1' }] }, { required: true }],
    ['client_metadata', { a: '1' }, { b: '2' }],
  ])('merges %s', (name, before, sent) => {
    const current: Client = { ...clientOf(), [name]: before };
    expect(patch(current, { [name]: sent })).toEqual({ ...current, [name]: { ...before, ...sent } });
  });

  it.each([
    ['token_quota', { client_credentials: { per_day: 5 } }, { client_credentials: { enforce: true } }],
    ['addons', { samlp: { audience: 'a' } }, { wams: {} }],
    [
      'token_vault_privileged_access',
      { credentials: [{ id: 'cred_1' }], ip_allowlist: ['192.0.2.1'] },
      { credentials: [], ip_allowlist: ['192.0.2.2'], grants: [] },
    ],
    [
      'default_organization',
      { organization_id: 'org_a', flows: ['client_credentials'] },
      { organization_id: 'org_b', flows: ['client_credentials'] },
    ],
  ])('replaces %s', (name, before, sent) => {
    expect(patch({ ...clientOf(), [name]: before }, { [name]: sent })).toEqual({
      ...clientOf(),
      [name]: sent,
    });
  });

  it.each([
    'addons',
    'async_approval_notification_channels',
    'client_authentication_methods',
    'compliance_level',
    'cross_origin_loc',
    'default_organization',
    'encryption_key',
    'express_configuration',
    'fedcm_login',
    'identity_assertion_authorization_grant',
    'my_organization_configuration',
    'native_social_login',
    'oidc_logout',
    'organization_discovery_methods',
    'organization_require_behavior',
    'organization_usage',
    'par_request_expiry',
    'session_transfer',
    'signed_request_object',
    'skip_non_verifiable_callback_uri_confirmation_prompt',
    'token_endpoint_auth_method',
    'token_exchange',
    'token_quota',
    'token_vault_privileged_access',
  ])('takes %s away with null, whether it was there or not', (name) => {
    const change = checkUpdate({ [name]: null });
    const without = Object.fromEntries(Object.entries(clientOf()).filter(([kept]) => kept !== name));
    expect(patchClient(clientOf(), change, [])).toEqual(without);
    const full: Client = { ...clientOf(), [name]: {} };
    expect(patchClient(full, change, [])).not.toHaveProperty(name);
  });

  it.each([
    'name',
    'callbacks',
    'is_first_party',
    'grant_types',
    'client_metadata',
    'client_secret',
    'description',
  ])('refuses null for %s', (name) => {
    expect(() => checkUpdate({ [name]: null })).toThrow(`on property ${name}`);
  });

  it.each([
    'callback_url_template',
    'client_id',
    'config_route',
    'external_metadata_created_by',
    'external_metadata_type',
    'global',
    'jwks_uri',
    'owners',
    'resource_server_identifier',
    'resource_servers',
    'tenant',
  ])('does not know %s in a change', (name) => {
    expect(() => checkUpdate({ [name]: 'x' })).toThrow(`'Additional properties not allowed: ${name}'.`);
  });

  it.each([
    [{ native_social_login: { apple: null } }, { native_social_login: { google: { enabled: true } } }],
    [{ native_social_login: { apple: null, google: null } }, {}],
    [{ fedcm_login: { google: null } }, {}],
    [
      { session_transfer: { allowed_authentication_methods: null } },
      { session_transfer: completeSessionTransfer({}) },
    ],
    [
      { oidc_logout: { backchannel_logout_urls: [], backchannel_logout_session_metadata: null } },
      { oidc_logout: { backchannel_logout_urls: [] } },
    ],
    [
      { oidc_logout: { backchannel_logout_session_metadata: null } },
      { oidc_logout: { backchannel_logout_urls: ['https://a.example.com/'] } },
    ],
  ])('%j takes away what is null one level down, and keeps the rest', (change, left) => {
    const before = {
      native_social_login: { apple: { enabled: true }, google: { enabled: true } },
      fedcm_login: { google: { is_enabled: true } },
      session_transfer: completeSessionTransfer({ allowed_authentication_methods: ['query'] }),
      oidc_logout: {
        backchannel_logout_urls: ['https://a.example.com/'],
        backchannel_logout_session_metadata: { include: true },
      },
    };
    const [name] = Object.keys(change) as [keyof typeof before];
    const { [name]: changed, ...others } = before;
    expect(patch(clientOf(before), change)).toEqual(clientOf({ ...others, ...left } as object));
  });

  it('refuses signing keys as an unknown property', () => {
    expect(() => patch(clientOf(), { signing_keys: null })).toThrow(
      new RuleError(
        400,
        'invalid_body',
        "Payload validation error: 'Additional properties not allowed: signing_keys'.",
      ),
    );
  });

  it('takes single entries of metadata away, and leaves an empty object', () => {
    const current = clientOf({ client_metadata: { a: '1', b: '2' } });
    expect(patch(current, { client_metadata: { a: null } }).client_metadata).toEqual({ b: '2' });
    expect(patch(current, { client_metadata: { a: null, b: null } }).client_metadata).toEqual({});
  });

  it('makes a session transfer with all defaults even where only something is taken away', () => {
    const made = patch(clientOf(), { session_transfer: { delegation: null } });
    expect(made.session_transfer).toEqual(clientOf({ session_transfer: {} }).session_transfer);
    const changed = patch(made, { session_transfer: { allow_refresh_token: true, delegation: {} } });
    expect(changed.session_transfer).toEqual({
      ...made.session_transfer,
      allow_refresh_token: true,
      delegation: {},
    });
    expect(patch(changed, { session_transfer: { delegation: null } }).session_transfer).toEqual({
      ...made.session_transfer,
      allow_refresh_token: true,
    });
  });

  it('keeps both names of logout in step', () => {
    const mode = { mode: 'all' } as const;
    const current = clientOf({
      oidc_logout: { backchannel_logout_urls: ['https://a.test'], backchannel_logout_initiators: mode },
    });
    expect(patch(current, { oidc_backchannel_logout: { backchannel_logout_urls: [] } }).oidc_logout).toEqual({
      backchannel_logout_urls: [],
      backchannel_logout_initiators: mode,
    });
    expect(patch(current, { oidc_logout: { backchannel_logout_urls: [] } }).oidc_logout).toEqual({
      backchannel_logout_urls: [],
    });
  });

  it('removes logout when either name is null', () => {
    const current = clientOf({ oidc_logout: { backchannel_logout_urls: [] } });
    expect(patch(current, { oidc_backchannel_logout: null })).toEqual(clientOf());
    expect(patch(current, { oidc_logout: null })).toEqual(clientOf());
    expect(patch(clientOf(), { oidc_backchannel_logout: null })).toEqual(clientOf());
  });

  it('takes the login URI away when it is emptied', () => {
    expect(patch(clientOf({ initiate_login_uri: 'https://a.test' }), { initiate_login_uri: '' })).toEqual(
      clientOf(),
    );
  });

  it('leaves refresh tokens alone when the authentication method changes', () => {
    const changed = patch(clientOf(), { token_endpoint_auth_method: 'client_secret_post' });
    expect(changed.refresh_token).toEqual(clientOf().refresh_token);
  });

  it('switches to a key and back, and puts no secret on the client', () => {
    const current = clientOf({ token_endpoint_auth_method: 'client_secret_post' });
    const methods = { private_key_jwt: { credentials: [{ id: 'cred_1' }] } };
    const switched = patch(current, {
      client_authentication_methods: methods,
      token_endpoint_auth_method: null,
    });
    expect(switched.client_authentication_methods).toEqual(methods);
    expect(switched).not.toHaveProperty('token_endpoint_auth_method');
    const back = { client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' };
    expect(patch(switched, { ...back, client_secret: 'a new secret of 30 characters.' })).toEqual(current);
  });

  it('accepts the security mode of a third-party client only unchanged', () => {
    const current = clientOf({ is_first_party: false, third_party_security_mode: 'strict' });
    expect(patch(current, { third_party_security_mode: 'strict' })).toEqual(current);
    expect(() => patch(current, { third_party_security_mode: 'permissive' })).toThrow('cannot be changed');
  });

  it('never changes the client it is given', () => {
    const current = deepFreeze({
      ...keyClientOf('cred_1'),
      mobile: { ios: {} },
      client_metadata: { a: '1' },
    });
    const change = fc.record(
      {
        name: fc.string({ minLength: 1 }),
        mobile: fc.constantFrom(null, { android: {} }),
        client_metadata: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.constantFrom('x', null)),
        session_transfer: fc.constantFrom(null, {}, { delegation: null }),
        client_authentication_methods: fc.constantFrom(null, {
          private_key_jwt: { credentials: [{ id: 'cred_1' }] },
        }),
        token_endpoint_auth_method: fc.constantFrom(null, 'none' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, (sent) => {
        try {
          patch(current, deepFreeze(sent));
        } catch (error) {
          expect(error).toBeInstanceOf(RuleError);
        }
      }),
    );
  });
});

describe('detachCredential', () => {
  it('takes a credential out of every slot and leaves the methods', () => {
    const current: Client = {
      ...keyClientOf('cred_1', 'cred_2'),
      signed_request_object: { required: true, credentials: [{ id: 'cred_1' }] },
      token_vault_privileged_access: { credentials: [{ id: 'cred_1' }], ip_allowlist: ['10.0.0.1'] },
    };
    expect(detachCredential(current, 'cred_1')).toEqual({
      ...keyClientOf('cred_2'),
      signed_request_object: { required: true, credentials: [] },
      token_vault_privileged_access: { credentials: [], ip_allowlist: ['10.0.0.1'] },
    });
    expect(detachCredential(keyClientOf('cred_1'), 'cred_1')).toEqual(keyClientOf());
  });

  it('leaves a client alone that does not name it', () => {
    expect(detachCredential(clientOf(), 'cred_1')).toEqual(clientOf());
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
