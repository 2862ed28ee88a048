import nock from 'nock';
import nodeFetch from 'node-fetch';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  BaseAPI,
  type Configuration,
  type HTTPQuery,
  ManagementApiError,
  ManagementClient,
  type Middleware,
  ResponseError,
  TimeoutError,
} from '../../src/index.js';
import { about, rejection } from '../recording-server.js';
import { shortPauses } from '../short-pauses.js';

const original = globalThis.fetch;
beforeAll(() => {
  Object.assign(globalThis, { fetch: nodeFetch });
  nock.disableNetConnect();
});
afterAll(() => {
  globalThis.fetch = original;
  nock.enableNetConnect();
  nock.restore();
});
afterEach(() => {
  nock.cleanAll();
  vi.unstubAllGlobals();
});

const URL_OF_API = 'https://tenant.auth0.com/api/v2';

class TestAPI extends BaseAPI {
  ask(query: HTTPQuery = {}) {
    return this.request({ path: '/clients', method: 'GET', query });
  }
}

const apiOf = (configuration: Partial<Configuration> = {}) =>
  new TestAPI({ baseUrl: URL_OF_API, ...configuration });

/** Answers as often with 429 as it says, each to be asked again at once. */
const busy = (times: number, status = 429) =>
  nock(URL_OF_API).get('/clients').times(times).reply(status, {}, { 'retry-after': '0' });
const ready = () =>
  nock(URL_OF_API)
    .get('/clients')
    .reply(200, [{ client_id: '123' }]);

describe('retries', () => {
  shortPauses();

  test('go on until there is an answer', async () => {
    const scopes = [busy(2), ready()];
    expect(await (await apiOf().ask()).json()).toEqual([{ client_id: '123' }]);
    expect(scopes.every((scope) => scope.isDone())).toBe(true);
  });

  test.each([
    ['three of them by default', {}, 4],
    ['as many as configured', { maxRetries: 1 }, 2],
    ['never more than ten', { maxRetries: 20 }, 11],
    ['none of them', { maxRetries: 0 }, 1],
    ['when they are off', { enabled: false }, 1],
  ])('end: %s', async (_, retry, attempts) => {
    const scope = busy(attempts);
    const error = await rejection(apiOf({ retry }).ask());
    expect(error).toMatchObject({ name: 'ManagementApiError', statusCode: 429, attempts });
    expect(scope.isDone()).toBe(true);
  });

  test('are for the configured statuses instead', async () => {
    busy(1, 428);
    ready();
    expect((await apiOf({ retry: { retryWhen: [428] } }).ask()).status).toBe(200);
    busy(1);
    expect(await rejection(apiOf({ retry: { retryWhen: [428] } }).ask())).toMatchObject({ attempts: 1 });
  });

  test('grow without a header that says how long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const delays: (number | undefined)[] = [];
      const middleware: Middleware[] = [{ onAttempt: ({ delay }) => void delays.push(delay) }];
      const fetch = async () => Response.json({}, { status: 429 });
      const refused = rejection(apiOf({ fetch, middleware }).ask());
      await vi.runAllTimersAsync();
      expect(await refused).toMatchObject({ attempts: 4 });
      const ranges = [
        [500, 1000],
        [1000, 2000],
        [2000, 4000],
      ];
      for (const [index, [least = 0, most = 0]] of ranges.entries()) {
        expect(delays[index]).toBeGreaterThanOrEqual(least);
        expect(delays[index]).toBeLessThanOrEqual(most);
      }
      expect(delays[3]).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the timeout', () => {
  /** A fetch that never answers, but heeds its signal. */
  const silence: Configuration['fetch'] = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });

  test.each([
    ['ten seconds by default', {}, 10_000],
    ['as long as configured', { timeoutDuration: 50 }, 50],
  ])('is %s', async (_, settings, expected) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let ended = false;
      const refused = rejection(apiOf({ fetch: silence, ...settings }).ask()).finally(() => {
        ended = true;
      });
      await vi.advanceTimersByTimeAsync(expected - 1);
      expect(ended).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(await refused).toBeInstanceOf(TimeoutError);
      expect(await refused).toMatchObject({
        message: about(`The request was timed out after ${expected} ms`),
      });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('middlewares', () => {
  test('run before in order, may replace the request, and see what they share', async () => {
    const seen: string[] = [];
    const trace = (name: string): Middleware => ({
      pre: ({ url, init }) => {
        seen.push(`${name} ${url}`);
        return { url: `${url}/${name}`, init };
      },
      post: ({ url, response }) => {
        seen.push(`${name} ${url} ${response.status}`);
        return undefined;
      },
    });
    nock(URL_OF_API).get('/clients/a/b').reply(200, {});
    await apiOf({ middleware: [trace('a'), trace('b')] }).ask();
    expect(seen).toEqual([
      `a ${URL_OF_API}/clients`,
      `b ${URL_OF_API}/clients/a`,
      `a ${URL_OF_API}/clients/a/b 200`,
      `b ${URL_OF_API}/clients/a/b 200`,
    ]);
  });

  test('after a success may replace the answer', async () => {
    ready();
    const post = () => Response.json({ replaced: true });
    expect(await (await apiOf({ middleware: [{ post }] }).ask()).json()).toEqual({ replaced: true });
  });

  test('after a failure see its error, once, and may answer in its place', async () => {
    nock(URL_OF_API).get('/clients').times(2).replyWithError('gone');
    const onError = vi.fn(() => undefined);
    expect(await rejection(apiOf({ middleware: [{ onError }] }).ask())).toMatchObject({ name: 'FetchError' });
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({
        error: expect.objectContaining({ name: 'FetchError' }),
        response: undefined,
      }),
    );
    const instead = () => Response.json({ instead: true });
    expect(await (await apiOf({ middleware: [{ onError: instead }] }).ask()).json()).toEqual({
      instead: true,
    });
  });

  test('after a refusal see the answer, whose body they may read', async () => {
    nock(URL_OF_API).get('/clients').reply(500, { message: 'broken' });
    const bodies: unknown[] = [];
    const onError: Middleware['onError'] = async ({ response }) => {
      bodies.push(await response?.clone().json());
      return undefined;
    };
    expect(await rejection(apiOf({ middleware: [{ onError }] }).ask())).toMatchObject({
      message: about('broken'),
    });
    expect(bodies).toEqual([{ message: 'broken' }]);
  });
});

test.each<[HTTPQuery, string]>([
  [{}, ''],
  [{ a: undefined }, ''],
  [{ a: 0, b: false, c: '' }, '?a=0&b=false&c='],
  [{ a: null }, '?a=null'],
  [{ a: [1, 'b c', null] }, '?a=1&a=b%20c&a=null'],
  [{ a: [] }, ''],
  [{ a: 'ü&=?#/' }, '?a=%C3%BC%26%3D%3F%23%2F'],
])('the query %j becomes %j', async (query, expected) => {
  const urls: string[] = [];
  const fetch: Configuration['fetch'] = async (url) => {
    urls.push(url);
    return Response.json({});
  };
  await apiOf({ fetch }).ask(query);
  expect(urls).toEqual([`${URL_OF_API}/clients${expected}`]);
});

describe('refusals', () => {
  test('in JSON become a ManagementApiError', async () => {
    const body = { errorCode: 'invalid', error: 'Bad Request', message: 'Bad', statusCode: 400 };
    nock(URL_OF_API).get('/clients').reply(400, body, { 'x-request-id': 'r1' });
    const error = await rejection(apiOf().ask());
    expect(error).toBeInstanceOf(ManagementApiError);
    expect(error).toMatchObject({
      ...body,
      message: 'Bad (400 GET /clients)',
      msg: 'Bad',
      body: JSON.stringify(body),
      name: 'ManagementApiError',
    });
    expect((error as ManagementApiError).headers.get('x-request-id')).toBe('r1');
  });

  test('in anything else become a ResponseError', async () => {
    nock(URL_OF_API).get('/clients').reply(503, 'Unavailable');
    const error = await rejection(apiOf().ask());
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ statusCode: 503, body: 'Unavailable', name: 'ResponseError' });
  });

  test('become what parseError makes of them', async () => {
    nock(URL_OF_API).get('/clients').reply(418, 'teapot');
    const parseError = async (response: { text(): Promise<string> }) => new RangeError(await response.text());
    expect(await rejection(apiOf({ parseError }).ask())).toEqual(new RangeError('teapot'));
  });
});

describe('telemetry', () => {
  const sentTelemetry = async (options: { telemetry?: boolean; clientInfo?: { name: string } } = {}) => {
    let header: string | null = null;
    const fetch: Configuration['fetch'] = async (_, { headers }) => {
      header = new Headers(headers as Record<string, string>).get('auth0-client');
      return Response.json([]);
    };
    await new ManagementClient({
      domain: 'tenant.auth0.com',
      token: 'T',
      fetch,
      ...options,
    }).clients.getAll();
    return header && JSON.parse(Buffer.from(header, 'base64url').toString());
  };

  test('tells the SDK and its runtime', async () => {
    expect(await sentTelemetry()).toMatchObject({
      name: 'clientele-sdk',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      env: { node: process.versions.node },
    });
  });

  test('tells a worker from Node', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
    expect(await sentTelemetry()).toMatchObject({ env: { 'cloudflare-workers': 'unknown' } });
  });

  test('tells what the caller says instead', async () => {
    expect(await sentTelemetry({ clientInfo: { name: 'own' } })).toEqual({ name: 'own' });
  });

  test.each([{ telemetry: false }, { clientInfo: { name: '' } }])(
    'tells nothing with %j',
    async (options) => {
      expect(await sentTelemetry(options)).toBeNull();
    },
  );
});
