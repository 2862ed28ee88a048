import { ClientCreate, ClientUpdate, validator } from '@clientele/model';
import { describe, expect, it } from 'vitest';

const create = (body: object) => validator(ClientCreate, 'Payload')({ name: 'x', ...body });

describe('the body of a new client', () => {
  it.each([
    [{ callbacks: ['https://*.example.com/cb', 'com.example.app://cb', 'http://localhost:3000'] }],
    [{ logo_uri: 'https://example.com/logo.png' }],
    [{ initiate_login_uri: 'https://example.com/login' }],
    [{ client_secret: 'x'.repeat(16) }],
    [{ client_secret: '+ü: %'.repeat(51) }],
    [{ client_metadata: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${index}`, 'v'])) }],
    [{ client_metadata: { 'a\nb': 'v' } }],
    [{ grant_types: ['urn:openid:params:grant-type:ciba', 'password'] }],
    [{ client_authentication_methods: { private_key_jwt: { credentials: [] } } }],
    [
      {
        client_authentication_methods: {
          tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=a' }] },
        },
      },
    ],
    [{ token_vault_privileged_access: { credentials: [] } }],
    [
      {
        default_organization: null,
        refresh_token: null,
        session_transfer: { allowed_authentication_methods: null, delegation: null },
        par_request_expiry: null,
      },
    ],
    [{ par_request_expiry: 10 }],
    [{ par_request_expiry: 600 }],
    [{ mobile: { android: { further: 1 }, ios: { further: 1 }, further: 1 } }],
    [{ oidc_logout: {} }],
    [{ oidc_logout: { backchannel_logout_session_metadata: null, further: 1 } }],
    [{ jwt_configuration: { further: 1 } }],
    [{ addons: { aws: { lifetime_in_seconds: 900, further: 1 }, oag: null } }],
    [
      {
        my_organization_configuration: {
          allowed_strategies: ['okta'],
          connection_deletion_behavior: 'allow_if_empty',
          third_party_client_access: { default_value: 'block', allowed_values: ['allow', 'block'] },
        },
      },
    ],
    [{ app_type: 'b2b_integration', b2b_integration_configuration: { integration_type: 'third_party' } }],
    [{ anonymous_sessions: { active: true }, agent_id: 'agt_1' }],
  ])('may hold %j', (body) => {
    expect(create(body)).toEqual({ name: 'x', ...body });
  });

  it.each([
    [{ name: '' }, 'String is too short (0 chars), minimum 1'],
    [{ name: 'a<b' }, 'does not match pattern'],
    [{ description: 'x'.repeat(141) }, 'String is too long (141 chars), maximum 140'],
    [{ app_type: 'desktop' }, 'No enum match for: "desktop"'],
    [{ callbacks: ['https://a.test/\u0007'] }, 'on property callbacks[0]'],
    [{ client_secret: 'x'.repeat(15) }, 'String is too short (15 chars), minimum 16'],
    [{ client_secret: 'x'.repeat(256) }, 'String is too long (256 chars), maximum 255'],
    [{ client_secret: ' '.repeat(16) }, 'does not match pattern'],
    [{ client_metadata: { a: 1 } }, 'on property client_metadata.a'],
    [{ client_metadata: { a: null } }, 'on property client_metadata.a'],
    [{ client_metadata: { 'a\nb': 1 } }, 'Expected type string'],
    [{ client_metadata: { ['k'.repeat(256)]: 'v' } }, 'String is too long (256 chars), maximum 255'],
    [
      { client_metadata: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'])) },
      'Too many properties defined (11), maximum 10',
    ],
    [{ refresh_token: { rotation_type: 'rotating' } }, 'Missing required property: expiration_type'],
    [
      { refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: -1 } },
      'less than minimum 0',
    ],
    [
      { default_organization: { flows: ['client_credentials'] } },
      'Missing required property: organization_id',
    ],
    [{ organization_discovery_methods: [] }, 'Array is too short (0), minimum 1'],
    [{ async_approval_notification_channels: [] }, 'Array is too short (0), minimum 1'],
    [{ native_social_login: null }, 'Expected type object but found type null'],
    [{ native_social_login: {} }, 'Too few properties defined (0), minimum 1'],
    [{ fedcm_login: { google: {} } }, 'Too few properties defined (0), minimum 1'],
    [{ token_quota: { client_credentials: {} } }, 'Too few properties defined (0), minimum 1'],
    [{ mobile: { android: { sha256_cert_fingerprints: [] } } }, 'Array is too short (0), minimum 1'],
    [{ custom_login_page: '' }, 'String is too short (0 chars), minimum 1'],
    [{ form_template: '' }, 'String is too short (0 chars), minimum 1'],
    [{ par_request_expiry: 9 }, 'Value 9 is less than minimum 10'],
    [{ par_request_expiry: 601 }, 'Value 601 is greater than maximum 600'],
    [{ addons: { aws: { lifetime_in_seconds: 899 } } }, 'less than minimum 900'],
    [{ addons: { rms: {} } }, 'Missing required property: url'],
    [{ my_organization_configuration: {} }, 'Missing required property: allowed_strategies'],
    [{ b2b_integration_configuration: { sso_profiles: ['a', 'b'] } }, 'Array is too long (2), maximum 1'],
    [
      {
        refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', token_lifetime: 157788001 },
      },
      'Value 157788001 is greater than maximum 157788000',
    ],
    [
      { oidc_logout: { backchannel_logout_urls: ['https://a.test', 'https://b.test'] } },
      'Array is too long (2), maximum 1',
    ],
    [{ grant_types: ['implicit', 'implicit'] }, 'Array items are not unique (indexes 0 and 1)'],
    [{ addons: { unheard_of: {} } }, "Additional properties not allowed: unheard_of' on property addons"],
    [{ client_authentication_methods: {} }, 'Too few properties defined (0), minimum 1'],
    [{ client_authentication_methods: { private_key_jwt: {} } }, 'Missing required property: credentials'],
    [
      {
        client_authentication_methods: {
          private_key_jwt: { credentials: Array.from({ length: 11 }, () => 1) },
        },
      },
      "'Array is too long (11), maximum 10' on property client_authentication_methods.private_key_jwt.credentials",
    ],
    [
      { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_1' }] } } },
      "'Additional properties not allowed: id' on property client_authentication_methods.private_key_jwt.credentials[0]",
    ],
    [
      {
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ credential_type: 'x509_cert', pem: 'p' }] },
        },
      },
      'No enum match for: "x509_cert"',
    ],
    [
      { signing_keys: [], owners: [], custom_login_page_off: true },
      'signing_keys,owners,custom_login_page_off',
    ],
  ])('may not hold %j', (body, message) => {
    expect(() => create(body)).toThrow(message);
  });
});

describe('the body of a change', () => {
  const update = validator(ClientUpdate, 'Payload');

  it('names credentials by id only', () => {
    const slots = (credential: object) => ({
      client_authentication_methods: { private_key_jwt: { credentials: [credential] } },
    });
    expect(update(slots({ id: 'cred_1' }))).toEqual(slots({ id: 'cred_1' }));
    expect(() => update(slots({ credential_type: 'public_key', pem: 'p' }))).toThrow(
      "'Additional properties not allowed: credential_type,pem'",
    );
  });

  it.each([
    [{ token_vault_privileged_access: { credentials: [], ip_allowlist: [], grants: [] } }],
    [{ native_social_login: { apple: null } }],
    [{ fedcm_login: { google: null } }],
    [{ custom_login_page: '', custom_login_page_preview: '', form_template: '' }],
    [{ jwt_configuration: { secret_encoded: true } }],
  ])('may be %j', (body) => {
    expect(update(body)).toEqual(body);
  });
});
