import { describe, expect, test } from 'vitest';
import {
  ClienteleError,
  ClientsManager,
  type Collection,
  type GetClientsRequest,
  iterate,
  pages,
} from '../../src/index.js';
import { about, type Reply, recordingServer, rejection } from '../recording-server.js';
import { managersOf } from './every-method.js';

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(to - from, 0) }, (_, index) => ({ client_id: `c${from + index}` }));

/** Answers a list of so many entries as the server does: with totals, by checkpoint, or bare. */
function listOf(total: number, url: string, name = 'clients'): Reply {
  const query = new URL(url, 'http://x').searchParams;
  const number = (key: string, otherwise: number) => Number(query.get(key) ?? otherwise);
  if (query.has('take') || query.has('from')) {
    const from = number('from', 0);
    const to = Math.min(from + number('take', 50), total);
    return { json: { [name]: range(from, to), ...(to < total && { next: `${to}` }) } };
  }
  const limit = number('per_page', 50);
  const start = number('page', 0) * limit;
  const found = range(start, Math.min(start + limit, total));
  return { json: query.get('include_totals') === 'true' ? { start, limit, total, [name]: found } : found };
}

async function listing(total: number) {
  const server = await recordingServer(({ url }) => listOf(total, url));
  return { ...server, clients: new ClientsManager({ baseUrl: server.origin }) };
}

async function collected<T>(walk: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of walk) items.push(item);
  return items;
}

type Sized = Pick<GetClientsRequest, 'take' | 'per_page'>;
const ways: [string, GetClientsRequest, (size: number) => Sized][] = [
  ['checkpoint', {}, (size) => ({ take: size })],
  ['offset', { page: 0 }, (size) => ({ per_page: size })],
];

describe.each(ways)('a walk by %s', (way, least, sized) => {
  test.each([
    ['no entries', 0, 1],
    ['fewer than a page', 2, 1],
    ['one full page', 3, 1],
    ['a page and one entry', 4, 2],
    ['two full pages', 6, 2],
    ['many pages', 20, 7],
  ])('gives each of %s once, with no request too many', async (_, total, requests) => {
    const { clients, lines } = await listing(total);
    expect(await collected(iterate(clients, sized(3)))).toEqual(range(0, total));
    expect(lines()).toHaveLength(requests);
  });

  test('asks for a hundred at once where the caller says nothing', async () => {
    const { clients, lines } = await listing(150);
    expect(await collected(iterate(clients, least))).toHaveLength(150);
    expect(lines()).toEqual(
      way === 'offset'
        ? [
            'GET /clients?page=0&per_page=100&include_totals=true',
            'GET /clients?page=1&per_page=100&include_totals=true',
          ]
        : ['GET /clients?take=100', 'GET /clients?from=100&take=100'],
    );
  });

  test('keeps the filters on every page', async () => {
    const { clients, requests } = await listing(4);
    await collected(iterate(clients, { ...sized(2), app_type: 'spa', fields: 'client_id' }));
    const queries = requests.map(({ url }) => new URL(url, 'http://x').searchParams);
    expect(queries.map((query) => [query.get('app_type'), query.get('fields')])).toEqual([
      ['spa', 'client_id'],
      ['spa', 'client_id'],
    ]);
  });

  test('asks for no page before it is wanted', async () => {
    const { clients, lines } = await listing(9);
    for await (const { client_id } of iterate(clients, sized(3))) if (client_id === 'c2') break;
    expect(lines()).toHaveLength(1);
  });

  test('gives pages that stay as they are', async () => {
    const { clients } = await listing(5);
    const kept: string[] = [];
    const found: unknown[] = [];
    for await (const page of pages(clients, sized(2))) {
      found.push(page);
      kept.push(JSON.stringify(page));
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toBe('application/json');
    }
    expect(found.map((page) => JSON.stringify(page))).toEqual(kept);
    expect(new Set(found).size).toBe(3);
    expect(found).toMatchObject([
      { items: range(0, 2), data: { clients: range(0, 2) } },
      { items: range(2, 4) },
      { items: range(4, 5) },
    ]);
  });

  test('leaves the parameters as they were', async () => {
    const { clients } = await listing(5);
    const parameters = Object.freeze(sized(2));
    expect(await collected(iterate(clients, parameters))).toHaveLength(5);
    expect(parameters).toEqual(sized(2));
  });

  test('can be made twice', async () => {
    const { clients } = await listing(4);
    expect(await collected(iterate(clients, sized(3)))).toHaveLength(4);
    expect(await collected(iterate(clients, sized(3)))).toHaveLength(4);
  });

  test('sends its overrides with every page', async () => {
    const { clients, requests } = await listing(4);
    await collected(iterate(clients, sized(2), { headers: { 'x-own': 'a' } }));
    await collected(
      iterate(clients, sized(2), async ({ init }) => ({ headers: { ...init.headers, 'x-own': 'b' } })),
    );
    expect(requests.map(({ headers }) => headers['x-own'])).toEqual(['a', 'a', 'b', 'b']);
  });

  test('ends with an AbortError when it is aborted in the middle', async () => {
    const { clients, lines } = await listing(9);
    const controller = new AbortController();
    const seen: string[] = [];
    const walk = async () => {
      for await (const { client_id } of iterate(clients, sized(3), { signal: controller.signal })) {
        seen.push(client_id);
        if (seen.length === 4) controller.abort();
      }
    };
    expect(await rejection(walk())).toMatchObject({ name: 'AbortError', method: 'GET', path: '/clients' });
    expect(seen).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
    expect(lines()).toHaveLength(2);
  });

  test('ends with the refusal of a page, after those before it', async () => {
    const replies = [
      listOf(9, `/?include_totals=${way === 'offset'}${way === 'offset' ? '&per_page=3' : '&take=3'}`),
    ];
    const { origin } = await recordingServer(
      () => replies.shift() ?? { status: 403, json: { message: 'no' } },
    );
    const seen: unknown[] = [];
    const walk = async () => {
      for await (const client of iterate(new ClientsManager({ baseUrl: origin }), sized(3)))
        seen.push(client);
    };
    expect(await rejection(walk())).toMatchObject({ name: 'ManagementApiError', message: about('no') });
    expect(seen).toEqual(range(0, 3));
  });

  test.each<[string, unknown]>([
    ['an object without a list', { start: 0, limit: 3, total: 9, next: '3' }],
    ['an empty object', {}],
    ['a list in place of a page', [{ client_id: 'c0' }]],
  ])('ends with an error that names the request when a page is %s', async (_, json) => {
    const { origin, lines } = await recordingServer(() => ({ json }));
    const error = await rejection(collected(iterate(new ClientsManager({ baseUrl: origin }), sized(3))));
    expect(error).toBeInstanceOf(ClienteleError);
    expect(error).toMatchObject({ method: 'GET', path: '/clients', attempts: 1 });
    expect(lines()).toHaveLength(1);
  });
});

describe('a walk by offset', () => {
  test('begins at the page that the caller says', async () => {
    const { clients, lines } = await listing(7);
    expect(await collected(iterate(clients, { page: 1, per_page: 3 }))).toEqual(range(3, 7));
    expect(lines()).toHaveLength(2);
  });

  test.each([true, false])('finds everything with include_totals: %j', async (include_totals) => {
    const { clients } = await listing(7);
    expect(await collected(iterate(clients, { per_page: 3, include_totals }))).toEqual(range(0, 7));
  });

  test('ends when the list shrinks under it', async () => {
    let total = 9;
    const { origin, lines } = await recordingServer(({ url }) => {
      const reply = listOf(total, url);
      total = 4;
      return reply;
    });
    const found = await collected(iterate(new ClientsManager({ baseUrl: origin }), { per_page: 3 }));
    expect(found).toEqual(range(0, 4));
    expect(lines()).toHaveLength(2);
  });

  test('ends at an empty page, whatever the total says', async () => {
    const json = { start: 0, limit: 3, total: 9, clients: [] };
    const { origin, lines } = await recordingServer(() => ({ json }));
    expect(await collected(iterate(new ClientsManager({ baseUrl: origin }), { per_page: 3 }))).toEqual([]);
    expect(lines()).toHaveLength(1);
  });
});

describe('a walk by checkpoint', () => {
  test('begins where the caller says', async () => {
    const { clients, lines } = await listing(7);
    expect(await collected(iterate(clients, { from: '4', take: 2 }))).toEqual(range(4, 7));
    expect(lines()).toHaveLength(2);
  });

  test('goes on after a page that is empty but has a next', async () => {
    const replies = [{ json: { clients: [], next: '1' } }, { json: { clients: range(0, 1) } }];
    const { origin } = await recordingServer(() => replies.shift());
    expect(await collected(iterate(new ClientsManager({ baseUrl: origin })))).toEqual(range(0, 1));
  });
});

test.each([
  ['clients', 'clients'],
  ['clientGrants', 'client_grants'],
  ['connections', 'connections'],
  ['resourceServers', 'resource_servers'],
] as const)('the list of %s can be walked both ways', async (manager, name) => {
  const { origin } = await recordingServer(({ url }) => listOf(5, url, name));
  const collection: Collection = managersOf({ baseUrl: origin })[manager];
  expect(await collected(iterate(collection, { take: 2 }))).toEqual(range(0, 5));
  expect(await collected(iterate(collection, { per_page: 2 }))).toEqual(range(0, 5));
});

test('a server whose pages are followed by themselves is not walked for ever', async () => {
  const { origin, requests } = await recordingServer(() => ({ json: { clients: [], next: 'again' } }));
  const walk = collected(iterate(new ClientsManager({ baseUrl: origin })));
  expect(await rejection(walk)).toMatchObject({
    name: 'InvalidResponseError',
    message: about('A page of the list is followed by itself'),
    method: 'GET',
    path: '/clients',
    status: 200,
  });
  expect(requests).toHaveLength(2);
});
