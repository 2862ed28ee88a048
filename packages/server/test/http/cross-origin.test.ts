import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

const named = 'https://app.example.com';
const alsoNamed = 'http://localhost:5173';
const others = [
  'https://other.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com.evil.example',
  'https://APP.example.com',
  'https://app.example.com/',
  `${named}, ${alsoNamed}`,
  'null',
  '*',
  '',
];

let server: TestServer;
let closed: TestServer;
beforeAll(async () => {
  server = await testServer({ corsOrigins: [named, alsoNamed], limits: { rateLimit: 5 } });
  closed = await testServer({ limits: { rateLimit: 5 } });
});
afterAll(async () => {
  await server.close();
  await closed.close();
});

interface Asked extends Pick<InjectOptions, 'method' | 'url'> {
  headers?: Record<string, string>;
}

const preflight = (url: string, { origin = named, method = 'GET' } = {}) =>
  server.inject({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': method } });

const ask = ({ method = 'GET', url, headers = {} }: Asked, to = server) => {
  // Limits of requests are no matter here.
  to.clock.now += 1000;
  const authorization = `Bearer ${to.admin}`;
  return to.inject({ method, url, headers: { authorization, ...headers } } as InjectOptions);
};

const corsOf = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^access-control|^vary$/.test(name)));

describe('a preflight of a named origin', () => {
  it.each([
    ['/api/v2/clients', 'GET, HEAD, POST'],
    ['/api/v2/clients/an-id', 'GET, HEAD, PATCH, DELETE'],
    ['/api/v2/clients/an-id/rotate-secret', 'POST'],
    ['/api/v2/keys/signing/a-kid/revoke', 'PUT'],
  ])('to %s is answered with the methods that it has', async (url, methods) => {
    for (const origin of [named, alsoNamed]) {
      const { statusCode, headers, body } = await preflight(url, { origin, method: 'PATCH' });
      expect([statusCode, body]).toEqual([204, '']);
      expect(corsOf(headers)).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': methods,
        'access-control-allow-headers':
          'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Auth0-Client',
        'access-control-expose-headers':
          'X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, ETag, Link, Allow, Idempotent-Replayed, WWW-Authenticate',
        'access-control-max-age': '600',
        vary: 'origin',
      });
    }
  });

  it('counts for no rate limit, so that it is the request that is refused, readably', async () => {
    for (let n = 0; n < 20; n += 1) expect((await preflight('/api/v2/clients')).statusCode).toBe(204);
    const answers = [];
    for (let n = 0; n < 7; n += 1)
      answers.push(await server.inject({ url: '/api/v2/clients', headers: { origin: named } }));
    const last = answers.at(-1);
    expect(last?.statusCode).toBe(429);
    expect(last?.headers).toMatchObject({
      'access-control-allow-origin': named,
      'retry-after': expect.any(String),
    });
  });

  it.each([
    ['a path that is not there', '/api/v2/nothing', 404],
    ['the token endpoint', '/oauth/token', 405],
    ['discovery', '/.well-known/jwks.json', 405],
    ['a page', '/docs', 405],
    ['the health', '/health', 405],
  ])('to %s is answered as ever', async (_what, url, status) => {
    server.clock.now += 1000;
    const { statusCode, headers } = await preflight(url);
    expect([statusCode, headers['access-control-allow-methods']]).toEqual([status, undefined]);
  });

  it('is refused under another Host', async () => {
    const headers = { origin: named, 'access-control-request-method': 'GET', host: 'elsewhere.example.com' };
    const { statusCode } = await server.inject({ method: 'OPTIONS', url: '/api/v2/clients', headers });
    expect(statusCode).toBe(421);
  });

  it('is one only where a method is asked for', async () => {
    const { statusCode, headers } = await ask({
      method: 'OPTIONS',
      url: '/api/v2/clients',
      headers: { origin: named },
    });
    expect([statusCode, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});

describe('an answer to a named origin', () => {
  it.each([
    ['a success', {}, 200],
    ['a wrong token', { authorization: 'Bearer a.b.c' }, 401],
    ['another Host', { host: 'elsewhere.example.com' }, 421],
  ] as const)('may be read, and names what of it: %s', async (_what, more, status) => {
    const { statusCode, headers } = await ask({
      url: '/api/v2/clients',
      headers: { origin: named, ...more },
    });
    expect(statusCode).toBe(status);
    expect(corsOf(headers)).toEqual({
      'access-control-allow-origin': named,
      'access-control-expose-headers': expect.stringContaining('X-Request-Id'),
      vary: 'origin',
    });
  });

  it.each(['/api/v2/clients/%zz', '/api/v2/nothing', '/api/v2/clients?take=0'])(
    'may be read where it is refused: %s',
    async (url) => {
      const { statusCode, headers } = await ask({ url, headers: { origin: named } });
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(headers['access-control-allow-origin']).toBe(named);
    },
  );

  it('never allows credentials', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const headers = { origin: named, 'access-control-request-method': 'GET' };
      const answer = await ask({ method, url: '/api/v2/clients', headers });
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('is no matter of other paths', async () => {
    for (const url of ['/oauth/token', '/docs', '/openapi.json', '/health', '/'])
      expect((await ask({ url, headers: { origin: named } })).headers).not.toHaveProperty(
        'access-control-allow-origin',
      );
    const { headers } = await ask({ url: '/.well-known/jwks.json', headers: { origin: named } });
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});

describe('other origins', () => {
  const seen = async (to: TestServer, asked: Asked) => {
    const { statusCode, headers, body } = await ask(asked, to);
    const allowed = Object.keys(headers).filter((name) => name.startsWith('access-control'));
    return { statusCode, allow: headers.allow, body, allowed };
  };

  it.each(others)('are answered as by a server that names none: %j', async (origin) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    for (const method of ['GET', 'OPTIONS', 'PUT'] as const) {
      const asked = { method, url: '/api/v2/tenants/settings', headers };
      const answer = await seen(server, asked);
      expect(answer).toEqual(await seen(closed, asked));
      expect(answer.allowed).toEqual([]);
    }
  });

  it('and none at all get an answer that caches keep apart', async () => {
    for (const headers of [{}, { origin: others[0] ?? '' }])
      expect((await ask({ url: '/api/v2/clients', headers })).headers.vary).toBe('origin');
    expect((await ask({ url: '/api/v2/clients' }, closed)).headers).not.toHaveProperty('vary');
  });
});
