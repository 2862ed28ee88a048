import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Client,
  ClientsManager,
  JSONApiResponse,
  type Middleware,
  TextApiResponse,
} from '../../src/index.js';
import { type Reply, recordingServer, rejection } from '../recording-server.js';

async function managed(
  options: { reply?: Reply; headers?: Record<string, string>; middleware?: Middleware[] } = {},
) {
  const { reply = { json: {} }, ...configuration } = options;
  const server = await recordingServer(() => reply);
  return { ...server, clients: new ClientsManager({ baseUrl: server.origin, ...configuration }) };
}

describe('an override', () => {
  test('that is an object replaces parts of the request', async () => {
    const { clients, requests } = await managed({ headers: { 'x-own': 'yes' } });
    await clients.get({ client_id: 'c1' }, { method: 'POST', headers: { 'x-trace': 't1' } });
    expect(requests[0]).toMatchObject({ method: 'POST', headers: { 'x-trace': 't1' } });
    expect(requests[0]?.headers).not.toHaveProperty('x-own');
  });

  test('that is a function sees the request and its context, and may return an object as body', async () => {
    const { clients, requests } = await managed();
    await clients.create({ name: 'New' }, async ({ init, context }) => {
      expect(context).toEqual({
        path: '/clients',
        method: 'POST',
        query: {},
        headers: { 'Content-Type': 'application/json' },
        body: { name: 'New' },
      });
      expect(init).toEqual({
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: { name: 'New' },
      });
      return { headers: { ...init.headers, 'x-trace': 't1' }, body: { name: 'Newer' } };
    });
    expect(requests[0]).toMatchObject({
      body: '{"name":"Newer"}',
      headers: { 'x-trace': 't1', 'content-type': 'application/json' },
    });
  });

  test('sees the query among its context', async () => {
    const { clients } = await managed();
    const seen: unknown[] = [];
    await clients.getAll({ page: 0, fields: 'name' }, ({ context }) => {
      seen.push(Object.entries(context.query ?? {}).filter(([, value]) => value !== undefined));
      return {};
    });
    expect(seen).toEqual([
      [
        ['fields', 'name'],
        ['page', 0],
      ],
    ]);
  });

  test('with a Headers instance is merged into the headers', async () => {
    const { clients, requests } = await managed({ headers: { 'X-Own': 'yes', 'X-Trace': 't0' } });
    await clients.create({ name: 'New' }, { headers: new Headers({ 'x-trace': 't1' }) });
    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-own': 'yes',
      'x-trace': 't1',
    });
  });

  test('that fails rejects the call', async () => {
    const { clients, requests } = await managed();
    const failure = new Error('no');
    expect(await rejection(clients.getAll({}, () => Promise.reject(failure)))).toBe(failure);
    expect(requests).toEqual([]);
  });
});

describe('bodies', () => {
  test('that are forms or blobs are sent as they are', async () => {
    const { clients, requests } = await managed();
    const headers = {};
    await clients.create({ name: 'New' }, { headers, body: new URLSearchParams({ a: 'b c' }) });
    await clients.create({ name: 'New' }, { headers, body: new Blob(['raw'], { type: 'text/x' }) });
    const form = new FormData();
    form.set('a', 'b');
    await clients.create({ name: 'New' }, { headers, body: form });
    expect(requests.slice(0, 2).map(({ body }) => body)).toEqual(['a=b+c', 'raw']);
    expect(requests[2]?.headers['content-type']).toMatch(/^multipart\/form-data/);
  });
});

describe('middlewares', () => {
  test('change the request in order, and see the answer', async () => {
    const seen: unknown[] = [];
    const adds = (value: string): Middleware => ({
      pre: ({ url, init }) => ({ url, init: { ...init, headers: { ...init.headers, 'x-last': value } } }),
      post: async ({ response }) => {
        seen.push([value, await response.json()]);
        return undefined;
      },
      onError: () => {
        seen.push('never');
        return undefined;
      },
    });
    const { clients, requests } = await managed({
      reply: { json: { client_id: 'c1' } },
      middleware: [adds('first'), adds('second')],
    });
    const { data } = await clients.get({ client_id: 'c1' });
    expect(data).toEqual({ client_id: 'c1' });
    expect(requests[0]?.headers).toMatchObject({ 'x-last': 'second' });
    expect(seen).toEqual([
      ['first', { client_id: 'c1' }],
      ['second', { client_id: 'c1' }],
    ]);
  });

  test('may replace an answer', async () => {
    const middleware = [{ post: () => Response.json({ client_id: 'other' }) }];
    const { clients } = await managed({ middleware });
    expect((await clients.get({ client_id: 'c1' })).data).toEqual({ client_id: 'other' });
  });

  test('may turn a refusal into an answer', async () => {
    const statuses: unknown[] = [];
    const middleware: Middleware[] = [
      {
        onError: ({ response, error }) => {
          statuses.push([response?.status, error]);
          return Response.json({ client_id: 'fallback' });
        },
      },
    ];
    const { clients } = await managed({ reply: { status: 500, json: {} }, middleware });
    expect((await clients.get({ client_id: 'c1' })).data).toEqual({ client_id: 'fallback' });
    expect(statuses).toEqual([[500, undefined]]);
  });

  test('may turn a failure of fetch into an answer', async () => {
    const failure = new TypeError('fetch failed');
    const seen: unknown[] = [];
    const clients = new ClientsManager({
      baseUrl: 'http://127.0.0.1',
      fetch: () => Promise.reject(failure),
      middleware: [
        {
          onError: ({ response, error }) => {
            seen.push([response, error]);
            return Response.json([]);
          },
        },
      ],
    });
    expect((await clients.getAll()).data).toEqual([]);
    expect(seen).toEqual([[undefined, expect.objectContaining({ name: 'FetchError', cause: failure })]]);
  });
});

describe('configuration', () => {
  test('headers go along with every request, and later ones win whatever their case', async () => {
    const { clients, requests } = await managed({ headers: { 'x-own': 'yes', 'content-type': 'text/x' } });
    await clients.create({ name: 'New' });
    expect(requests[0]?.headers).toMatchObject({ 'x-own': 'yes', 'content-type': 'application/json' });
  });

  test('an own fetch gets the URL, and the agent as dispatcher', async () => {
    const seen: unknown[] = [];
    const agent = { dispatch: 'somehow' };
    const clients = new ClientsManager({
      baseUrl: 'http://127.0.0.1:1/api/v2',
      agent,
      fetch: async (url, init) => {
        seen.push([url, init]);
        return Response.json([]);
      },
    });
    await clients.getAll({ page: 0 });
    expect(seen).toEqual([
      [
        'http://127.0.0.1:1/api/v2/clients?page=0',
        expect.objectContaining({ method: 'GET', dispatcher: agent }),
      ],
    ]);
  });

  test('parseError decides what a refusal becomes', async () => {
    const { origin } = await recordingServer(() => ({ status: 418, text: 'short and stout' }));
    const parseError = async (response: Response) => new Error(`${response.status} ${await response.text()}`);
    const clients = new ClientsManager({ baseUrl: origin, parseError });
    expect(await rejection(clients.getAll())).toEqual(new Error('418 short and stout'));
  });
});

describe('a subclass', () => {
  class MoreClients extends ClientsManager {
    get base() {
      return this.configuration.baseUrl;
    }

    async preview(url: string) {
      const response = await this.request({
        path: '/clients/cimd/preview',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: { external_client_id: url },
      });
      return JSONApiResponse.fromResponse<Client>(response);
    }

    async text() {
      return TextApiResponse.fromResponse(await this.request({ path: '/text', method: 'GET' }));
    }
  }

  test('uses the protected members', async () => {
    const { origin, requests, lines } = await recordingServer(() => ({ json: { client_id: 'tpc_1' } }));
    const clients = new MoreClients({ baseUrl: origin });
    const { data } = await clients.preview('https://client.example/');
    expectTypeOf(data).toEqualTypeOf<Client>();
    expect(clients.base).toBe(origin);
    expect(data).toEqual({ client_id: 'tpc_1' });
    expect(lines()).toEqual(['POST /clients/cimd/preview']);
    expect(requests[0]?.body).toBe('{"external_client_id":"https://client.example/"}');
  });

  test('can read text', async () => {
    const { origin } = await recordingServer(() => ({ text: 'plain' }));
    const result = await new MoreClients({ baseUrl: origin }).text();
    expect(Object.keys(result)).toEqual(['data', 'headers', 'status', 'statusText']);
    expect(result.data).toBe('plain');
  });
});
