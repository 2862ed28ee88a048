import { afterEach, describe, expect, test, vi } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';
import { authorizationServer, ISSUER, secret } from './authorization-server.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('a token by secret', () => {
  test('is asked for as a form with fixed keys in a fixed order', async () => {
    const { baseUrl, requests, bearers } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, issuer: ISSUER }).clients.getAll();
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body:
        'client_id=c1&audience=https%3A%2F%2Flocalhost%3A4643%2Fapi%2Fv2%2F&client_secret=s3cret' +
        '&grant_type=client_credentials',
    });
    expect(bearers()).toEqual(['Bearer token-1']);
  });

  test('is for the audience that the caller names, and then needs no discovery', async () => {
    const { baseUrl, forms, counts } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, audience: 'https://other/' }).clients.getAll();
    expect(forms()).toMatchObject([{ audience: 'https://other/' }]);
    expect(counts.discovery).toBe(0);
  });

  test('is asked for with the caller’s headers and telemetry', async () => {
    const { baseUrl, requests } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, headers: { 'x-own': 'yes' } }).clients.getAll();
    expect(
      requests.map(({ url, headers }) => [url, headers['x-own'], headers['auth0-client']?.slice(0, 2)]),
    ).toEqual([
      ['/.well-known/openid-configuration', 'yes', 'ey'],
      ['/oauth/token', 'yes', 'ey'],
      ['/api/v2/clients', 'yes', 'ey'],
    ]);
  });

  test('is not asked for again after a 429, unless the caller says so', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0' }, json: { error: 'too_many_requests' } };
    const { baseUrl, counts } = await authorizationServer({ token: () => limited });
    const credentials = { baseUrl, ...secret, issuer: ISSUER };
    await rejection(new ManagementClient(credentials).clients.getAll());
    expect(counts.token).toBe(1);
    await rejection(
      new ManagementClient({ ...credentials, retry: { enabled: true, maxRetries: 1 } }).clients.getAll(),
    );
    expect(counts.token).toBe(3);
  });
});

describe('the token', () => {
  test('is shared by calls at the same time and by all managers', async () => {
    const { baseUrl, counts } = await authorizationServer();
    const { clients, clientGrants, resourceServers } = new ManagementClient({ baseUrl, ...secret });
    await Promise.all([clients.getAll(), clients.getAll(), clientGrants.getAll(), resourceServers.getAll()]);
    await clients.getAll();
    expect(counts.token).toBe(1);
  });

  test('is renewed when fewer than ten seconds of it remain', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    const { baseUrl, bearers } = await authorizationServer();
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    await clients.getAll();
    vi.setSystemTime(1_000_000 + 3_590_000);
    await clients.getAll();
    vi.setSystemTime(1_000_000 + 3_590_001);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('is not kept when the server does not say how long it lasts', async () => {
    const { baseUrl, counts } = await authorizationServer({ token: () => ({ json: { access_token: 't' } }) });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    await clients.getAll();
    await clients.getAll();
    expect(counts.token).toBe(2);
  });

  test('is asked for again after a failure, which all waiting calls see', async () => {
    const { baseUrl, counts, bearers } = await authorizationServer({
      token: (count) =>
        count === 1
          ? { status: 401, json: { error: 'access_denied' } }
          : { json: { access_token: `token-${count}`, expires_in: 60 } },
    });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    const refused = await Promise.all([rejection(clients.getAll()), rejection(clients.getAll())]);
    expect(refused).toMatchObject([{ name: 'AuthApiError' }, { name: 'AuthApiError' }]);
    expect(counts.token).toBe(1);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-2']);
  });

  test('of a function is asked for on every request', async () => {
    const { baseUrl, bearers } = await authorizationServer();
    let count = 0;
    const next = () => `given-${++count}`;
    const sync = new ManagementClient({ baseUrl, token: next });
    const later = new ManagementClient({ baseUrl, token: async () => next() });
    await sync.clients.getAll();
    await sync.clients.getAll();
    await later.clients.getAll();
    expect(bearers()).toEqual(['Bearer given-1', 'Bearer given-2', 'Bearer given-3']);
  });

  test('is asked for once for all retries of a call', async () => {
    const replies = [{ status: 429, headers: { 'retry-after': '0' } }, { json: [] }];
    const { origin, requests } = await recordingServer(() => replies.shift());
    const token = vi.fn(() => 'given');
    await new ManagementClient({ baseUrl: origin, token }).clients.getAll();
    expect(requests).toHaveLength(2);
    expect(token).toHaveBeenCalledTimes(1);
  });
});
