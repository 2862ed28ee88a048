import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AttemptContext,
  type ClienteleError,
  ClientsManager,
  type FetchAPI,
  ManagementClient,
  type Middleware,
  type RetryConfiguration,
  rateLimiter,
} from '../../src/index.js';
import { rejection } from '../recording-server.js';

const START = Date.UTC(2030, 0, 1);
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Refuses once with these headers, and then answers; tells when it was asked, and what was seen of it. */
function refusing(headers: Record<string, string>, retry?: RetryConfiguration) {
  const asked: number[] = [];
  const seen: AttemptContext[] = [];
  const fetch: FetchAPI = async () => {
    asked.push(Date.now() - START);
    return asked.length === 1
      ? Response.json({ message: 'slow down' }, { status: 429, headers })
      : Response.json([]);
  };
  const middleware: Middleware[] = [{ onAttempt: (context) => void seen.push(context) }];
  const clients = new ClientsManager({ baseUrl: 'http://x', fetch, middleware, ...(retry && { retry }) });
  return { clients, asked, seen };
}

const seconds = (later: number) => `${START / 1000 + later}`;
const date = (later: number) => new Date(START + later * 1000).toUTCString();

describe('a refusal is asked again when it says', () => {
  test.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
    ['Retry-After of no seconds', { 'retry-after': '0' }, 500],
    ['Retry-After of a minute', { 'retry-after': '60' }, 60_000],
    ['Retry-After as a date', { 'retry-after': date(9) }, 9000],
    ['Retry-After as a date that has passed', { 'retry-after': date(-9) }, 500],
    ['x-ratelimit-reset', { 'x-ratelimit-reset': seconds(11) }, 11_000],
    ['x-ratelimit-reset that has passed', { 'x-ratelimit-reset': seconds(-1) }, 500],
    ['Retry-After before x-ratelimit-reset', { 'retry-after': '3', 'x-ratelimit-reset': seconds(11) }, 3000],
  ])('%s', async (_, headers, expected) => {
    const { clients, asked, seen } = refusing(headers);
    const answer = clients.getAll();
    await vi.runAllTimersAsync();
    expect((await answer).status).toBe(200);
    expect(asked).toEqual([0, expected]);
    expect(seen.map(({ delay }) => delay)).toEqual([expected, undefined]);
  });

  test.each(['soon', ''])('or after a while where Retry-After is %j', async (text) => {
    const { clients, asked } = refusing({ 'retry-after': text });
    const answer = clients.getAll();
    await vi.runAllTimersAsync();
    expect((await answer).status).toBe(200);
    expect(asked[1]).toBe(500);
  });
});

test.each([
  ['Retry-After', { 'retry-after': '61' }],
  ['a date', { 'retry-after': date(61) }],
  ['x-ratelimit-reset', { 'x-ratelimit-reset': seconds(61) }],
])('more than a minute is not waited for: %s', async (_, headers) => {
  const { clients, asked, seen } = refusing(headers);
  expect(await rejection(clients.getAll())).toMatchObject({ status: 429, attempts: 1 });
  expect(asked).toEqual([0]);
  expect(seen).toMatchObject([{ delay: undefined }]);
  expect(vi.getTimerCount()).toBe(0);
});

describe('rateLimit', () => {
  const headers = {
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': seconds(5),
  };
  const expected = { limit: 10, remaining: 0, reset: START / 1000 + 5 };
  const over = (status: number, fields: Record<string, string>) =>
    new ClientsManager({
      baseUrl: 'http://x',
      retry: { enabled: false },
      fetch: async () => Response.json([], { status, headers: fields }),
    });

  test('is on results', async () => {
    const answer = await over(200, headers).getAll();
    expect(answer.rateLimit).toEqual(expected);
    expect(Object.keys(answer)).not.toContain('rateLimit');
  });

  test.each([429, 403])('is on errors with status %i', async (status) => {
    const error = (await rejection(over(status, headers).getAll())) as ClienteleError;
    expect(error.rateLimit).toEqual(expected);
  });

  test('is undefined where the answer says nothing that could be understood', async () => {
    expect((await over(200, {}).getAll()).rateLimit).toBeUndefined();
    expect((await over(200, { 'x-ratelimit-reset': 'soon' }).getAll()).rateLimit).toBeUndefined();
    expect(((await rejection(over(400, {}).getAll())) as ClienteleError).rateLimit).toBeUndefined();
  });
});

describe('onAttempt', () => {
  test('sees each attempt with its answer, and how long until the next', async () => {
    const { clients, seen } = refusing({ 'retry-after': '2' });
    const answer = clients.get({ client_id: 'c1', fields: 'name' });
    await vi.runAllTimersAsync();
    await answer;
    const url = 'http://x/clients/c1?fields=name';
    expect(seen).toMatchObject([
      { method: 'GET', path: '/clients/c1', url, attempts: 1, delay: 2000, error: undefined },
      { method: 'GET', path: '/clients/c1', url, attempts: 2, delay: undefined, error: undefined },
    ]);
    expect(seen.map(({ response }) => response?.status)).toEqual([429, 200]);
  });

  test('sees why there was no answer', async () => {
    const seen: AttemptContext[] = [];
    const middleware: Middleware[] = [{ onAttempt: (context) => void seen.push(context) }];
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const error = await rejection(new ClientsManager({ baseUrl: 'http://x', fetch, middleware }).getAll());
    expect(seen).toMatchObject([{ attempts: 1, delay: undefined, response: undefined }]);
    expect(seen[0]?.error).toBe(error);
  });

  test('that aborts the call ends it before the pause', async () => {
    const controller = new AbortController();
    const middleware: Middleware[] = [{ onAttempt: () => controller.abort() }];
    const fetch = async () => Response.json({}, { status: 429, headers: { 'retry-after': '30' } });
    const refused = rejection(
      new ClientsManager({ baseUrl: 'http://x', fetch, middleware }).getAll(
        {},
        { signal: controller.signal },
      ),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await refused).toMatchObject({ name: 'AbortError', attempts: 1 });
  });
});

describe('the rate limiter', () => {
  const paced = (requestsPerSecond: number) => {
    const asked: number[] = [];
    const fetch: FetchAPI = async () => {
      asked.push(Date.now() - START);
      return Response.json([]);
    };
    const middleware = [rateLimiter({ requestsPerSecond })];
    return { asked, client: new ManagementClient({ domain: 'x', token: 'T', fetch, middleware }) };
  };

  test('spaces the calls of all managers', async () => {
    const { asked, client } = paced(4);
    const calls = [
      client.clients.getAll(),
      client.clientGrants.getAll(),
      client.connections.getAll(),
      client.resourceServers.getAll(),
    ];
    await vi.runAllTimersAsync();
    await Promise.all(calls);
    expect(asked).toEqual([0, 250, 500, 750]);
  });

  test('lets a call that comes late enough pass at once', async () => {
    const { asked, client } = paced(2);
    await client.clients.getAll();
    vi.setSystemTime(START + 5000);
    await client.clients.getAll();
    expect(asked).toEqual([0, 5000]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, Number.NaN])('refuses the rate %d by its name', (requestsPerSecond) => {
    expect(() => rateLimiter({ requestsPerSecond })).toThrow('requestsPerSecond');
  });
});
