import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { requireProxy } from '../../src/http/proxied.js';
import { testServer } from '../test-server.js';

async function ask(proxies: string[], remoteAddress: string, url = '/'): Promise<number> {
  const app = Fastify();
  requireProxy(app, proxies, ['/health']);
  app.setErrorHandler((error, _request, reply) =>
    reply.code((error as { code?: string }).code === 'insecure_transport' ? 403 : 500).send(),
  );
  app.get('/', async () => 'in');
  app.get('/health', async () => 'well');
  const { statusCode } = await app.inject({ method: 'GET', url, remoteAddress });
  await app.close();
  return statusCode;
}

it.each([
  [['10.0.0.1'], '10.0.0.1', 200],
  [['10.0.0.1'], '10.0.0.2', 403],
  [['10.0.0.0/8', 'fd00::/8'], '10.200.0.9', 200],
  [['10.0.0.0/8', 'fd00::/8'], 'fd00::1', 200],
  [['10.0.0.0/8', 'fd00::/8'], 'fe80::1', 403],
  [['10.0.0.0/8'], '::ffff:10.1.2.3', 200],
  [[], '10.0.0.2', 200],
])('with the proxies %j, plain http from %s is answered with %i', async (proxies, address, status) => {
  expect(await ask(proxies, address)).toBe(status);
});

it('the health check is asked by anyone', async () => {
  expect(await ask(['10.0.0.1'], '10.0.0.2', '/health')).toBe(200);
});

it.each(['127.0.0.1', '127.0.0.1:80', '[::ffff:127.0.0.1]:80', '10.1.2.3:65000'])(
  'a trusted proxy that a chain names as %s is passed over, and the caller is the one before it',
  async (proxy) => {
    const server = await testServer({ trustedProxy: ['127.0.0.1', '10.0.0.0/8'] });
    await server.inject({
      method: 'GET',
      url: '/api/v2/clients',
      remoteAddress: '127.0.0.1',
      headers: { 'x-forwarded-for': `203.0.113.1, 198.51.100.9:4711, ${proxy}` },
    });
    expect(server.log.filter(({ msg }) => msg === 'request')).toMatchObject([{ ip: '198.51.100.9' }]);
    await server.close();
  },
);
