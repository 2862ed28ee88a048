import { type ApiResponse, BaseAPI, ClientsManager, type ManagementClient } from '@clientele/sdk';
import { expect } from 'vitest';
import { audience } from '../../../packages/server/test/test-server.js';
import { credentialOf, first, keysOf, type World } from './on-server.js';
import { type Rule, type Section, sdkOnly } from './rule.js';
import { refused, stub } from './stub.js';

interface Method {
  says: string;
  /** Calls it on a stub, with ids `c1` and `cred_1`. */
  call: (management: ManagementClient) => Promise<ApiResponse<unknown>>;
  /** Verb, path and query that it sends. */
  sends: string;
  body?: object;
  /** What the stub answers; nothing where the method resolves to nothing. */
  json?: unknown;
  server: (world: World) => Promise<void>;
}

function method({ says, call, sends, body, json, server }: Method): Rule {
  return {
    says,
    server,
    async stub() {
      const { management, sent, lines } = stub(json === undefined ? { status: 204 } : { json });
      const { data } = await call(management);
      expect(data).toEqual(json);
      expect(lines()).toEqual([sends]);
      expect(sent[0]?.body).toBe(body && JSON.stringify(body));
      expect(sent[0]?.headers['content-type']).toBe(body && 'application/json');
      expect(sent[0]?.headers.authorization).toBe('Bearer TOKEN');
    },
  };
}

const id = { client_id: 'c1' };
const ids = { client_id: 'c1', credential_id: 'cred_1' };
const client = { client_id: 'c1', name: 'One' };
const credential = { id: 'cred_1', credential_type: 'public_key' };

/** A client with a credential. */
async function withCredential({ admin: { clients }, made }: World) {
  const { client_id } = await made();
  const { data } = await clients.createCredential({ client_id }, credentialOf(first));
  return { client_id, credential_id: data.id };
}

const known = [
  'create',
  'createCredential',
  'delete',
  'deleteCredential',
  'get',
  'getAll',
  'getCredential',
  'getCredentials',
  'getEnabledConnections',
  'rotateClientSecret',
  'update',
  'updateCredential',
];

/** The methods of clients. */
export const methods: Section = {
  title: 'The methods of `clients`',
  rules: [
    {
      says: '`ClientsManager` extends `BaseAPI`, is made from one configuration, is exported by itself, and is `clients` of a `ManagementClient`.',
      async server({ server, admin }) {
        expect(admin.clients).toBeInstanceOf(ClientsManager);
        const answered = await admin.clients.getAll({ per_page: 1 });
        const alone = new ClientsManager({
          baseUrl: 'https://id.example.com/api/v2',
          headers: { authorization: `Bearer ${server.admin}` },
          fetch: async (url, init) => {
            const { pathname, search } = new URL(url);
            const headers = init.headers as Record<string, string>;
            const answer = await server.inject({ url: `${pathname}${search}`, headers });
            return new Response(answer.body, { status: answer.statusCode });
          },
        });
        expect((await alone.getAll({ per_page: 1 })).data).toEqual(answered.data);
      },
      async stub() {
        const { fetch, lines } = stub({ json: [client] });
        const alone = new ClientsManager({ baseUrl: 'https://stub.example/api/v2', fetch });
        expect(alone).toBeInstanceOf(BaseAPI);
        expect((await alone.getAll()).data).toEqual([client]);
        expect(lines()).toEqual(['GET /clients']);
      },
    },
    {
      says: 'It has these twelve methods; a credential is changed by `updateCredential`, and there is no `patchCredential`.',
      server: { file: 'test/contract/sdk-on-server/sdk-on-server.test.ts', test: 'no method is left out' },
      async stub() {
        const names = Object.getOwnPropertyNames(ClientsManager.prototype);
        expect(names.filter((name) => name !== 'constructor').sort()).toEqual(known);
      },
    },
    {
      says: 'Every method returns a native promise; what is missing rejects it and never throws, and nothing is sent.',
      server: sdkOnly('nothing is sent'),
      async stub() {
        const { management, sent } = stub();
        for (const name of known.filter((name) => !['create', 'getAll'].includes(name))) {
          const call = (management.clients as unknown as Record<string, (...given: unknown[]) => unknown>)[
            name
          ];
          const promise = call?.call(management.clients, {}, {}) as Promise<unknown>;
          expect(Object.getPrototypeOf(promise)).toBe(Promise.prototype);
          expect(await refused(promise)).toMatchObject({ name: 'RequiredError', field: 'client_id' });
        }
        expect(sent).toEqual([]);
      },
    },
    {
      says: 'Requests go to `https://<domain>/api/v2`; the last parameter of every method changes this one request.',
      async server({ admin: { clients } }) {
        const { headers } = await clients.getAll({ take: 1 }, { headers: { 'x-trace': '1' } });
        expect(headers.get('x-request-id')).toMatch(/./);
      },
      async stub() {
        const { management, sent } = stub({ json: { access_token: 'T' } });
        const calls = (overrides: object) => [
          management.clients.create({ name: 'One' }, overrides),
          management.clients.get(id, overrides),
          management.clients.getAll({}, overrides),
          management.clients.update(id, {}, overrides),
          management.clients.delete(id, overrides),
          management.clients.rotateClientSecret(id, overrides),
          management.clients.createCredential(id, credentialOf(first), overrides),
          management.clients.getCredential(ids, overrides),
          management.clients.getCredentials(id, overrides),
          management.clients.updateCredential(ids, {}, overrides),
          management.clients.deleteCredential(ids, overrides),
          management.clients.getEnabledConnections(id, overrides),
        ];
        await Promise.all(calls({ headers: { 'x-trace': '1' } }));
        expect(sent).toHaveLength(known.length);
        for (const { url, headers } of sent) {
          expect(url).toMatch(/^https:\/\/stub\.example\/api\/v2\/clients/);
          expect(headers['x-trace']).toBe('1');
        }
      },
    },
    method({
      says: '`create(body)` is POST `/clients`, and resolves to the client.',
      call: ({ clients }) => clients.create({ name: 'One' }),
      sends: 'POST /clients',
      body: { name: 'One' },
      json: client,
      async server({ admin: { clients } }) {
        const { data, status } = await clients.create({ name: 'One', app_type: 'spa' });
        expect([status, data.name, data.client_secret.length]).toEqual([201, 'One', 64]);
      },
    }),
    method({
      says: '`createCredential({ client_id }, body)` is POST `/clients/{client_id}/credentials`, and resolves to the credential.',
      call: ({ clients }) => clients.createCredential(id, credentialOf(first)),
      sends: 'POST /clients/c1/credentials',
      body: credentialOf(first),
      json: credential,
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { data, status } = await clients.createCredential({ client_id }, credentialOf(first));
        expect([status, data.credential_type, data.alg]).toEqual([201, 'public_key', 'RS256']);
      },
    }),
    method({
      says: '`delete({ client_id })` is DELETE `/clients/{client_id}`, and resolves to nothing; its credentials and grants go too, and once more is no error.',
      call: ({ clients }) => clients.delete(id),
      sends: 'DELETE /clients/c1',
      async server(world) {
        const { clients, clientGrants } = world.admin;
        const { client_id } = await withCredential(world);
        expect((await clientGrants.getAll({ client_id })).data).toHaveLength(1);
        for (const _ of [1, 2]) {
          const { data, status } = await clients.delete({ client_id });
          expect([data, status]).toEqual([undefined, 204]);
        }
        expect((await clientGrants.getAll({ client_id, audience })).data).toEqual([]);
        expect(await refused(clients.get({ client_id }))).toMatchObject({ statusCode: 404 });
      },
    }),
    method({
      says: '`deleteCredential({ client_id, credential_id })` is DELETE `/clients/{client_id}/credentials/{credential_id}`, and resolves to nothing.',
      call: ({ clients }) => clients.deleteCredential(ids),
      sends: 'DELETE /clients/c1/credentials/cred_1',
      async server(world) {
        const of = await withCredential(world);
        const { data, status } = await world.admin.clients.deleteCredential(of);
        expect([data, status]).toEqual([undefined, 204]);
        expect(await refused(world.admin.clients.getCredential(of))).toMatchObject({ statusCode: 404 });
      },
    }),
    method({
      says: '`get({ client_id, fields, include_fields })` is GET `/clients/{client_id}` with these two in its query.',
      call: ({ clients }) => clients.get({ include_fields: false, fields: 'sso', ...id }),
      sends: 'GET /clients/c1?fields=sso&include_fields=false',
      json: client,
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        expect((await clients.get({ client_id, fields: 'name' })).data).toEqual({ name: 'Somebody' });
      },
    }),
    method({
      says: '`getAll(parameters)` is GET `/clients`, and resolves to an array; its query is sent in a fixed order, false and 0 too, and names that it does not know are left out.',
      call: ({ clients }) =>
        clients.getAll({
          client_ids: 'c1,c2',
          app_type: 'spa,native',
          is_first_party: false,
          is_global: false,
          include_totals: false,
          per_page: 50,
          page: 0,
          include_fields: true,
          fields: 'name',
          ...({ unknown: 1 } as object),
        }),
      sends:
        'GET /clients?fields=name&include_fields=true&page=0&per_page=50&include_totals=false&is_global=false&is_first_party=false&app_type=spa%2Cnative&client_ids=c1%2Cc2',
      json: [client],
      async server({ admin: { clients }, made }) {
        const { client_id } = await made({ app_type: 'spa' });
        const query = { client_ids: client_id, app_type: 'spa', is_global: false, page: 0 };
        const { data } = await clients.getAll(query);
        expect(data.map((found) => found.client_id)).toEqual([client_id]);
        expect((await clients.getAll({ ...query, app_type: 'native' })).data).toEqual([]);
      },
    }),
    method({
      says: '`getAll({ include_totals: true })` resolves to `{ start, limit, total, clients }`.',
      call: ({ clients }) => clients.getAll({ include_totals: true, page: 1, per_page: 2 }),
      sends: 'GET /clients?page=1&per_page=2&include_totals=true',
      json: { start: 2, limit: 2, total: 3, clients: [client] },
      async server({ admin: { clients }, made }) {
        await made();
        const { data } = await clients.getAll({ include_totals: true, per_page: 1, page: 1 });
        expect(data).toMatchObject({ start: 1, limit: 1, clients: [{ name: expect.any(String) }] });
        expect(data.total).toBeGreaterThan(1);
      },
    }),
    method({
      says: '`getAll({ take })`, and `getAll({ from })` after it, resolve to `{ clients, next }`, with `next` while there are more; their types say so.',
      call: async ({ clients }) => {
        const answer = await clients.getAll({
          take: 1,
          from: 'here',
          q: 'client_grant.allow_any_organization:true',
        });
        const next: string | undefined = answer.data.next;
        expect([next, answer.data.clients.length]).toEqual(['there', 1]);
        return answer;
      },
      sends: 'GET /clients?from=here&take=1&q=client_grant.allow_any_organization%3Atrue',
      json: { next: 'there', clients: [client] },
      async server({ admin: { clients }, made }) {
        const wanted = [(await made()).client_id, (await made()).client_id];
        const client_ids = wanted.join();
        const { data: one } = await clients.getAll({ client_ids, take: 1 });
        expect(Object.keys(one).sort()).toEqual(['clients', 'next']);
        const { data: other } = await clients.getAll({ client_ids, from: one.next ?? '' });
        expect(Object.keys(other)).toEqual(['clients']);
        const seen = [...one.clients, ...other.clients].map(({ client_id }) => client_id);
        expect(seen.sort()).toEqual(wanted.sort());
      },
    }),
    method({
      says: '`getCredential({ client_id, credential_id })` is GET `/clients/{client_id}/credentials/{credential_id}`, and resolves to the credential without its key.',
      call: ({ clients }) => clients.getCredential(ids),
      sends: 'GET /clients/c1/credentials/cred_1',
      json: credential,
      async server(world) {
        const of = await withCredential(world);
        const { data } = await world.admin.clients.getCredential(of);
        expect(data.id).toBe(of.credential_id);
        expect(data).not.toHaveProperty('pem');
      },
    }),
    method({
      says: '`getCredentials({ client_id })` is GET `/clients/{client_id}/credentials`, and resolves to an array of those enabled and not.',
      call: ({ clients }) => clients.getCredentials(id),
      sends: 'GET /clients/c1/credentials',
      json: [credential],
      async server(world) {
        const { clients } = world.admin;
        const { client_id, client_authentication_methods } = await world.made({
          client_authentication_methods: keysOf(credentialOf(first)),
        });
        const [enabled] = client_authentication_methods?.private_key_jwt?.credentials ?? [];
        const { data: inert } = await clients.createCredential(
          { client_id },
          { credential_type: 'cert_subject_dn', subject_dn: 'CN=somebody' },
        );
        const { data } = await clients.getCredentials({ client_id });
        expect(data.map((one) => one.id).sort()).toEqual([enabled?.id, inert.id].sort());
      },
    }),
    method({
      says: '`getEnabledConnections({ client_id, strategy, … })` is GET `/clients/{client_id}/connections`, a list of strategies repeats its key; it resolves to `{ connections, next }`.',
      call: ({ clients }) =>
        clients.getEnabledConnections({
          ...id,
          include_fields: true,
          fields: 'name',
          take: 2,
          from: 'here',
          strategy: ['auth0', 'oidc'],
        }),
      sends:
        'GET /clients/c1/connections?strategy=auth0&strategy=oidc&from=here&take=2&fields=name&include_fields=true',
      json: { connections: [{ name: 'users' }], next: 'there' },
      async server({ admin: { clients, connections }, made }) {
        const { client_id } = await made();
        for (const strategy of ['auth0', 'oidc'] as const)
          await connections.create({
            name: `of-${strategy}-${client_id}`,
            strategy,
            enabled_clients: [client_id],
          });
        const { data } = await clients.getEnabledConnections({ client_id, strategy: ['oidc'] });
        expect(data.connections.map(({ name }) => name)).toEqual([`of-oidc-${client_id}`]);
        expect((await clients.getEnabledConnections({ client_id, take: 1 })).data.next).toMatch(/./);
      },
    }),
    method({
      says: '`rotateClientSecret({ client_id })` is POST `/clients/{client_id}/rotate-secret` without body and content type, and resolves to the client.',
      call: ({ clients }) => clients.rotateClientSecret(id),
      sends: 'POST /clients/c1/rotate-secret',
      json: { ...client, client_secret: 'made' },
      async server({ admin: { clients }, made }) {
        const { client_id, client_secret } = await made();
        const { data } = await clients.rotateClientSecret({ client_id });
        expect(data.client_secret).toHaveLength(64);
        expect(data.client_secret).not.toBe(client_secret);
      },
    }),
    method({
      says: '`update({ client_id }, body)` is PATCH `/clients/{client_id}`, and resolves to the changed client.',
      call: ({ clients }) => clients.update(id, { name: 'Two' }),
      sends: 'PATCH /clients/c1',
      body: { name: 'Two' },
      json: client,
      async server({ admin: { clients }, made }) {
        const { client_id } = await made({ description: 'stays' });
        const { data } = await clients.update({ client_id }, { name: 'Two' });
        expect(data).toMatchObject({ name: 'Two', description: 'stays' });
      },
    }),
    method({
      says: '`updateCredential({ client_id, credential_id }, body)` is PATCH `/clients/{client_id}/credentials/{credential_id}`, and resolves to the changed credential.',
      call: ({ clients }) => clients.updateCredential(ids, { expires_at: '2095-01-01T00:00:00.000Z' }),
      sends: 'PATCH /clients/c1/credentials/cred_1',
      body: { expires_at: '2095-01-01T00:00:00.000Z' },
      json: credential,
      async server(world) {
        const of = await withCredential(world);
        const expires_at = '2095-01-01T00:00:00.000Z';
        const { data } = await world.admin.clients.updateCredential(of, { expires_at });
        expect(data.expires_at).toBe(expires_at);
      },
    }),
  ],
};
