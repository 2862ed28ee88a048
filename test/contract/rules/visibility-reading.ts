import { randomBytes } from 'node:crypto';
import { generateSecret, newClient, newClientId } from '@clientele/model';
import type { Client, ManagementClient } from '@clientele/sdk';
import { expect } from 'vitest';
import { credentialOf, first, keysOf, type World } from './on-server.js';
import { type Section, serverOnly } from './rule.js';
import { handsOn, refused, stub, tellsRefusal } from './stub.js';

const scopes = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'];

const seenWith = {
  A: scopes,
  R: ['read:clients', 'read:client_keys'],
  K: ['read:client_keys', 'read:client_credentials'],
} as const;

const older = {
  config_route: 'route',
  callback_url_template: true,
  api_type: 'api',
  owners: ['owner'],
  custom_login_page_off: true,
  custom_login_page_codeview: 'code',
  resource_servers: [{ identifier: 'https://api.example/', scopes: ['read'] }],
};

const settings = {
  app_type: 'regular_web',
  description: 'has all properties',
  callbacks: ['https://app.example/cb'],
  oidc_logout: { backchannel_logout_urls: ['https://app.example/out'] },
  allowed_origins: ['https://app.example'],
  web_origins: ['https://app.example'],
  jwt_configuration: { lifetime_in_seconds: 600, scopes: { a: 'b' }, alg: 'RS256' },
  logo_uri: 'https://app.example/logo.png',
  allowed_clients: ['someone'],
  custom_login_page: '<p>',
  sso: true,
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
  encryption_key: { pub: 'pub', cert: 'cert', subject: 'subject' },
} as const;

const namesOf = {
  A: ['client_id', 'app_type', 'name', 'description'],
  R: [
    ...Object.keys(settings).filter((name) => !['app_type', 'description', 'encryption_key'].includes(name)),
    ...Object.keys(older),
    ...['lifetime_in_seconds', 'secret_encoded', 'scopes', 'alg'].map((name) => `jwt_configuration.${name}`),
    ...['android', 'ios'].map((name) => `mobile.${name}`),
    ...['rotation_type', 'expiration_type', 'leeway', 'token_lifetime'].map(
      (name) => `refresh_token.${name}`,
    ),
    'oidc_backchannel_logout',
    'tenant',
    'global',
    'token_endpoint_auth_method',
    // Of those that no list names.
    'sso_disabled',
    'cross_origin_authentication',
  ],
  K: [
    'encryption_key',
    'encryption_key.pub',
    'encryption_key.cert',
    'client_secret',
    'signing_keys',
    'signing_key',
    'client_authentication_methods',
    'signed_request_object',
    'token_vault_privileged_access',
  ],
};

/** What is named so in a client; `signing_key` and dotted names as `fields` understands them. */
function named(client: object, name: string): unknown {
  const [outer = '', inner] = name === 'signing_key' ? ['signing_keys'] : name.split('.');
  const value = (client as Record<string, unknown>)[outer];
  return inner === undefined ? value : (value as Record<string, unknown> | undefined)?.[inner];
}

/** Clients that have, between them, every property that a client can have; made by the storage, as an import does. */
async function withEverything({ server }: World): Promise<string[]> {
  const make = async (more: object) => {
    const clientId = newClientId(randomBytes);
    const known = { clientId, tenant: 'default', credentialIds: {} };
    const client = {
      ...newClient({ name: 'Everything', ...settings } as never, known),
      ...older,
      signing_keys: [{ cert: 'cert', pkcs7: 'pkcs7', subject: '/CN=id' }],
      ...more,
    };
    const secret = generateSecret(randomBytes);
    await server.tenant.storage.change({}, ({ clients }) =>
      clients.create({ client: client as never, secret, credentials: [] }),
    );
    return clientId;
  };
  return [
    await make({ token_endpoint_auth_method: 'client_secret_post' }),
    await make({
      client_authentication_methods: keysOf(),
      signed_request_object: { required: true, credentials: [] },
      token_vault_privileged_access: { credentials: [], ip_allowlist: [], grants: [] },
    }),
  ];
}

/** What is seen of some clients between them, by get, by get with `fields` and by list, which must agree. */
async function seen(
  { clients }: ManagementClient,
  ids: readonly string[],
  names: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const client_id of ids) {
    const { data: whole } = await clients.get({ client_id });
    const { data: part } = await clients.get({ client_id, fields: names.join() as string });
    const { data: list } = await clients.getAll({ client_ids: client_id });
    for (const name of names) {
      const isSeen = named(whole, name) !== undefined;
      for (const other of [part, list[0] ?? {}]) expect(named(other, name) !== undefined, name).toBe(isSeen);
      if (isSeen) found.add(name);
    }
  }
  return found;
}

const classRule = (letter: 'A' | 'R' | 'K', says: string): Section['rules'][number] => ({
  says,
  async server(world) {
    const ids = await withEverything(world);
    for (const scope of scopes) {
      const management = await world.as(scope);
      const all = seenWith[letter].includes(scope as never) ? namesOf[letter] : [];
      expect([...(await seen(management, ids, namesOf[letter]))].sort(), scope).toEqual([...all].sort());
    }
  },
  async stub() {
    const shown = Object.fromEntries(namesOf[letter].map((name) => [name.split('.')[0], 'as it is']));
    await handsOn(({ clients }) => clients.get({ client_id: 'c1' }), 'GET /clients/c1', shown);
    // What is left out is not there: it is neither undefined nor null.
    const { management } = stub({ json: { client_id: 'c1' } });
    expect(Object.keys((await management.clients.get({ client_id: 'c1' })).data)).toEqual(['client_id']);
  },
});

const propertiesOf = async (management: ManagementClient, client_id: string) =>
  new Set(Object.keys((await management.clients.get({ client_id })).data));

/** Who sees what of a client. */
export const reading: Section = {
  title: 'Reading a client',
  rules: [
    {
      says: 'A token reads clients with any of `read:clients`, `read:client_keys`, `read:client_credentials` and `read:client_summary`; with none of them it is refused.',
      async server({ as, made }) {
        const { client_id } = await made();
        for (const scope of scopes) {
          const { clients } = await as(scope);
          expect((await clients.get({ client_id })).data.client_id).toBe(client_id);
          expect((await clients.getAll({ client_ids: client_id })).data).toHaveLength(1);
        }
        const { clients } = await as('update:clients', 'read:client_grants');
        for (const call of [() => clients.get({ client_id }), () => clients.getAll()])
          expect(await refused(call())).toMatchObject({
            statusCode: 403,
            msg: `Insufficient scope, expected any of: ${scopes.join(', ')}`,
          });
      },
      stub: () =>
        tellsRefusal(({ clients }) => clients.getAll(), { status: 403, code: 'insufficient_scope' }),
    },
    classRule('A', 'Each of the four scopes shows `client_id`, `app_type`, `name` and `description`.'),
    classRule(
      'R',
      'All that the next rule does not name, properties of older tenants and parts such as `mobile.ios` included, is shown with `read:clients` or `read:client_keys`.',
    ),
    classRule(
      'K',
      '`client_secret`, `encryption_key` and its parts, `signing_keys` (or `signing_key` in `fields`), `client_authentication_methods`, `signed_request_object` and `token_vault_privileged_access` are shown with `read:client_keys` or `read:client_credentials`.',
    ),
    {
      says: '`read:client_summary` shows the summary alone, `read:clients` settings too, `read:client_credentials` secrets and keys but no settings, `read:client_keys` everything.',
      async server(world) {
        const [withSecret = ''] = await withEverything(world);
        const by = async (scope: string) => propertiesOf(await world.as(scope), withSecret);
        const has = (names: Set<string>) =>
          ['name', 'callbacks', 'client_secret'].map((name) => names.has(name));
        expect(has(await by('read:client_summary'))).toEqual([true, false, false]);
        expect(has(await by('read:clients'))).toEqual([true, true, false]);
        expect(has(await by('read:client_credentials'))).toEqual([true, false, true]);
        expect(has(await by('read:client_keys'))).toEqual([true, true, true]);
        const together = await world.as('read:clients', 'read:client_credentials');
        expect(await propertiesOf(together, withSecret)).toEqual(await by('read:client_keys'));
      },
      async stub() {
        // The type asks of a reader to look: only id and name are certain.
        const client: Client = { client_id: 'c1', name: 'One' };
        await handsOn(({ clients }) => clients.get({ client_id: 'c1' }), 'GET /clients/c1', client);
      },
    },
    {
      says: 'What a token may not see is left out without a word, also where `fields` names it, and no error text names it.',
      async server({ as, made }) {
        const { client_id } = await made({ client_authentication_methods: keysOf(credentialOf(first)) });
        const { clients } = await as('read:clients', 'update:clients', 'update:client_keys');
        const { data } = await clients.get({ client_id, fields: 'client_authentication_methods,name' });
        expect(data).toEqual({ name: 'Somebody' });
        const method = { token_endpoint_auth_method: 'client_secret_post' } as const;
        const change = () => clients.update({ client_id }, method);
        for (const call of [change, () => clients.rotateClientSecret({ client_id })]) {
          const error = await refused(call());
          expect(error.statusCode).toBe(400);
          expect(JSON.stringify([error.message, error.body])).not.toContain('client_authentication_methods');
        }
      },
      async stub() {
        const fields = 'client_secret,name';
        const line = 'GET /clients/c1?fields=client_secret%2Cname';
        await handsOn(({ clients }) => clients.get({ client_id: 'c1', fields }), line, { name: 'One' });
      },
    },
    {
      says: '`fields` takes names and the dotted names above, and answers them nested; `include_fields: false` takes them away; a name that no client can have is a 400 that says so.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made({ jwt_configuration: { lifetime_in_seconds: 60, alg: 'RS256' } });
        const fields = 'name,jwt_configuration.alg';
        expect((await clients.get({ client_id, fields })).data).toEqual({
          name: 'Somebody',
          jwt_configuration: { alg: 'RS256' },
        });
        const { data: rest } = await clients.get({ client_id, fields, include_fields: false });
        expect(rest).toMatchObject({ client_id, jwt_configuration: { lifetime_in_seconds: 60 } });
        expect([named(rest, 'name'), named(rest, 'jwt_configuration.alg')]).toEqual([undefined, undefined]);
        const error = await refused(clients.get({ client_id, fields: 'name,nmae' }));
        expect(error).toMatchObject({ statusCode: 400, msg: expect.stringContaining('nmae') });
      },
      async stub() {
        const query = { client_id: 'c1', fields: 'mobile.ios', include_fields: false };
        const line = 'GET /clients/c1?fields=mobile.ios&include_fields=false';
        await handsOn(({ clients }) => clients.get(query), line, { client_id: 'c1' });
        await tellsRefusal(({ clients }) => clients.get({ client_id: 'c1', fields: 'nmae' as string }), {
          status: 400,
          code: 'invalid_query_string',
        });
      },
    },
    {
      says: 'Whatever a token may read, the answers to create and rotate hold the id and the secret just made; all else in them, and the whole answer to update, is shown as above.',
      async server({ as, made }) {
        const { clients } = await as('create:clients', 'update:clients', 'update:client_keys');
        const { data: created } = await clients.create({ name: 'One' });
        expect(Object.keys(created).sort()).toEqual(['client_id', 'client_secret']);
        const { client_id } = await made();
        const { data: rotated } = await clients.rotateClientSecret({ client_id });
        expect(Object.keys(rotated).sort()).toEqual(['client_id', 'client_secret']);
        expect((await clients.update({ client_id }, { description: 'x' })).data).toEqual({});
        const summary = await as('update:clients', 'read:client_summary');
        const { data: updated } = await summary.clients.update({ client_id }, { app_type: 'spa' });
        expect(updated).toEqual({ client_id, name: 'Somebody', description: 'x', app_type: 'spa' });
      },
      async stub() {
        const json = { client_id: 'c1', client_secret: 'made' };
        const { management } = stub(({ method }) => ({ json: method === 'PATCH' ? {} : json }));
        const { data: created } = await management.clients.create({ name: 'One' });
        const { data: rotated } = await management.clients.rotateClientSecret({ client_id: 'c1' });
        // Of these the types say that they are there.
        const secrets: string[] = [created.client_secret, rotated.client_secret];
        expect(secrets).toEqual(['made', 'made']);
        const { data: updated } = await management.clients.update({ client_id: 'c1' }, { name: 'Two' });
        expect(updated.client_secret).toBeUndefined();
      },
    },
    {
      says: 'Properties of older tenants are kept and shown on a client that has them, and refused as unknown in what is sent.',
      async server(world) {
        const [client_id = ''] = await withEverything(world);
        const { clients } = world.admin;
        await clients.update({ client_id }, { description: 'changed' });
        expect((await clients.get({ client_id })).data).toMatchObject(older);
        for (const [name, value] of Object.entries(older)) {
          const sent = { [name]: value };
          for (const call of [
            () => clients.create({ name: 'One', ...sent } as never),
            () => clients.update({ client_id }, sent as never),
          ])
            expect(await refused(call())).toMatchObject({
              statusCode: 400,
              msg: expect.stringContaining(`Additional properties not allowed: ${name}`),
            });
        }
      },
      async stub() {
        const client = { client_id: 'c1', name: 'One', ...older } satisfies Client;
        await handsOn(({ clients }) => clients.get({ client_id: 'c1' }), 'GET /clients/c1', client);
      },
    },
    {
      says: '`signing_keys` in an answer is a certificate of the client: never a private key, not the key that signs tokens, and without `key` after create.',
      async server({ admin: { clients }, server, made }) {
        const { client_id, signing_keys = [] } = await made();
        const { data } = await clients.get({ client_id, fields: 'signing_key' });
        for (const shown of [signing_keys, data.signing_keys ?? []]) {
          expect(shown).toHaveLength(1);
          expect(shown[0]?.cert).toContain('BEGIN CERTIFICATE');
          expect(Object.keys(shown[0] ?? {}).sort()).toEqual(['cert', 'pkcs7', 'subject']);
          expect(JSON.stringify(shown)).not.toContain('PRIVATE');
        }
        const jwks = await server.inject({ url: '/.well-known/jwks.json' });
        expect(jwks.body).not.toContain(JSON.stringify(data.signing_keys?.[0]?.cert).slice(30, 90));
      },
      stub: serverOnly('the SDK hands on what is answered, as the first rules show'),
    },
  ],
};
