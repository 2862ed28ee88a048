import { describe, expect, test } from 'vitest';
import {
  type ApiResponse,
  ClienteleError,
  ClientsManager,
  type InitOverride,
  JSONApiResponse,
  ManagementApiError,
} from '../../src/index.js';
import { about, recordingServer, rejection } from '../recording-server.js';

/** With the two operations that only later generations of the known SDK have. */
class Clients extends ClientsManager {
  previewCimdMetadata(body: object, overrides?: InitOverride) {
    return this.#post('/clients/cimd/preview', body, overrides);
  }
  registerCimdClient(body: object, overrides?: InitOverride) {
    return this.#post('/clients/cimd/register', body, overrides);
  }
  async #post(path: string, body: object, overrides?: InitOverride) {
    const headers = { 'Content-Type': 'application/json' };
    return JSONApiResponse.fromResponse(
      await this.request({ path, method: 'POST', headers, body }, overrides),
    );
  }
}

interface Refusal {
  error: string;
  errorCode?: string;
  message: string;
}

const REFUSALS: Record<number, Refusal> = {
  400: { error: 'Bad Request', errorCode: 'invalid_body', message: 'Payload validation error' },
  401: { error: 'Unauthorized', message: 'Invalid token' },
  403: { error: 'Forbidden', errorCode: 'insufficient_scope', message: 'Insufficient scope' },
  404: { error: 'Not Found', errorCode: 'inexistent_client', message: 'The client does not exist' },
  409: { error: 'Conflict', errorCode: 'conflict', message: 'The client exists already' },
  429: { error: 'Too Many Requests', errorCode: 'too_many_requests', message: 'Global limit reached' },
  500: { error: 'Internal Server Error', message: 'An internal server error occurred' },
};

type Operation = [string, string, number[], (clients: Clients) => Promise<ApiResponse<unknown>>];

const client = { client_id: 'id' };
const credential = { client_id: 'client_id', credential_id: 'credential_id' };
const pem = { credential_type: 'public_key', pem: 'pem' } as const;
const document = { external_client_id: 'https://client.example/metadata.json' };

const OPERATIONS: Operation[] = [
  ['list', 'GET /clients', [400, 401, 403, 429], (clients) => clients.getAll()],
  ['create', 'POST /clients', [400, 401, 403, 404, 409, 429], (clients) => clients.create({ name: 'name' })],
  ['get', 'GET /clients/id', [400, 401, 403, 404, 429], (clients) => clients.get(client)],
  ['update', 'PATCH /clients/id', [400, 401, 403, 404, 429], (clients) => clients.update(client, {})],
  [
    'rotateSecret',
    'POST /clients/id/rotate-secret',
    [400, 401, 403, 404, 429],
    (clients) => clients.rotateClientSecret(client),
  ],
  ['delete', 'DELETE /clients/id', [400, 401, 403, 429], (clients) => clients.delete(client)],
  [
    'previewCimdMetadata',
    'POST /clients/cimd/preview',
    [400, 401, 403, 429, 500],
    (clients) => clients.previewCimdMetadata(document),
  ],
  [
    'registerCimdClient',
    'POST /clients/cimd/register',
    [400, 401, 403, 429, 500],
    (clients) => clients.registerCimdClient(document),
  ],
  [
    'credentials list',
    'GET /clients/client_id/credentials',
    [401, 403, 404, 429],
    (clients) => clients.getCredentials(credential),
  ],
  [
    'credentials create',
    'POST /clients/client_id/credentials',
    [400, 401, 403, 404, 429],
    (clients) => clients.createCredential(credential, pem),
  ],
  [
    'credentials get',
    'GET /clients/client_id/credentials/credential_id',
    [401, 403, 404, 429],
    (clients) => clients.getCredential(credential),
  ],
  [
    'credentials delete',
    'DELETE /clients/client_id/credentials/credential_id',
    [400, 401, 403, 429],
    (clients) => clients.deleteCredential(credential),
  ],
  [
    'credentials update',
    'PATCH /clients/client_id/credentials/credential_id',
    [400, 401, 403, 404, 429],
    (clients) => clients.updateCredential(credential, {}),
  ],
  [
    'connections get',
    'GET /clients/id/connections',
    [400, 401, 403, 404, 429],
    (clients) => clients.getEnabledConnections(client),
  ],
];

test('the cases are the eighty of the known generated client', () => {
  expect(OPERATIONS.reduce((sum, [, , statuses]) => sum + 1 + statuses.length, 0)).toBe(80);
});

describe.each(OPERATIONS)('%s', (name, line, statuses, call) => {
  const configuration = { retry: { maxRetries: 0 }, headers: { authorization: 'Bearer test' } };

  test('200 resolves with what was answered', async () => {
    const answered = { client_id: 'id', nested: { list: [1, null, true] } };
    const { origin, requests, lines } = await recordingServer(() => ({ json: answered }));
    const { data, status } = await call(new Clients({ baseUrl: origin, ...configuration }));
    expect(status).toBe(200);
    expect(data).toEqual(/delete/.test(name) ? undefined : answered);
    expect(lines()).toEqual([line]);
    expect(requests[0]?.headers.authorization).toBe('Bearer test');
  });

  test.each(statuses)('%i rejects with a ManagementApiError that says so', async (status) => {
    const refusal = REFUSALS[status] as Refusal;
    const { origin, lines } = await recordingServer(() => ({
      status,
      json: { statusCode: status, ...refusal },
    }));
    const error = await rejection(call(new Clients({ baseUrl: origin, ...configuration })));
    expect(error).toBeInstanceOf(ManagementApiError);
    expect(error).toBeInstanceOf(ClienteleError);
    const [method, path] = line.split(' ');
    expect(error).toMatchObject({
      ...refusal,
      message: about(refusal.message),
      status,
      statusCode: status,
      method,
      path,
      attempts: 1,
    });
    expect((error as ManagementApiError).errorCode).toBe(refusal.errorCode);
    expect(lines()).toEqual([line]);
  });
});

test.each([200, 201, 202, 204, 206])(
  'every other status from 200 to 299 is success too: %i',
  async (status) => {
    const text = status === 204 ? '' : '{"client_id":"id"}';
    const { origin } = await recordingServer(() => ({ status, text }));
    const clients = new Clients({ baseUrl: origin });
    expect(await clients.delete(client)).toMatchObject({ status, data: undefined });
    if (text)
      expect(await clients.create({ name: 'n' })).toMatchObject({ status, data: { client_id: 'id' } });
  },
);

test('a second page is asked for as the first one says', async () => {
  const page = (start: number) => ({ start, limit: 2, total: 4, clients: [{ client_id: `c${start}` }] });
  const { origin, lines } = await recordingServer(({ url }) => ({
    json: page(url.includes('page=1') ? 2 : 0),
  }));
  const clients = new Clients({ baseUrl: origin });
  const asked = { per_page: 2, include_totals: true } as const;
  const first = await clients.getAll({ ...asked, page: 0 });
  const second = await clients.getAll({ ...asked, page: first.data.start / first.data.limit + 1 });
  expect([first.data.clients, second.data.clients]).toMatchObject([
    [{ client_id: 'c0' }],
    [{ client_id: 'c2' }],
  ]);
  expect(lines()).toEqual([
    'GET /clients?page=0&per_page=2&include_totals=true',
    'GET /clients?page=1&per_page=2&include_totals=true',
  ]);
});
