import {
  type ClientCreate,
  type ClientUpdate,
  checkRotation,
  newGlobalClient,
  patchClient,
  RuleError,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { clientOf, credentialOf, keyClientOf } from './samples.js';

const methods = { private_key_jwt: { credentials: [] } };
const metadata = (from: number, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${from + index}`, 'x']));
const expiring = { rotation_type: 'rotating', expiration_type: 'expiring' } as const;
const vault = (grants: { connection: string; scopes: string[] }[]) => ({
  credentials: [],
  ip_allowlist: [],
  grants,
});

describe('a client may not have', () => {
  it.each<[string, Partial<ClientCreate>, ClientUpdate]>([
    [
      'mutually exclusive',
      { token_endpoint_auth_method: 'none' },
      { client_authentication_methods: methods },
    ],
    [
      'mutually exclusive',
      { client_authentication_methods: methods },
      { token_endpoint_auth_method: 'none' },
    ],
    [
      'mutually exclusive',
      {},
      { client_authentication_methods: methods, token_endpoint_auth_method: 'client_secret_post' },
    ],
    ['asymmetric', { jwt_configuration: { alg: 'HS256' } }, { client_authentication_methods: methods }],
    ['asymmetric', { client_authentication_methods: methods }, { jwt_configuration: { alg: 'HS256' } }],
    ['client_credentials grant type', {}, { token_endpoint_auth_method: 'none' }],
    [
      'client_credentials grant type',
      { token_endpoint_auth_method: 'none' },
      { grant_types: ['client_credentials'] },
    ],
    ['"expiring"', {}, { refresh_token: { rotation_type: 'rotating', expiration_type: 'non-expiring' } }],
    [
      'refresh_token.idle_token_lifetime must not be greater than refresh_token.token_lifetime',
      {},
      { refresh_token: { ...expiring, token_lifetime: 60, idle_token_lifetime: 61 } },
    ],
    [
      'refresh_token.idle_token_lifetime must not be greater than refresh_token.token_lifetime',
      {},
      { refresh_token: { ...expiring, idle_token_lifetime: 2_592_001 } },
    ],
    ...['infinite_token_lifetime', 'infinite_idle_token_lifetime'].map(
      (name): [string, object, ClientUpdate] => [
        'refresh_token.infinite_token_lifetime and refresh_token.infinite_idle_token_lifetime must be true when refresh_token.expiration_type is "non-expiring"',
        {},
        {
          refresh_token: { rotation_type: 'non-rotating', expiration_type: 'non-expiring', [name]: false },
        },
      ],
    ),
    ['resource_server_identifier', {}, { app_type: 'resource_server' }],
    [
      'resource_server_identifier',
      { app_type: 'resource_server', resource_server_identifier: 'urn:a' },
      { app_type: 'spa' },
    ],
    ['organization_usage', { organization_usage: 'allow' }, { is_first_party: false }],
    ['oidc_conformant', {}, { organization_require_behavior: 'post_login_prompt' }],
    ['maximum of 10', { client_metadata: metadata(0, 6) }, { client_metadata: metadata(6, 5) }],
    [
      'a connection twice',
      {},
      {
        token_vault_privileged_access: vault([
          { connection: 'a', scopes: ['1'] },
          { connection: 'a', scopes: ['2'] },
        ]),
      },
    ],
    [
      'maximum of 20 scopes',
      {},
      {
        token_vault_privileged_access: vault(
          ['a', 'b', 'c'].map((connection) => ({
            connection,
            scopes: Array.from({ length: 7 }, (_, n) => `s${n}`),
          })),
        ),
      },
    ],
  ])('%s: %j changed by %j', (message, body, change) => {
    const patch = () => patchClient(clientOf(body), change, []);
    expect(patch).toThrow(RuleError);
    expect(patch).toThrow(message);
  });

  it.each([
    [{ token_lifetime: 60 }, { token_lifetime: 60, idle_token_lifetime: 60 }],
    [{ token_lifetime: 60, idle_token_lifetime: 60 }, {}],
    [{ token_lifetime: 60, idle_token_lifetime: 61, infinite_token_lifetime: true }, {}],
    [{ token_lifetime: 60, idle_token_lifetime: 61, infinite_idle_token_lifetime: true }, {}],
  ])('but may have the refresh token lifetimes %j', (sent, shown) => {
    const { refresh_token } = patchClient(clientOf(), { refresh_token: { ...expiring, ...sent } }, []);
    expect(refresh_token).toMatchObject({ ...sent, ...shown });
  });

  it('be disabled where it is the global one, which stands for all', () => {
    const global = newGlobalClient({ clientId: 'global', tenant: 'default' });
    expect(() => patchClient(global, { disabled: true }, [])).toThrow('The global client cannot be disabled');
    expect(patchClient(global, { disabled: false }, [])).toMatchObject({ disabled: false });
    expect(patchClient(clientOf(), { disabled: true }, [])).toMatchObject({ disabled: true });
  });

  it('may have asymmetric algorithms, or none, beside its methods', () => {
    for (const jwt_configuration of [{}, { alg: 'RS256' }, { alg: 'PS256' }] as const)
      expect(
        patchClient(clientOf({ jwt_configuration }), { client_authentication_methods: methods }, []),
      ).toMatchObject({
        client_authentication_methods: methods,
      });
  });
});

describe('a client names', () => {
  const credentials = [
    credentialOf('cred_key'),
    credentialOf('cred_dn', { credential_type: 'cert_subject_dn' }),
  ];
  const enable =
    (slot: string, ...ids: string[]) =>
    () =>
      patchClient(
        clientOf(),
        { client_authentication_methods: { [slot]: { credentials: ids.map((id) => ({ id })) } } },
        credentials,
      );

  it('its own credentials where their type fits', () => {
    expect(enable('private_key_jwt', 'cred_key')().client_authentication_methods).toEqual({
      private_key_jwt: { credentials: [{ id: 'cred_key' }] },
    });
    expect(enable('tls_client_auth', 'cred_dn')).not.toThrow();
  });

  it.each([
    ['private_key_jwt', ['cred_foreign'], 'does not have: cred_foreign'],
    ['private_key_jwt', ['cred_dn'], 'takes credentials of type public_key'],
    ['tls_client_auth', ['cred_key'], 'takes credentials of type cert_subject_dn'],
    ['self_signed_tls_client_auth', ['cred_key'], 'takes credentials of type x509_cert'],
    ['private_key_jwt', ['cred_key', 'cred_key'], 'lists a credential twice'],
  ])('in %s never %j', (slot, ids, message) => {
    expect(enable(slot, ...ids)).toThrow(message);
  });
});

describe('checkRotation', () => {
  it('points a client with credentials to rotating those', () => {
    expect(() => checkRotation(keyClientOf())).toThrow('rotate the credentials instead');
    expect(() => checkRotation(clientOf())).not.toThrow();
  });
});
