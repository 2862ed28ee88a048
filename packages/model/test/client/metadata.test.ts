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
        native_social_login: null,
        par_request_expiry: null,
      },
    ],
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
    [
      { oidc_logout: { backchannel_logout_urls: ['https://a.test', 'https://b.test'] } },
      'Array is too long (2), maximum 1',
    ],
    [{ grant_types: ['implicit', 'implicit'] }, 'Array items are not unique (indexes 0 and 1)'],
    [{ addons: { unheard_of: {} } }, "Additional properties not allowed: unheard_of' on property addons"],
    [{ client_authentication_methods: {} }, 'Too few properties defined (0), minimum 1'],
    [{ client_authentication_methods: { private_key_jwt: {} } }, 'Missing required property: credentials'],
    [
      { client_authentication_methods: { private_key_jwt: { credentials: [1, 2, 3] } } },
      "'Array is too long (3), maximum 2' on property client_authentication_methods.private_key_jwt.credentials",
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

  it('needs privileged access to the token vault whole', () => {
    expect(() => update({ token_vault_privileged_access: { credentials: [] } })).toThrow(
      "'Missing required property: ip_allowlist' on property token_vault_privileged_access",
    );
  });
});
