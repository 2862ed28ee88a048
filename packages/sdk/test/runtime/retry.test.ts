import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClientsManager, type RetryConfiguration } from '../../src/index.js';
import { retryDelay } from '../../src/runtime/retry.js';
import { about, recordingServer, rejection } from '../recording-server.js';
import { shortPauses } from '../short-pauses.js';

const again = {
  status: 429,
  headers: { 'retry-after': '0' },
  json: { message: 'Global limit has been reached' },
};

describe('a refusal by status', () => {
  shortPauses();

  test('429 is asked again until it succeeds, with the same request', async () => {
    const replies = [again, again, { status: 201, json: { client_id: 'c1' } }];
    const { origin, requests } = await recordingServer(() => replies.shift());
    const { data } = await new ClientsManager({ baseUrl: origin }).create({ name: 'New' });
    expect(data).toEqual({ client_id: 'c1' });
    expect(requests.map(({ method, body }) => [method, body])).toEqual(
      Array(3).fill(['POST', '{"name":"New"}']),
    );
  });

  test('429 is thrown after three retries', async () => {
    const { origin, requests } = await recordingServer(() => again);
    const error = await rejection(new ClientsManager({ baseUrl: origin }).getAll());
    expect(error).toMatchObject({ name: 'ManagementApiError', statusCode: 429 });
    expect(requests).toHaveLength(4);
  });

  test.each([400, 408, 500, 503])('%i is not asked again', async (status) => {
    const { origin, requests } = await recordingServer(() => ({ ...again, status }));
    await rejection(new ClientsManager({ baseUrl: origin }).getAll());
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['is off', { enabled: false }, 1],
    ['may happen twice', { maxRetries: 2 }, 3],
    ['may happen never', { maxRetries: 0 }, 1],
    ['may happen more often than allowed', { maxRetries: 50 }, 11],
    ['is for another status', { retryWhen: [503] }, 1],
  ])('is final in time when retrying %s', async (_, retry, expected) => {
    const { origin, requests } = await recordingServer(() => again);
    await rejection(new ClientsManager({ baseUrl: origin, retry }).getAll());
    expect(requests).toHaveLength(expected);
  });

  test('of the caller’s choice is asked again', async () => {
    const replies = [{ ...again, status: 503 }, { json: [] }];
    const { origin } = await recordingServer(() => replies.shift());
    const clients = new ClientsManager({ baseUrl: origin, retry: { retryWhen: [503] } });
    expect((await clients.getAll()).status).toBe(200);
  });
});

test('a failure of fetch is not asked again', async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError('fetch failed')));
  await rejection(new ClientsManager({ baseUrl: 'http://127.0.0.1', fetch }).getAll());
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('an abort ends the wait for a retry', async () => {
  const controller = new AbortController();
  const fetch = async () => {
    setImmediate(() => controller.abort(new Error('enough')));
    return new Response('{}', { status: 429, headers: { 'retry-after': '50' } });
  };
  const clients = new ClientsManager({ baseUrl: 'http://127.0.0.1', fetch });
  const error = await rejection(clients.getAll({}, { signal: controller.signal }));
  expect(error).toMatchObject({ name: 'AbortError', message: about('enough'), attempts: 1 });
});

describe('the delay', () => {
  /** Where the dice always fall the same. */
  const delay = (
    headers: Record<string, string>,
    attempts = 1,
    retry: RetryConfiguration = {},
    status = 429,
  ) =>
    retryDelay(
      {
        details: { method: 'GET', path: '/', attempts },
        middleware: [],
        retry,
        context: { url: 'http://x/', init: { method: 'GET', headers: {} }, fetch: globalThis.fetch },
      },
      { response: new Response(null, { status, headers }), error: undefined },
    );
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T00:00:00Z') });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const rateLimit = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' };
  const NOW = Date.UTC(2026, 0, 1) / 1000;

  test.each<[Record<string, string>, number | undefined]>([
    [{}, 500],
    [{ 'retry-after': 'soon' }, 500],
    [{ 'retry-after': '0' }, 500],
    [{ 'retry-after': '-3' }, 500],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': ' 7 ' }, 7000],
    [{ 'retry-after': '60' }, 60_000],
    [{ 'retry-after': '61' }, undefined],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 500],
    [{ 'retry-after': 'Fri, 02 Jan 2026 00:00:00 GMT' }, undefined],
    [{ ...rateLimit, 'x-ratelimit-reset': `${NOW + 3}` }, 3000],
    [{ ...rateLimit, 'x-ratelimit-reset': `${NOW - 3}` }, 500],
    [{ ...rateLimit, 'x-ratelimit-reset': `${NOW + 61}` }, undefined],
    [{ ...rateLimit, 'x-ratelimit-reset': `${NOW + 3}`, 'retry-after': '1' }, 1000],
  ])('after the first attempt with %j is %j', (headers, expected) => {
    expect(delay(headers)).toBe(expected);
  });

  test.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [6, 10_000],
    [10, 10_000],
  ])('after attempt %i is never less than %i, whatever the server says', (attempts, grown) => {
    for (const headers of [{}, { 'retry-after': '0' }, { 'x-ratelimit-reset': '1' }])
      expect(delay(headers, attempts, { maxRetries: 10 })).toBe(grown);
  });

  test.each([
    [1, 500],
    [3, 2000],
  ])('after attempt %i is spread over as much again as it has grown: %i', (attempts, grown) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(delay({}, attempts)).toBe(1.5 * grown);
    expect(delay({ 'retry-after': '7' }, attempts)).toBe(7000 + 0.5 * grown);
  });

  test.each<[string, number, number, RetryConfiguration]>([
    ['another status', 503, 1, {}],
    ['the last retry', 429, 4, {}],
    ['retries that are off', 429, 1, { enabled: false }],
    ['a number of retries that is none', 429, 1, { maxRetries: Number.NaN }],
  ])('is none for %s', (_, status, attempts, retry) => {
    expect(delay({}, attempts, retry, status)).toBe(undefined);
  });
});
