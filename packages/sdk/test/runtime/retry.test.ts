import { describe, expect, test, vi } from 'vitest';
import { ClientsManager } from '../../src/index.js';
import { retryDelay } from '../../src/runtime/retry.js';
import { recordingServer, rejection } from '../recording-server.js';

const again = {
  status: 429,
  headers: { 'retry-after': '0' },
  json: { message: 'Global limit has been reached' },
};

describe('a refusal by status', () => {
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
  expect(error).toMatchObject({ name: 'AbortError', message: 'enough', attempts: 1 });
});

describe('the delay', () => {
  const delay = (headers: Record<string, string>, attempts = 1) =>
    retryDelay({ status: 429, headers: new Headers(headers) }, attempts, {});

  test.each([
    ['0', 0],
    ['2', 2000],
    [' 7 ', 7000],
    ['60', 60_000],
  ])('is what Retry-After %j asks for', (retryAfter, expected) => {
    expect(delay({ 'retry-after': retryAfter })).toBe(expected);
  });

  test('is not waited for when it is longer than a minute', () => {
    expect(delay({ 'retry-after': '61' })).toBe(undefined);
  });

  test('lasts until the date in Retry-After', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T00:00:00Z') });
    try {
      expect(delay({ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' })).toBe(5000);
      expect(delay({ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' })).toBe(0);
      expect(delay({ 'retry-after': 'Fri, 02 Jan 2026 00:00:00 GMT' })).toBe(undefined);
    } finally {
      vi.useRealTimers();
    }
  });

  test('lasts until the rate limit starts anew, where there is no Retry-After', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000_000 });
    const rateLimit = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' };
    try {
      expect(delay({ ...rateLimit, 'x-ratelimit-reset': '1000003' })).toBe(3000);
      expect(delay({ ...rateLimit, 'x-ratelimit-reset': '1000003', 'retry-after': '1' })).toBe(1000);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each<[Record<string, string>, number, number, number]>([
    [{}, 1, 500, 750],
    [{ 'retry-after': 'soon' }, 2, 1000, 1250],
    [{}, 3, 2000, 2250],
    [{}, 6, 10_000, 10_000],
  ])('with %j grows with the number of attempts: %i', (headers, attempts, least, most) => {
    for (let sample = 0; sample < 200; sample += 1) {
      const found = retryDelay({ status: 429, headers: new Headers(headers) }, attempts, { maxRetries: 10 });
      expect(found).toBeGreaterThanOrEqual(least);
      expect(found).toBeLessThanOrEqual(most);
    }
  });

  test.each([
    ['another status', 503, 1, {}],
    ['the last retry', 429, 4, {}],
    ['retries that are off', 429, 1, { enabled: false }],
    ['a number of retries that is none', 429, 1, { maxRetries: Number.NaN }],
  ])('is none for %s', (_, status, attempts, retry) => {
    expect(retryDelay({ status, headers: new Headers() }, attempts, retry)).toBe(undefined);
  });
});
