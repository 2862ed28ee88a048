import { afterEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
afterEach(() => server.close());
const limited = async (rateLimit: number) => {
  server = await testServer({ now: 1_800_000_000_250, limits: { rateLimit } });
};
const from = (remoteAddress: string, url = '/api/v2/clients') =>
  server.inject({ url, remoteAddress, headers: { authorization: `Bearer ${server.admin}` } });

describe('the limit of requests', () => {
  it('is told on every answer, also on refusals', async () => {
    await limited(10);
    const answers = [
      await server.call('GET', '/clients'),
      await server.call('GET', '/clients/nobody'),
      await server.call('POST', '/clients', {}),
      await server.call('GET', '/nothing'),
      await server.call('DELETE', '/clients'),
      await server.inject({ url: '/api/v2/clients' }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404, 400, 404, 405, 401]);
    const headers = answers.map(({ headers }) => [
      headers['x-ratelimit-limit'],
      headers['x-ratelimit-remaining'],
      headers['x-ratelimit-reset'],
    ]);
    expect(headers).toEqual([9, 8, 7, 6, 5, 4].map((left) => ['10', String(left), '1800000001']));
  });

  it('refuses what goes beyond it until the window ends, in the shape that tools know', async () => {
    await limited(2);
    for (let n = 0; n < 2; n += 1) expect((await server.call('GET', '/clients')).statusCode).toBe(200);
    const refused = await server.call('POST', '/clients', { name: 'Too much' });
    expect(refused.json()).toEqual({
      statusCode: 429,
      error: 'Too Many Requests',
      message: 'Global limit has been reached',
      errorCode: 'too_many_requests',
    });
    expect(refused.headers).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1800000001',
    });
    server.clock.now += 750;
    const clients = (await server.call('GET', '/clients')).json<{ name: string }[]>();
    expect(clients.map(({ name }) => name)).not.toContain('Too much');
  });

  it('is one for each source, a whole network where addresses are plenty', async () => {
    await limited(1);
    expect((await from('10.0.0.1')).statusCode).toBe(200);
    expect((await from('10.0.0.1')).statusCode).toBe(429);
    expect((await from('10.0.0.2')).statusCode).toBe(200);
    expect((await from('2001:db8::1')).statusCode).toBe(200);
    expect((await from('2001:db8::2')).statusCode).toBe(429);
    expect((await from('2001:db8:0:1::2')).statusCode).toBe(200);
  });

  it('can be switched off', async () => {
    await limited(0);
    expect((await server.call('GET', '/clients')).headers).not.toHaveProperty('x-ratelimit-limit');
  });
});
