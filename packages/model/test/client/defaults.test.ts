import { type ClientCreate, newClient } from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { clientOf } from './samples.js';

const refreshToken = {
  rotation_type: 'non-rotating',
  expiration_type: 'non-expiring',
  leeway: 0,
  token_lifetime: 2592000,
  idle_token_lifetime: 1296000,
  infinite_token_lifetime: true,
  infinite_idle_token_lifetime: true,
};
const allGrantTypes = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'];

describe('newClient', () => {
  it('fills in everything that a client has when only its name was sent', () => {
    expect(clientOf({ name: 'Sample' })).toEqual({
      client_id: 'client1',
      tenant: 'acme',
      global: false,
      name: 'Sample',
      is_first_party: true,
      oidc_conformant: false,
      is_token_endpoint_ip_header_trusted: false,
      sso_disabled: false,
      cross_origin_authentication: false,
      custom_login_page_on: true,
      callback_url_template: false,
      jwt_configuration: { lifetime_in_seconds: 36000, secret_encoded: false },
      grant_types: allGrantTypes,
      refresh_token: refreshToken,
    });
  });

  it('makes a client with b2b_integration_configuration for organizations, where nothing else was sent', () => {
    const b2b_integration_configuration = { integration_type: 'third_party' as const };
    const forOrganizations = {
      oidc_conformant: true,
      grant_types: ['authorization_code'],
      organization_usage: 'require',
      organization_require_behavior: 'pre_login_prompt',
      organization_discovery_methods: ['email', 'organization_name'],
    };
    const made = clientOf({ b2b_integration_configuration });
    expect(made).toEqual({ ...clientOf(), b2b_integration_configuration, ...forOrganizations });
    const sent: Partial<ClientCreate> = {
      b2b_integration_configuration,
      grant_types: ['client_credentials'],
      organization_usage: 'allow',
      organization_discovery_methods: [],
    };
    expect(clientOf(sent)).toEqual({ ...made, ...sent });
    const ofOthers = clientOf({ b2b_integration_configuration: {}, is_first_party: false });
    expect(ofOthers).toEqual({ ...clientOf({ is_first_party: false }), b2b_integration_configuration: {} });
  });

  it('keeps empty lists, objects and texts as they were sent', () => {
    const sent = {
      callbacks: [],
      client_metadata: {},
      description: '',
      logo_uri: '',
      grant_types: [],
      addons: { samlp: {} },
    };
    expect(clientOf(sent)).toMatchObject(sent);
  });

  it('takes null and an empty login URI as not sent', () => {
    const client = clientOf({
      session_transfer: null,
      compliance_level: null,
      refresh_token: null,
      initiate_login_uri: '',
    });
    expect(client).toEqual(clientOf());
  });

  it.each<[Partial<ClientCreate>, object]>([
    [{ jwt_configuration: { alg: 'RS256' } }, { alg: 'RS256', secret_encoded: false }],
    [{ jwt_configuration: { lifetime_in_seconds: 60 } }, { lifetime_in_seconds: 60, secret_encoded: false }],
    [{ jwt_configuration: { secret_encoded: true } }, { secret_encoded: true }],
    [
      { app_type: 'resource_server', resource_server_identifier: 'urn:api' },
      { alg: 'RS256', secret_encoded: false },
    ],
    [
      { is_first_party: false, third_party_security_mode: 'strict' },
      { alg: 'RS256', secret_encoded: false, lifetime_in_seconds: 3600 },
    ],
    [
      { is_first_party: false, jwt_configuration: { lifetime_in_seconds: 60 } },
      { alg: 'RS256', secret_encoded: false, lifetime_in_seconds: 60 },
    ],
    [
      { is_first_party: false, third_party_security_mode: 'permissive' },
      { secret_encoded: false, lifetime_in_seconds: 36000 },
    ],
  ])('makes the jwt_configuration of %j', (body, expected) => {
    expect(clientOf(body).jwt_configuration).toEqual(expected);
  });

  it.each<[Partial<ClientCreate>, string[]]>([
    [{ app_type: 'non_interactive' }, allGrantTypes],
    [{ token_endpoint_auth_method: 'none' }, ['authorization_code', 'implicit', 'refresh_token']],
    [{ app_type: 'resource_server', resource_server_identifier: 'urn:api' }, []],
    [{ app_type: 'express_configuration' }, ['authorization_code', 'client_credentials']],
    [{ is_first_party: false }, ['authorization_code']],
    [{ is_first_party: false, third_party_security_mode: 'permissive' }, allGrantTypes],
  ])('gives %j its grant types', (body, expected) => {
    expect(clientOf(body).grant_types).toEqual(expected);
  });

  const withSecret = { token_lifetime: 31557600, idle_token_lifetime: 2592000 };
  it.each<[Partial<ClientCreate>, object]>([
    [{ token_endpoint_auth_method: 'none' }, {}],
    [{ token_endpoint_auth_method: 'client_secret_post' }, withSecret],
    [{ token_endpoint_auth_method: 'client_secret_basic' }, withSecret],
    [
      {
        token_endpoint_auth_method: 'none',
        is_first_party: false,
        third_party_security_mode: 'permissive',
      },
      {
        rotation_type: 'rotating',
        expiration_type: 'expiring',
        infinite_token_lifetime: false,
        infinite_idle_token_lifetime: false,
      },
    ],
    [
      {
        token_endpoint_auth_method: 'client_secret_post',
        is_first_party: false,
        third_party_security_mode: 'strict',
      },
      {
        ...withSecret,
        expiration_type: 'expiring',
        infinite_token_lifetime: true,
        infinite_idle_token_lifetime: false,
      },
    ],
    [
      { refresh_token: { rotation_type: 'non-rotating', expiration_type: 'expiring' } },
      { expiration_type: 'expiring', infinite_token_lifetime: false, infinite_idle_token_lifetime: false },
    ],
    [
      {
        refresh_token: {
          rotation_type: 'non-rotating',
          expiration_type: 'non-expiring',
          leeway: 9,
          policies: null,
        },
      },
      { leeway: 9 },
    ],
  ])('makes the refresh_token of %j', (body, difference) => {
    expect(clientOf(body).refresh_token).toEqual({ ...refreshToken, ...difference });
  });

  it('completes a session transfer that was sent in part', () => {
    expect(
      clientOf({ session_transfer: { enforce_device_binding: 'asn', delegation: null } }).session_transfer,
    ).toEqual({
      can_create_session_transfer_token: false,
      allowed_authentication_methods: [],
      enforce_device_binding: 'asn',
      allow_refresh_token: false,
      enforce_online_refresh_tokens: true,
      enforce_cascade_revocation: true,
    });
  });

  it('keeps logout once, under whichever name it was sent', () => {
    const logout = { backchannel_logout_urls: ['https://a.test/logout'] };
    expect(clientOf({ oidc_backchannel_logout: logout })).toEqual(clientOf({ oidc_logout: logout }));
    expect(clientOf({ oidc_logout: logout })).not.toHaveProperty('oidc_backchannel_logout');
  });

  it('keeps ids in place of full credentials, and no secret', () => {
    const key = { credential_type: 'public_key', pem: 'PEM' } as const;
    const client = newClient(
      {
        name: 'Sample',
        client_secret: 'a secret of the caller',
        client_authentication_methods: { private_key_jwt: { credentials: [key, key] } },
        signed_request_object: { required: true, credentials: [key] },
      },
      {
        clientId: 'client1',
        tenant: 'acme',
        credentialIds: { private_key_jwt: ['cred_1', 'cred_2'], signed_request_object: ['cred_3'] },
      },
    );
    expect(client.client_authentication_methods).toEqual({
      private_key_jwt: { credentials: [{ id: 'cred_1' }, { id: 'cred_2' }] },
    });
    expect(client.signed_request_object).toEqual({ required: true, credentials: [{ id: 'cred_3' }] });
    expect(JSON.stringify(client)).not.toMatch(/PEM|a secret of the caller/);
  });
});
