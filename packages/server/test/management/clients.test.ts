import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

type Json = Record<string, unknown>;
const create = async (body: Json = {}) => {
  const answer = await server.call('POST', '/clients', { name: 'Test', ...body });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<Json & { client_id: string; client_secret: string }>();
};
const read = async (id: string) => (await server.call('GET', `/clients/${id}`)).json<Json>();
const patch = (id: string, body: unknown) => server.call('PATCH', `/clients/${id}`, body);

describe('a new client', () => {
  it('has the defaults of the reference, and reads back the same', async () => {
    const client = await create({ name: 'Plain' });
    expect(client).toMatchObject({
      tenant: 'default',
      global: false,
      name: 'Plain',
      is_first_party: true,
      oidc_conformant: false,
      is_token_endpoint_ip_header_trusted: false,
      sso_disabled: false,
      cross_origin_authentication: false,
      cross_origin_auth: false,
      custom_login_page_on: true,
      callback_url_template: false,
      encrypted: true,
      jwt_configuration: { lifetime_in_seconds: 36000, secret_encoded: false },
      grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      client_id: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      client_secret: expect.stringMatching(/^[A-Za-z0-9_-]{64}$/),
    });
    for (const absent of ['app_type', 'token_endpoint_auth_method', 'callbacks', 'description'])
      expect(client).not.toHaveProperty(absent);
    const { encrypted: _encrypted, ...rest } = client;
    expect(await read(client.client_id)).toEqual(rest);
  });

  it('may bring a secret of its own, and several may have one name', async () => {
    const client = await create({ name: 'Plain', client_secret: 'sixteen-letters!' });
    expect((await read(client.client_id)).client_secret).toBe('sixteen-letters!');
  });

  it('made with full credentials echoes them without PEM, shows no secret, and names them by id afterwards', async () => {
    const { rsa } = await import('../test-server.js');
    const client = await create({
      client_authentication_methods: {
        private_key_jwt: {
          credentials: [{ name: 'one', credential_type: 'public_key', pem: rsa.publicKey }],
        },
      },
    });
    const methods = client.client_authentication_methods as { private_key_jwt: { credentials: Json[] } };
    const [credential] = methods.private_key_jwt.credentials;
    expect(credential).toEqual({
      id: expect.stringMatching(/^cred_[1-9A-HJ-NP-Za-km-z]{22}$/),
      name: 'one',
      credential_type: 'public_key',
      alg: 'RS256',
      kid: expect.stringMatching(/^[\w-]{43}$/),
      created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    });
    expect(client).not.toHaveProperty('client_secret');
    expect((await read(client.client_id)).client_authentication_methods).toEqual({
      private_key_jwt: { credentials: [{ id: credential?.id }] },
    });
    expect((await server.call('GET', `/clients/${client.client_id}/credentials`)).json()).toEqual([
      credential,
    ]);
  });
});

describe('an update', () => {
  it('changes what is sent and leaves the rest', async () => {
    const client = await create({ description: 'old', callbacks: ['https://a.example/'] });
    const answer = await patch(client.client_id, { description: '', callbacks: [] });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ name: 'Test', description: '', callbacks: [] });
    expect(answer.json()).toEqual(await read(client.client_id));
  });

  it('merges sub-objects and removes what is null', async () => {
    const client = await create({ client_metadata: { a: '1', b: '2' }, addons: { samlp: {} } });
    const answer = await patch(client.client_id, {
      client_metadata: { a: null, c: '3' },
      jwt_configuration: { alg: 'RS256' },
      addons: null,
    });
    expect(answer.json()).toMatchObject({
      client_metadata: { b: '2', c: '3' },
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36000 },
    });
    expect(answer.json()).not.toHaveProperty('addons');
  });

  it('of the secret takes effect and reads back', async () => {
    const client = await create();
    const answer = await patch(client.client_id, { client_secret: 'a-new-secret-of-mine' });
    expect(answer.json()).toMatchObject({ client_secret: 'a-new-secret-of-mine' });
  });

  it('a hundred times at once, each of other properties, loses none', async () => {
    const client = await create();
    const bodies = Array.from({ length: 100 }, (_, n) => changes[n % changes.length] ?? {});
    const answers = await Promise.all(bodies.map((body) => patch(client.client_id, body)));
    expect(answers.filter(({ statusCode }) => statusCode !== 200).map(({ body }) => body)).toEqual([]);
    const after = await read(client.client_id);
    expect(after).toMatchObject(bodies.reduce<Json>(mergeDeep, {}));
  });

  it('a hundred times at once in the storage, each of another property, loses none', async () => {
    const { client_id } = await create();
    const names = Array.from({ length: 100 }, (_, n) => `key${n}`);
    const { storage } = server.tenant;
    await Promise.all(
      names.map((name) =>
        storage.change({}, ({ clients }) =>
          clients.update(client_id, (client) => ({
            client: { ...client, client_metadata: { ...client.client_metadata, [name]: name } },
          })),
        ),
      ),
    );
    const stored = await storage.clients.find(client_id);
    expect(stored?.client_metadata).toEqual(Object.fromEntries(names.map((name) => [name, name])));
  });

  it('of an unknown or deleted client is 404', async () => {
    const client = await create();
    await server.call('DELETE', `/clients/${client.client_id}`);
    for (const id of ['nobody', client.client_id]) {
      const answer = await patch(id, { description: 'x' });
      expect(answer.json()).toEqual({
        statusCode: 404,
        error: 'Not Found',
        message: 'The client does not exist',
        errorCode: 'inexistent_client',
      });
    }
  });
});

/** Changes that touch different properties, nested ones included, so that all can be in one result. */
const changes: Json[] = [
  { name: 'New name' },
  { description: 'd' },
  { app_type: 'spa' },
  { logo_uri: 'https://a.example/l.png' },
  { oidc_conformant: true },
  { callbacks: ['https://a.example/1'] },
  { allowed_logout_urls: ['https://a.example/2'] },
  { allowed_origins: ['https://a.example'] },
  { web_origins: ['https://b.example'] },
  { client_aliases: ['alias'] },
  { allowed_clients: ['ally'] },
  { grant_types: ['client_credentials'] },
  { token_endpoint_auth_method: 'client_secret_basic' },
  { encryption_key: { pub: 'p', cert: 'c', subject: 's' } },
  { sso: true },
  { sso_disabled: true },
  { custom_login_page_on: false },
  { is_token_endpoint_ip_header_trusted: true },
  { cross_origin_authentication: true },
  { cross_origin_loc: 'https://a.example/x' },
  { custom_login_page: '<p>' },
  { custom_login_page_preview: '<i>' },
  { form_template: 'f' },
  { initiate_login_uri: 'https://a.example/login' },
  { organization_usage: 'allow' },
  { organization_require_behavior: 'no_prompt' },
  { organization_discovery_methods: ['email'] },
  { require_pushed_authorization_requests: true },
  { require_proof_of_possession: true },
  { skip_non_verifiable_callback_uri_confirmation_prompt: true },
  { compliance_level: 'none' },
  { par_request_expiry: 60 },
  { token_quota: { client_credentials: { enforce: true, per_day: 5 } } },
  { oidc_logout: { backchannel_logout_urls: ['https://a.example/out'] } },
  { redirection_policy: 'allow_always' },
  { native_social_login: { apple: { enabled: true } } },
  { native_social_login: { facebook: { enabled: true } } },
  { native_social_login: { google: { enabled: true } } },
  { mobile: { android: { app_package_name: 'a' } } },
  { mobile: { ios: { team_id: 't' } } },
  { jwt_configuration: { alg: 'RS256' } },
  { jwt_configuration: { lifetime_in_seconds: 77 } },
  { jwt_configuration: { scopes: { s: 't' } } },
  { session_transfer: { can_create_session_transfer_token: true } },
  { session_transfer: { allow_refresh_token: true } },
  { session_transfer: { enforce_device_binding: 'asn' } },
  { session_transfer: { allowed_authentication_methods: ['cookie'] } },
  { session_transfer: { enforce_cascade_revocation: false } },
  { session_transfer: { enforce_online_refresh_tokens: false } },
  { fedcm_login: { google: { is_enabled: true } } },
  { refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 9 } },
  ...Array.from({ length: 10 }, (_, key) => ({ client_metadata: { [`key${key}`]: `${key}` } })),
];

function mergeDeep(target: Json, source: Json): Json {
  const merged = { ...target };
  for (const [name, value] of Object.entries(source)) {
    const before = merged[name];
    merged[name] = isPlain(before) && isPlain(value) ? mergeDeep(before, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('what a client is shown as', () => {
  const readers = ['read:client_summary', 'read:clients', 'read:client_credentials', 'read:client_keys'];
  const seen: Record<string, string[]> = {
    'read:client_summary': ['name'],
    'read:clients': ['name', 'callbacks'],
    'read:client_credentials': ['name', 'client_secret', 'encryption_key'],
    'read:client_keys': ['name', 'client_secret', 'callbacks', 'encryption_key'],
  };

  it('depends on who asks, whoever asked before', async () => {
    const { client_id: id } = await create({ callbacks: [], encryption_key: { pub: 'a key' } });
    const tokens = await Promise.all(readers.map(async (scope) => [scope, await server.tokenWith(scope)]));
    const both = await server.tokenWith('read:clients', 'read:client_credentials');
    const properties = async (token: string | undefined) => {
      const options = token === undefined ? {} : { token };
      return Object.keys((await server.call('GET', `/clients/${id}`, undefined, options)).json<Json>());
    };
    const shown = (names: string[]) =>
      ['name', 'client_secret', 'callbacks', 'encryption_key'].filter((name) => names.includes(name));
    for (const order of [tokens, tokens.toReversed(), tokens]) {
      for (const [scope = '', token] of order) expect(shown(await properties(token))).toEqual(seen[scope]);
      expect(shown(await properties(both))).toEqual(seen['read:client_keys']);
    }
  });

  it('changes with the client, whatever was shown before', async () => {
    const { client_id: id } = await create({ callbacks: ['https://before.example.com/'] });
    const token = await server.tokenWith('read:clients');
    const callbacks = async () =>
      (await server.call('GET', `/clients/${id}`, undefined, { token })).json<Json>().callbacks;
    expect([await callbacks(), await callbacks()]).toEqual(Array(2).fill(['https://before.example.com/']));
    await patch(id, { callbacks: [] });
    expect(await callbacks()).toEqual([]);
  });
});
