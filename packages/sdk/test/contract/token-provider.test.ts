import nock from 'nock';
import nodeFetch from 'node-fetch';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { rejection } from '../recording-server.js';

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
  vi.useRealTimers();
});

const place = { domain: 'tenant.auth0.com' };
const secret = { ...place, clientId: 'c1', clientSecret: 's3cret' };
const FORM =
  'client_id=c1&audience=https%3A%2F%2Ftenant.auth0.com%2Fapi%2Fv2%2F&client_secret=s3cret&grant_type=client_credentials';

const issues = (token: string, expires_in = 20) =>
  nock('https://tenant.auth0.com').post('/oauth/token').reply(200, { access_token: token, expires_in });

/** Answers that many lists of clients, and tells the tokens they were asked with. */
function lists(times: number) {
  const tokens: (string | undefined)[] = [];
  nock('https://tenant.auth0.com')
    .get('/api/v2/clients')
    .times(times)
    .reply(function () {
      tokens.push([this.req.headers.authorization].flat()[0]);
      return [200, []];
    });
  return tokens;
}

describe('the token of a client', () => {
  test('is asked for with its secret, and kept', async () => {
    const scope = nock('https://tenant.auth0.com')
      .post('/oauth/token', (body: Record<string, string>) => `${new URLSearchParams(body)}` === FORM)
      .reply(200, { access_token: 'one', expires_in: 20 });
    const tokens = lists(2);
    const { clients } = new ManagementClient(secret);
    await clients.getAll();
    await clients.getAll();
    expect(scope.isDone()).toBe(true);
    expect(tokens).toEqual(['Bearer one', 'Bearer one']);
  });

  test.each([
    ['once it has expired', 20_001],
    ['in the ten seconds before it does', 10_001],
  ])('is renewed %s', async (_, later) => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    issues('one');
    issues('two');
    const tokens = lists(3);
    const { clients } = new ManagementClient(secret);
    await clients.getAll();
    vi.setSystemTime(start + 9_999);
    await clients.getAll();
    vi.setSystemTime(start + later);
    await clients.getAll();
    expect(tokens).toEqual(['Bearer one', 'Bearer one', 'Bearer two']);
  });

  test('is asked for again after a failure', async () => {
    nock('https://tenant.auth0.com').post('/oauth/token').reply(401, { error: 'access_denied' });
    issues('one');
    const tokens = lists(1);
    const { clients } = new ManagementClient(secret);
    expect(await rejection(clients.getAll())).toMatchObject({ name: 'AuthApiError', error: 'access_denied' });
    await clients.getAll();
    expect(tokens).toEqual(['Bearer one']);
  });

  test('is asked for once by calls at the same time', async () => {
    issues('one');
    const tokens = lists(3);
    const { clients } = new ManagementClient(secret);
    await Promise.all([clients.getAll(), clients.getAll(), clients.getAll()]);
    expect(tokens).toEqual(Array(3).fill('Bearer one'));
  });

  test('is asked for by the caller’s fetch', async () => {
    const fetch = vi.fn(async (url: string) =>
      Response.json(url.endsWith('/oauth/token') ? { access_token: 'one', expires_in: 20 } : []),
    );
    await new ManagementClient({ ...secret, fetch }).clients.getAll();
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'https://tenant.auth0.com/oauth/token',
      'https://tenant.auth0.com/api/v2/clients',
    ]);
  });

  test('is for the audience of the options', async () => {
    const scope = nock('https://tenant.auth0.com')
      .post('/oauth/token', /audience=my-api/)
      .reply(200, { access_token: 'one', expires_in: 20 });
    lists(1);
    await new ManagementClient({ ...secret, audience: 'my-api' }).clients.getAll();
    expect(scope.isDone()).toBe(true);
  });
});

test.each([
  ['a text', 'TOKEN'],
  ['a function', () => 'TOKEN'],
  ['an async function', async () => 'TOKEN'],
])('a token given as %s is sent', async (_, token) => {
  const tokens = lists(1);
  await new ManagementClient({ ...place, token }).clients.getAll();
  expect(tokens).toEqual(['Bearer TOKEN']);
});
