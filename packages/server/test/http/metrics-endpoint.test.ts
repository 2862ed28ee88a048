import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClient, tokenBySecret } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

const figures = (
  server: TestServer,
  options: { remoteAddress?: string; headers?: Record<string, string> } = {},
) => server.inject({ url: '/metrics', ...options });

describe('the figures', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ metricsAccess: 'loopback' });
  });
  afterAll(() => server.close());

  it('count token requests by result', async () => {
    const client = await registerClient(server);
    await tokenBySecret(server, client);
    await tokenBySecret(server, client);
    await tokenBySecret(server, { ...client, client_secret: 'wrong' });
    const answer = await figures(server);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toContain('clientele_token_requests_total{result="issued"} 2');
    expect(answer.body).toContain('clientele_token_requests_total{result="client_not_authenticated"} 1');
  });

  it('have latencies by class of route, however many paths are asked for', async () => {
    for (const path of ['/clients/a', '/clients/b', '/connections']) await server.call('GET', path);
    for (const url of ['/one', '/two?client_secret=x', '/api/v2/none']) await server.inject({ url });
    const { body } = await figures(server);
    const routes = [...body.matchAll(/duration_seconds_count\{route="(\w+)",status="(\w+)"\}/g)];
    expect(new Set(routes.map(([, route]) => route))).toEqual(
      new Set(['token', 'management_read', 'management_write', 'unknown', 'other']),
    );
    expect(body).not.toContain('client_secret');
  });

  it('have the age of each signing key, the queue of the log, and the process', async () => {
    const before = (await figures(server)).body;
    const ages = (text: string) =>
      [...text.matchAll(/clientele_signing_key_age_seconds\{tenant="default",(.+)\} (\d+)/g)].map(
        ([, key, age]) => [key, Number(age)],
      );
    expect(ages(before)).toEqual([
      ['kid="test-next-key",state="next"', 0],
      ['kid="test-signing-key",state="current"', 0],
    ]);
    server.clock.now += 90_000;
    const { body } = await figures(server);
    expect(ages(body)).toContainEqual(['kid="test-signing-key",state="current"', 90]);
    await server.call('POST', '/keys/signing/rotate');
    await server.call('PUT', '/keys/signing/test-signing-key/revoke');
    expect(ages((await figures(server)).body)).toEqual([
      ['kid="test-next-key",state="current"', 90],
      [expect.stringContaining('state="next"'), 0],
    ]);
    for (const name of [
      'clientele_database_available',
      'clientele_log_queue_length',
      'clientele_connections',
      'clientele_refused_total{limit="unsent_bytes"}',
      'clientele_unsent_bytes',
      'clientele_log_events_total{result="written"}',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ])
      expect(body).toContain(`\n${name} `);
  });

  it('are for this machine alone, under a host of its own', async () => {
    const refused = await figures(server, { remoteAddress: '192.0.2.1' });
    expect([refused.statusCode, refused.body]).toEqual([
      401,
      '401 Unauthorized\n\nMetrics can be read with the bearer token in CLIENTELE_METRICS_TOKEN, and in development from this machine.\n',
    ]);
    expect((await figures(server, { remoteAddress: '::1' })).statusCode).toBe(200);
    expect((await figures(server, { headers: { host: 'rebound.example' } })).statusCode).toBe(421);
  });
});

it('the figures are not there where nobody may read them', async () => {
  const server = await testServer();
  expect((await figures(server)).statusCode).toBe(404);
  await server.close();
});

it('the figures are opened by their token, from anywhere and under any host', async () => {
  const token = 'a-token-for-the-figures';
  const server = await testServer({ metricsAccess: { token } });
  const elsewhere = { remoteAddress: '192.0.2.1' };
  const bearing = (value: string) => ({ authorization: value, host: '192.0.2.1:4643' });
  const ask = (value: string) => figures(server, { ...elsewhere, headers: bearing(value) });
  expect((await ask(`Bearer ${token}`)).statusCode).toBe(200);
  for (const wrong of ['', `Bearer ${token}x`, `Bearer ${server.admin}`, token])
    expect((await ask(wrong)).statusCode).toBe(401);
  expect((await figures(server)).headers['www-authenticate']).toBe('Bearer');
  expect((await server.inject({ method: 'POST', url: '/metrics' })).statusCode).toBe(405);
  expect(JSON.stringify(server.log)).not.toContain(token);
  await server.close();
});
