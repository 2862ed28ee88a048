import nock from 'nock';
import nodeFetch from 'node-fetch';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ApiResponse,
  type Client,
  type ClientCreate,
  ClientsManager,
  type ClientUpdate,
  GetClientConnectionsStrategyEnum,
  type GetClientsRequest,
  type GetCredentials200ResponseInner,
  ManagementClient,
  type PatchCredentialsByCredentialIdRequest,
  type PostCredentialsOperationRequest,
  type PostCredentialsRequest,
  RequiredError,
} from '../../src/index.js';

// As the tests of the known SDK do: another fetch takes the global place before any client is made.
const original = globalThis.fetch;
let clients: ClientsManager;
beforeAll(() => {
  Object.assign(globalThis, { fetch: nodeFetch });
  nock.disableNetConnect();
});
afterAll(() => {
  globalThis.fetch = original;
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => {
  clients = new ManagementClient({ domain: 'tenant.auth0.com', token: 'TOKEN' }).clients;
});
afterEach(() => {
  nock.cleanAll();
});

const api = () => nock('https://tenant.auth0.com/api/v2', { reqheaders: { authorization: 'Bearer TOKEN' } });

const CREATE: ClientCreate = {
  name: 'Test client',
  token_quota: { client_credentials: { enforce: true, per_day: 100, per_hour: 10 } },
  refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0 },
  async_approval_notification_channels: ['email', 'guardian-push'],
};
const UPDATE: ClientUpdate = { name: 'Other name', token_quota: null, refresh_token: null };
const FOR_CLIENT: PostCredentialsOperationRequest = { client_id: '123' };
const NEW_KEY: PostCredentialsRequest = { credential_type: 'public_key', name: 'key', pem: 'PEM' };
const NEW_EXPIRY: PatchCredentialsByCredentialIdRequest = { expires_at: '2095-01-01T00:00:00.000Z' };
const ONE_KEY = { client_id: '123', credential_id: 'abc' };

const CLIENT = { ...CREATE, client_id: '5' };
const KEY: Partial<GetCredentials200ResponseInner> = {
  id: 'cred_1',
  credential_type: 'public_key',
  kid: 'k',
};
const CONNECTIONS = { connections: [{ id: 'con_1', name: 'users', strategy: 'auth0' }], next: 'token' };

interface Case {
  name: string;
  verb: 'get' | 'post' | 'patch' | 'delete';
  path: string;
  body?: object;
  answer: object | undefined;
  call(): Promise<ApiResponse<unknown>>;
}

const CASES: Case[] = [
  { name: 'getAll', verb: 'get', path: '/clients', answer: [CLIENT], call: () => clients.getAll() },
  {
    name: 'create',
    verb: 'post',
    path: '/clients',
    body: CREATE,
    answer: CLIENT,
    call: () => clients.create(CREATE),
  },
  {
    name: 'get',
    verb: 'get',
    path: '/clients/5',
    answer: CLIENT,
    call: () => clients.get({ client_id: '5' }),
  },
  {
    name: 'update',
    verb: 'patch',
    path: '/clients/5',
    body: UPDATE,
    answer: CLIENT,
    call: () => clients.update({ client_id: '5' }, UPDATE),
  },
  {
    name: 'delete',
    verb: 'delete',
    path: '/clients/5',
    answer: undefined,
    call: () => clients.delete({ client_id: '5' }),
  },
  {
    name: 'rotateClientSecret',
    verb: 'post',
    path: '/clients/5/rotate-secret',
    answer: { ...CLIENT, client_secret: 'new' },
    call: () => clients.rotateClientSecret({ client_id: '5' }),
  },
  {
    name: 'getCredentials',
    verb: 'get',
    path: '/clients/123/credentials',
    answer: [KEY],
    call: () => clients.getCredentials({ client_id: '123' }),
  },
  {
    name: 'createCredential',
    verb: 'post',
    path: '/clients/123/credentials',
    body: NEW_KEY,
    answer: KEY,
    call: () => clients.createCredential(FOR_CLIENT, NEW_KEY),
  },
  {
    name: 'getCredential',
    verb: 'get',
    path: '/clients/123/credentials/abc',
    answer: KEY,
    call: () => clients.getCredential(ONE_KEY),
  },
  {
    name: 'updateCredential',
    verb: 'patch',
    path: '/clients/123/credentials/abc',
    body: NEW_EXPIRY,
    answer: KEY,
    call: () => clients.updateCredential(ONE_KEY, NEW_EXPIRY),
  },
  {
    name: 'deleteCredential',
    verb: 'delete',
    path: '/clients/123/credentials/abc',
    answer: undefined,
    call: () => clients.deleteCredential(ONE_KEY),
  },
  {
    name: 'getEnabledConnections',
    verb: 'get',
    path: '/clients/5/connections',
    answer: CONNECTIONS,
    call: () => clients.getEnabledConnections({ client_id: '5' }),
  },
];

describe('the manager', () => {
  test.each(CASES.map(({ name }) => name))('has the method %s', (name) => {
    expect(clients[name as 'getAll']).toBeInstanceOf(Function);
  });

  test('refuses a configuration without a base URL', () => {
    expect(() => new ClientsManager({} as { baseUrl: string })).toThrow(Error);
    expect(() => new ClientsManager({ baseUrl: '' })).toThrow(Error);
  });
});

describe.each(CASES)('$name', ({ verb, path, body, answer, call }) => {
  const interceptor = () => api().intercept(path, verb.toUpperCase(), body as nock.RequestBodyMatcher);

  test('returns a promise', async () => {
    interceptor().reply(200, answer ?? '');
    const promise = call();
    expect(promise.then).toBeInstanceOf(Function);
    expect(promise.catch).toBeInstanceOf(Function);
    await promise;
  });

  test('makes exactly one request, with its token', async () => {
    const scope = interceptor().reply(200, answer ?? '');
    await call();
    expect(scope.isDone()).toBe(true);
  });

  test('gives the body of the answer as data', async () => {
    interceptor().reply(200, answer ?? '');
    const { data, headers } = await call();
    expect(data).toEqual(answer);
    expect(headers.get).toBeInstanceOf(Function);
  });

  test('sends its body unchanged', async () => {
    let sent: unknown;
    api()
      .intercept(path, verb.toUpperCase(), (given) => {
        sent = given;
        return true;
      })
      .reply(200, answer ?? '');
    await call();
    expect(sent).toEqual(body ?? '');
  });

  test('rejects a 500 at once', async () => {
    interceptor().reply(500, {});
    await expect(call()).rejects.toMatchObject({ name: 'ManagementApiError', statusCode: 500, attempts: 1 });
  });

  test('rejects when there is no connection', async () => {
    interceptor().replyWithError('gone');
    await expect(call()).rejects.toMatchObject({ name: 'FetchError', attempts: 1 });
  });
});

describe('getAll', () => {
  const parameters = {
    fields: 'name,client_id',
    include_fields: true,
    page: 0,
    per_page: 50,
    include_totals: false,
    from: 'from',
    take: 10,
    is_global: false,
    is_first_party: false,
    app_type: 'spa,native',
    q: 'client_grant.allow_any_organization:true',
  };

  test('sends every query parameter as it is, false and 0 too', async () => {
    const scope = api()
      .get('/clients')
      .query(Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, `${value}`])))
      .reply(200, []);
    const asked: GetClientsRequest = parameters;
    await clients.getAll(asked as { page: number });
    expect(scope.isDone()).toBe(true);
  });

  test('with totals gives them', async () => {
    const page = { start: 0, limit: 50, total: 1, clients: [CLIENT] };
    api().get('/clients').query({ include_totals: 'true' }).reply(200, page);
    const { data } = await clients.getAll({ include_totals: true });
    const [first]: Client[] = data.clients;
    expect([data.start, data.limit, data.total, first?.client_id]).toEqual([0, 50, 1, '5']);
  });
});

describe('rotateClientSecret', () => {
  test('without an id rejects with a RequiredError', async () => {
    const without = {} as { client_id: string };
    await expect(clients.rotateClientSecret(without)).rejects.toThrow(RequiredError);
    await expect(clients.rotateClientSecret(without)).rejects.toMatchObject({ field: 'client_id' });
  });

  test('takes overrides as its second argument', async () => {
    const scope = nock('https://tenant.auth0.com/api/v2', { reqheaders: { 'x-own': '1' } })
      .post('/clients/5/rotate-secret')
      .reply(200, CLIENT);
    await clients.rotateClientSecret({ client_id: '5' }, { headers: { 'x-own': '1' } });
    expect(scope.isDone()).toBe(true);
  });
});

describe('getEnabledConnections', () => {
  test('repeats the key of each strategy', async () => {
    const { auth0, google_oauth2 } = GetClientConnectionsStrategyEnum;
    let query = '';
    api()
      .get((uri) => {
        query = uri.split('?')[1] ?? '';
        return true;
      })
      .reply(200, CONNECTIONS);
    const { data } = await clients.getEnabledConnections({
      client_id: '5',
      strategy: [auth0, google_oauth2],
      from: 'abc',
      take: 2,
      fields: 'id',
      include_fields: true,
    });
    expect(query).toBe('strategy=auth0&strategy=google-oauth2&from=abc&take=2&fields=id&include_fields=true');
    expect(data).toEqual(CONNECTIONS);
  });
});
