import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type ApiResponse,
  ClientsManager,
  type GetClients200ResponseOneOf,
  type GetClients200ResponseOneOf1,
  type GetCredentials200ResponseInner,
  ManagementClient,
  type PostCredentialsRequest,
  RequiredError,
} from '../../src/index.js';
import { type Reply, recordingServer, rejection } from '../recording-server.js';

async function managed(reply: Reply = { json: {} }) {
  const server = await recordingServer(() => reply);
  const { clients } = new ManagementClient({ baseUrl: server.origin, token: 'TOKEN' });
  return { ...server, clients };
}

const id = { client_id: 'c1' };
const credentialId = { client_id: 'c1', credential_id: 'cred_1' };
const newCredential: PostCredentialsRequest = { credential_type: 'public_key', pem: 'PEM', name: 'é' };

const calls: [string, string, (clients: ClientsManager) => Promise<ApiResponse<unknown>>][] = [
  ['get', 'GET /api/v2/clients/c1', (clients) => clients.get(id)],
  ['getAll', 'GET /api/v2/clients', (clients) => clients.getAll()],
  [
    'getCredential',
    'GET /api/v2/clients/c1/credentials/cred_1',
    (clients) => clients.getCredential(credentialId),
  ],
  ['getCredentials', 'GET /api/v2/clients/c1/credentials', (clients) => clients.getCredentials(id)],
  [
    'getEnabledConnections',
    'GET /api/v2/clients/c1/connections',
    (clients) => clients.getEnabledConnections(id),
  ],
  ['delete', 'DELETE /api/v2/clients/c1', (clients) => clients.delete(id)],
  [
    'deleteCredential',
    'DELETE /api/v2/clients/c1/credentials/cred_1',
    (clients) => clients.deleteCredential(credentialId),
  ],
  [
    'rotateClientSecret',
    'POST /api/v2/clients/c1/rotate-secret',
    (clients) => clients.rotateClientSecret(id),
  ],
];

describe('requests without a body', () => {
  test.each(calls)('%s asks for %s', async (_, line, call) => {
    const { clients, requests, lines } = await managed();
    await call(clients);
    expect(lines()).toEqual([line]);
    expect(requests[0]).toMatchObject({ body: '', headers: { authorization: 'Bearer TOKEN' } });
    expect(requests[0]?.headers).not.toHaveProperty('content-type');
  });

  test('rotateClientSecret says that its body is empty', async () => {
    const { clients, requests } = await managed();
    await clients.rotateClientSecret(id);
    expect(requests[0]?.headers).toMatchObject({ 'content-length': '0' });
  });
});

const update = { name: 'New', token_endpoint_auth_method: null, client_metadata: { key: null } };
const changes: [string, string, unknown, (clients: ClientsManager) => Promise<ApiResponse<unknown>>][] = [
  ['create', 'POST /api/v2/clients', { name: 'New' }, (clients) => clients.create({ name: 'New' })],
  ['update', 'PATCH /api/v2/clients/c1', update, (clients) => clients.update(id, update)],
  [
    'createCredential',
    'POST /api/v2/clients/c1/credentials',
    newCredential,
    (clients) => clients.createCredential(id, newCredential),
  ],
  [
    'updateCredential',
    'PATCH /api/v2/clients/c1/credentials/cred_1',
    { expires_at: null },
    (clients) => clients.updateCredential(credentialId, { expires_at: null }),
  ],
];

describe('requests with a body', () => {
  test.each(changes)('%s sends its JSON with %s', async (_, line, body, call) => {
    const { clients, requests, lines } = await managed({ status: 201, json: {} });
    await call(clients);
    expect(lines()).toEqual([line]);
    expect(requests[0]?.body).toBe(JSON.stringify(body));
    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer TOKEN',
    });
  });
});

describe('queries', () => {
  test('getAll sends all its parameters in the order of the contract, false and 0 among them', async () => {
    const { clients, lines } = await managed({ json: [] });
    const all: object = {
      q: 'a b&c',
      external_client_id: 'e',
      client_ids: 'x,y',
      app_type: 'spa,native',
      is_first_party: false,
      is_global: false,
      take: 0,
      from: 'f',
      include_totals: false,
      per_page: 50,
      page: 0,
      include_fields: false,
      fields: 'name',
    };
    await clients.getAll(all);
    expect(lines()).toEqual([
      'GET /api/v2/clients?fields=name&include_fields=false&page=0&per_page=50&include_totals=false&from=f&take=0' +
        '&is_global=false&is_first_party=false&app_type=spa%2Cnative&client_ids=x%2Cy&external_client_id=e&q=a%20b%26c',
    ]);
  });

  test('get sends fields and include_fields, and drops what is not in the contract', async () => {
    const { clients, lines } = await managed();
    const more: typeof id = { ...id, ...{ include_fields: true, fields: 'name', page: 3 } };
    await clients.get(more);
    expect(lines()).toEqual(['GET /api/v2/clients/c1?fields=name&include_fields=true']);
  });

  test('getEnabledConnections repeats strategy for each element', async () => {
    const { clients, lines } = await managed({ json: { connections: [] } });
    const page = { fields: 'id', take: 5, from: 'f', include_fields: true };
    await clients.getEnabledConnections({ ...id, strategy: ['auth0', 'google-oauth2'], ...page });
    expect(lines()).toEqual([
      'GET /api/v2/clients/c1/connections' +
        '?strategy=auth0&strategy=google-oauth2&from=f&take=5&fields=id&include_fields=true',
    ]);
  });

  test('leaves undefined out, sends null as text and nothing for an empty array', async () => {
    const { clients, lines } = await managed();
    await clients.getAll(JSON.parse('{"app_type": null}'));
    await clients.getEnabledConnections({ ...id, strategy: [] });
    expect(lines()).toEqual(['GET /api/v2/clients?app_type=null', 'GET /api/v2/clients/c1/connections']);
  });
});

describe('results', () => {
  test('hold data, headers, status and statusText, in that order', async () => {
    const { clients } = await managed({
      status: 201,
      headers: { 'x-request-id': 'r1' },
      json: { client_id: 'c1' },
    });
    const result = await clients.create({ name: 'New' });
    expect(Object.keys(result)).toEqual(['data', 'headers', 'status', 'statusText']);
    expect(result).toMatchObject({ data: { client_id: 'c1' }, status: 201, statusText: 'Created' });
    expect(result.headers.get('x-request-id')).toBe('r1');
  });

  test.each([
    ['with a status of its own', { status: 204 }],
    ['with a body that is not JSON', { status: 200, text: 'gone' }],
  ])('of a deletion have no data, also %s', async (_, reply) => {
    const { clients } = await managed(reply);
    const result = await clients.delete(id);
    expect(Object.keys(result)).toEqual(['data', 'headers', 'status', 'statusText']);
    expect(result).toMatchObject({ data: undefined, status: reply.status });
  });

  test('have the type of the form that the parameters ask for', async () => {
    const { clients } = await managed({ json: [] });
    const totals = await clients.getAll({ include_totals: true });
    const checkpoint = await clients.getAll({ take: 5 });
    const next = await clients.getAll({ from: 'f' });
    const plain = await clients.getAll({ fields: 'name' });
    const credentials = await clients.getCredentials(id);
    expectTypeOf(totals).toEqualTypeOf<ApiResponse<GetClients200ResponseOneOf>>();
    expectTypeOf(checkpoint).toEqualTypeOf<ApiResponse<GetClients200ResponseOneOf1>>();
    expectTypeOf(next).toEqualTypeOf<ApiResponse<GetClients200ResponseOneOf1>>();
    expectTypeOf(plain).toEqualTypeOf<ApiResponse<{ name: string; tenant?: string | undefined }[]>>();
    expectTypeOf(credentials).toEqualTypeOf<ApiResponse<GetCredentials200ResponseInner[]>>();
  });
});

describe('ids', () => {
  test('are percent-encoded', async () => {
    const { clients, lines } = await managed();
    await clients.getCredential({ client_id: 'a/b?c#d é', credential_id: '%2e%2e' });
    expect(lines()).toEqual(['GET /api/v2/clients/a%2Fb%3Fc%23d%20%C3%A9/credentials/%252e%252e']);
  });

  test.each([null, undefined, '', '.', '..'])('%j is refused before anything is sent', async (value) => {
    const { clients, requests } = await managed();
    const bad = JSON.parse(JSON.stringify({ client_id: value }));
    const credential = JSON.parse(JSON.stringify({ client_id: 'c1', credential_id: value }));
    for (const call of [
      () => clients.get(bad),
      () => clients.delete(bad),
      () => clients.update(bad, {}),
      () => clients.rotateClientSecret(bad),
      () => clients.getCredentials(bad),
      () => clients.createCredential(bad, newCredential),
      () => clients.getEnabledConnections(bad),
    ]) {
      expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'client_id' });
    }
    for (const call of [
      () => clients.getCredential(credential),
      () => clients.deleteCredential(credential),
      () => clients.updateCredential(credential, {}),
    ]) {
      expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'credential_id' });
    }
    expect(requests).toEqual([]);
  });

  test('that are missing are named in the message', async () => {
    const { clients } = await managed();
    const error = await rejection(clients.rotateClientSecret(JSON.parse('{}')));
    expect(error).toBeInstanceOf(RequiredError);
    expect(error).toMatchObject({ message: expect.stringContaining('requestParameters.client_id') });
  });
});

describe('a manager by itself', () => {
  test('talks to its base URL, and needs no more', async () => {
    const { origin, requests, lines } = await recordingServer(() => ({ json: [] }));
    await new ClientsManager({ baseUrl: `${origin}/elsewhere` }).getAll();
    expect(lines()).toEqual(['GET /elsewhere/clients']);
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test.each([{}, { baseUrl: '' }, { baseUrl: null }, { baseUrl: 5 }])('refuses %j', (configuration) => {
    expect(() => new ClientsManager(JSON.parse(JSON.stringify(configuration)))).toThrow(/baseUrl/);
  });
});
