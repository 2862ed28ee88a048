import { randomBytes } from 'node:crypto';
import { type Client, type ClientCreate, generateSecret, newClient, newClientId } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';

type ReadScope = 'read:clients' | 'read:client_keys' | 'read:client_credentials' | 'read:client_summary';
const readScopes: ReadScope[] = [
  'read:clients',
  'read:client_keys',
  'read:client_credentials',
  'read:client_summary',
];

const visibleWith: Record<'A' | 'R' | 'K', readonly ReadScope[]> = {
  A: readScopes,
  R: ['read:clients', 'read:client_keys'],
  K: ['read:client_keys', 'read:client_credentials'],
};

const keyCredential = { credential_type: 'public_key', pem: rsa.publicKey } as const;

/** What is sent to create a client with nearly everything; the rest is seeded through the storage. */
const sent: ClientCreate = {
  name: 'Everything',
  description: 'has all properties',
  app_type: 'regular_web',
  callbacks: ['https://app.example/cb'],
  oidc_logout: { backchannel_logout_urls: ['https://app.example/out'] },
  allowed_origins: ['https://app.example'],
  web_origins: ['https://app.example'],
  jwt_configuration: { lifetime_in_seconds: 600, scopes: { a: 'b' }, alg: 'RS256' },
  logo_uri: 'https://app.example/logo.png',
  allowed_clients: ['someone'],
  client_aliases: ['alias'],
  custom_login_page: '<p>',
  custom_login_page_preview: '<p>',
  custom_login_page_on: true,
  sso: true,
  sso_disabled: false,
  addons: { samlp: {} },
  form_template: 'form',
  client_metadata: { a: 'b' },
  mobile: { android: { app_package_name: 'com.example' }, ios: { team_id: 't', app_bundle_identifier: 'b' } },
  allowed_logout_urls: ['https://app.example/bye'],
  is_first_party: true,
  oidc_conformant: true,
  is_token_endpoint_ip_header_trusted: true,
  initiate_login_uri: 'https://app.example/login',
  grant_types: ['client_credentials'],
  refresh_token: {
    rotation_type: 'non-rotating',
    expiration_type: 'non-expiring',
    leeway: 0,
    token_lifetime: 2_592_000,
  },
  organization_usage: 'allow',
  organization_require_behavior: 'no_prompt',
  require_pushed_authorization_requests: true,
  require_proof_of_possession: true,
  disabled: true,
  encryption_key: { pub: 'pub', cert: 'cert', subject: 'subject' },
};

/** Properties of older tenants, which no request can set. */
const older = {
  config_route: 'route',
  api_type: 'api',
  custom_login_page_codeview: 'code',
  custom_login_page_off: true,
  owners: ['owner'],
  resource_servers: [{ identifier: 'https://api.example/', scopes: ['read'] }],
  callback_url_template: true,
} satisfies Partial<Client>;

interface Property {
  name: string;
  of: 'A' | 'R' | 'K';
  /** Which of the two clients has it: one with a secret, one with methods. */
  on?: 'methods';
  /** A request cannot make a client that has it. */
  seeded?: true;
}

const properties: Property[] = [
  ...['client_id', 'app_type', 'name', 'description'].map((name) => ({ name, of: 'A' as const })),
  ...[
    'callbacks',
    'oidc_backchannel_logout',
    'oidc_logout',
    'allowed_origins',
    'web_origins',
    'tenant',
    'global',
    'callback_url_template',
    'jwt_configuration',
    'jwt_configuration.lifetime_in_seconds',
    'jwt_configuration.secret_encoded',
    'jwt_configuration.scopes',
    'jwt_configuration.alg',
    'logo_uri',
    'allowed_clients',
    'client_aliases',
    'custom_login_page',
    'custom_login_page_on',
    'sso',
    'sso_disabled',
    'cross_origin_authentication',
    'addons',
    'form_template',
    'client_metadata',
    'mobile',
    'mobile.android',
    'mobile.ios',
    'allowed_logout_urls',
    'is_first_party',
    'oidc_conformant',
    'is_token_endpoint_ip_header_trusted',
    'initiate_login_uri',
    'grant_types',
    'refresh_token',
    'refresh_token.rotation_type',
    'refresh_token.expiration_type',
    'refresh_token.leeway',
    'refresh_token.token_lifetime',
    'organization_usage',
    'organization_require_behavior',
    'require_pushed_authorization_requests',
    'require_proof_of_possession',
    'disabled',
  ].map((name) => ({ name, of: 'R' as const })),
  { name: 'token_endpoint_auth_method', of: 'R' },
  ...[
    'config_route',
    'api_type',
    'owners',
    'custom_login_page_codeview',
    'custom_login_page_off',
    'resource_servers',
  ].map((name) => ({ name, of: 'R' as const, seeded: true as const })),
  ...[
    'encryption_key',
    'encryption_key.pub',
    'encryption_key.cert',
    'client_secret',
    'signing_keys',
    'signing_key',
  ].map((name) => ({ name, of: 'K' as const })),
  ...['client_authentication_methods', 'signed_request_object', 'token_vault_privileged_access'].map(
    (name) => ({
      name,
      of: 'K' as const,
      on: 'methods' as const,
    }),
  ),
];

const methods = {
  client_authentication_methods: { private_key_jwt: { credentials: [keyCredential] } },
  signed_request_object: { required: true, credentials: [] },
  token_vault_privileged_access: {
    credentials: [],
    ip_allowlist: ['192.0.2.1'],
    grants: [{ connection: 'calendar', scopes: ['read'] }],
  },
} satisfies Partial<ClientCreate>;

let server: TestServer;
const tokens = {} as Record<ReadScope, string>;
const clients = {} as Record<'secret' | 'methods', string>;

beforeAll(async () => {
  server = await testServer();
  for (const scope of readScopes)
    tokens[scope] = await server.tokenWith(
      scope,
      'create:clients',
      'create:client_credentials',
      'update:clients',
      'update:client_keys',
    );
  clients.secret = await seed({ token_endpoint_auth_method: 'client_secret_post' });
  clients.methods = await seed({
    client_authentication_methods: { private_key_jwt: { credentials: [] } },
    signed_request_object: { required: true, credentials: [] },
    token_vault_privileged_access: { credentials: [], ip_allowlist: [], grants: [] },
  });
});
afterAll(() => server.close());

async function seed(more: Partial<Client>): Promise<string> {
  const clientId = newClientId(randomBytes);
  const made = newClient(sent, { clientId, tenant: 'default', credentialIds: {} });
  const signing_keys = [{ cert: 'cert', pkcs7: 'pkcs7', subject: '/CN=id' }];
  const client = { ...made, ...older, signing_keys, ...more };
  await server.tenant.storage.change({}, ({ clients }) =>
    clients.create({ client, secret: generateSecret(randomBytes), credentials: [] }),
  );
  return clientId;
}

/** The part of an object that a plain or dotted name picks. */
function pick(object: Record<string, unknown>, name: string): unknown {
  const [top = '', inner] = name === 'signing_key' ? ['signing_keys'] : name.split('.');
  const value = object[top];
  return inner === undefined ? value : (value as Record<string, unknown> | undefined)?.[inner];
}

/** The object that `fields=name` alone should answer for a value. */
function only(name: string, value: unknown): Record<string, unknown> {
  const [top = '', inner] = name === 'signing_key' ? ['signing_keys'] : name.split('.');
  return { [top]: inner === undefined ? value : { [inner]: value } };
}

const cases = properties.flatMap((property) =>
  readScopes.map((scope) => ({ ...property, scope, visible: visibleWith[property.of].includes(scope) })),
);

describe.each(cases)('$name with $scope (visible: $visible)', ({ name, scope, on, seeded, visible }) => {
  const clientId = () => clients[on ?? 'secret'];
  const call = (...[method, path, body]: Parameters<TestServer['call']>) =>
    server.call(method, path, body, { token: tokens[scope] });

  it('get, and get with fields', async () => {
    const whole = (await call('GET', `/clients/${clientId()}`)).json<Record<string, unknown>>();
    expect(pick(whole, name) !== undefined).toBe(visible);
    const part = (await call('GET', `/clients/${clientId()}?fields=${name}`)).json<Record<string, unknown>>();
    expect(part).toEqual(visible ? only(name, pick(whole, name)) : {});
    const rest = (await call('GET', `/clients/${clientId()}?fields=${name}&include_fields=false`)).json<
      Record<string, unknown>
    >();
    expect(pick(rest, name)).toBeUndefined();
  });

  it('list, and list with fields', async () => {
    const find = async (query: string) => {
      const answer = await call('GET', `/clients?client_ids=${clientId()}${query}`);
      return answer.json<Record<string, unknown>[]>()[0] ?? {};
    };
    const whole = await find('');
    expect(pick(whole, name) !== undefined).toBe(visible);
    const { tenant: _tenant, ...part } = await find(`&fields=${name}`);
    expect(part).toEqual(visible && name !== 'tenant' ? only(name, pick(whole, name)) : {});
  });

  it('update', async () => {
    const answer = await call('PATCH', `/clients/${clientId()}`, { description: 'has all properties' });
    expect(answer.statusCode).toBe(200);
    expect(pick(answer.json(), name) !== undefined).toBe(visible);
  });

  if (on === undefined)
    it('rotate, where id and secret are always shown', async () => {
      const answer = await call('POST', `/clients/${clientId()}/rotate-secret`);
      expect(answer.statusCode).toBe(200);
      expect(pick(answer.json(), name) !== undefined).toBe(visible || name === 'client_secret');
    });

  if (seeded === undefined)
    it('create, where id and secret are always shown', async () => {
      const body =
        on === 'methods'
          ? { ...sent, ...methods }
          : { ...sent, token_endpoint_auth_method: 'client_secret_post' };
      const answer = await call('POST', '/clients', body);
      expect(answer.statusCode, answer.body).toBe(201);
      expect(pick(answer.json(), name) !== undefined).toBe(visible || name === 'client_secret');
    });
});

describe('a token without any read scope', () => {
  it('updates, and is shown nothing', async () => {
    const token = await server.tokenWith('update:clients');
    const answer = await server.call('PATCH', `/clients/${clients.secret}`, { description: 'x' }, { token });
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
  });

  it('creates, and is shown the id and the secret just made', async () => {
    const token = await server.tokenWith('create:clients');
    const answer = await server.call('POST', '/clients', { name: 'x' }, { token });
    expect(answer.statusCode).toBe(201);
    expect(Object.keys(answer.json<object>()).sort()).toEqual(['client_id', 'client_secret']);
  });

  it('reads nothing', async () => {
    const token = await server.tokenWith('update:clients');
    const answer = await server.call('GET', '/clients', undefined, { token });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message:
        'Insufficient scope, expected any of: read:clients, read:client_keys, read:client_credentials, read:client_summary',
      errorCode: 'insufficient_scope',
    });
  });
});

describe('an error', () => {
  it('does not name what the token may not see', async () => {
    const token = await server.tokenWith('update:clients', 'update:client_keys', 'read:clients');
    const body = { token_endpoint_auth_method: 'client_secret_post' };
    const answer = await server.call('PATCH', `/clients/${clients.methods}`, body, { token });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('client_authentication_methods');
    const rotated = await server.call('POST', `/clients/${clients.methods}/rotate-secret`, undefined, {
      token,
    });
    expect(rotated.json()).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('rotate the credentials instead'),
    });
    expect(rotated.body).not.toContain('client_authentication_methods');
  });
});

describe('fields', () => {
  const get = (query: string) => server.call('GET', `/clients/${clients.secret}?${query}`);

  it('adds tenant to filtered lists, where the token may see it', async () => {
    const list = async (scope: ReadScope) => {
      const answer = await server.call(
        'GET',
        `/clients?client_ids=${clients.secret}&fields=client_id`,
        undefined,
        {
          token: tokens[scope],
        },
      );
      return Object.keys(answer.json<object[]>()[0] ?? {}).sort();
    };
    expect(await list('read:clients')).toEqual(['client_id', 'tenant']);
    expect(await list('read:client_summary')).toEqual(['client_id']);
  });

  it('takes several names, encoded or not, also together with include_fields=false', async () => {
    expect(Object.keys((await get('fields=client_id%2Capp_type')).json<object>()).sort()).toEqual([
      'app_type',
      'client_id',
    ]);
    const rest = (await get('fields=client_id,jwt_configuration.alg&include_fields=false')).json<
      Record<string, object>
    >();
    expect(rest).not.toHaveProperty('client_id');
    expect(rest.jwt_configuration).toEqual({
      lifetime_in_seconds: 600,
      scopes: { a: 'b' },
      secret_encoded: false,
    });
  });

  it.each(['', 'no_such_property', 'name.first', 'jwt_configuration.nothing', ',', 'name,'])(
    'refuses "%s"',
    async (fields) => {
      const answer = await get(`fields=${fields}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ errorCode: 'invalid_query_string' });
    },
  );
});

describe('what an answer never holds', () => {
  it('is a private key of the client in signing_keys, not even where it is created', async () => {
    const created = await server.call('POST', '/clients', { name: 'x' });
    const [key] = created.json<{ signing_keys: Record<string, string>[] }>().signing_keys;
    expect(Object.keys(key ?? {}).sort()).toEqual(['cert', 'pkcs7', 'subject']);
    expect(created.body).not.toContain('PRIVATE');
  });
});
