import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathsOf } from '../routes.js';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let port: number;
/** Paths of all routes, with ids of what is there in them. */
const paths: string[] = [];

beforeAll(async () => {
  server = await testServer({ metricsAccess: 'loopback', limits: { rateLimit: 100_000 } });
  const made = async (path: string, body: object) => (await server.call('POST', path, body)).json();
  const client = await made('/clients', {
    name: 'Large',
    client_metadata: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`key${n}`, 'x'.repeat(250)])),
    custom_login_page: 'x'.repeat(20_000),
    client_authentication_methods: {
      tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=a' }] },
    },
  });
  const api = await made('/resource-servers', { identifier: 'urn:api', signing_alg: 'HS256' });
  const grant = await made('/client-grants', {
    client_id: client.client_id,
    audience: 'urn:api',
    scope: [],
    subject_type: 'client',
  });
  const connection = await made('/connections', { name: 'directory', strategy: 'auth0' });
  const [key] = (await server.call('GET', '/keys/signing')).json();
  const { secrets } = (await server.call('GET', `/clients/${client.client_id}/secrets`)).json();
  const [secret] = secrets;
  const logs = await server.tenant.storage.logEvents.list({}, { limit: 1, offset: 0, newestFirst: true });
  const ids: Record<string, string | undefined> = {
    '/clients/:id': client.client_id,
    '/secrets/:secretId': secret.id,
    '/credentials/:credentialId': client.client_authentication_methods.tls_client_auth.credentials[0].id,
    '/client-grants/:id': grant.id,
    '/connections/:id': connection.id,
    '/resource-servers/:id': api.id,
    '/signing/:kid': key.kid,
    '/logs/:id': logs[0]?.id,
    '/sessions/:id': 'ses_nobody',
  };
  for (const path of pathsOf(server.app)) {
    const filled = Object.entries(ids).reduce(
      (sofar, [place, id]) => sofar.replace(place, place.replace(/:\w+/, id ?? '')),
      path,
    );
    paths.push(filled.replace('*', 'index.html'));
  }
  expect(paths.filter((path) => path.includes(':'))).toEqual([]);
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server.close());

/** Over a socket, where no answer to HEAD has a body. */
async function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}) {
  const own = { host: 'id.example.com', authorization: `Bearer ${server.admin}` };
  const sent = request({ port, method, path, headers: { ...own, ...headers } }).end();
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  const { date: _, 'x-request-id': __, 'x-ratelimit-remaining': ___, ...lasting } = answer?.headers ?? {};
  // A page of the console has another nonce each time.
  const policy = lasting['content-security-policy'];
  if (policy) lasting['content-security-policy'] = String(policy).replaceAll(/nonce-[^']+/g, 'nonce');
  return { status: answer?.statusCode ?? 0, headers: lasting, body: answer ? await text(answer) : '' };
}

/** Whether text in an answer to GET differs each time, and so the length. */
const isAlive = (path: string) => path === '/metrics';

describe('HEAD', () => {
  it('is answered as GET on every path, without the body', async () => {
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const [get, head] = [await ask('GET', path), await ask('HEAD', path)];
      if (isAlive(path)) delete get.headers['content-length'];
      expect({ path, ...head }).toEqual({
        path,
        ...get,
        body: '',
        headers: expect.objectContaining(get.headers),
      });
      if (!isAlive(path)) expect([path, head.headers]).toEqual([path, get.headers]);
    }
  });

  it.each([
    ['of a client that the caller has', '/api/v2/clients/'],
    ['of an API that the caller has', '/api/v2/resource-servers/'],
    ['of a grant that the caller has', '/api/v2/client-grants/'],
  ])('is answered with 304 as GET is: %s', async (_what, prefix) => {
    const path = paths.find(
      (one) => one.startsWith(prefix) && one.split('/').length === 5 && !/search|cimd/.test(one),
    );
    const { etag } = (await ask('GET', path ?? '')).headers;
    const known = { 'if-none-match': etag };
    const [get, head] = [await ask('GET', path ?? '', known), await ask('HEAD', path ?? '', known)];
    expect([head, head.status]).toEqual([get, 304]);
  });

  it.each([
    ['without a token', '/api/v2/clients', { authorization: '' }],
    ['of what is not there', '/api/v2/clients/nothing', {}],
    ['of no path', '/nothing', {}],
    ['of what this server does not have', '/api/v2/rules', {}],
    ['with a wrong query', '/api/v2/clients?take=0', {}],
    ['under another host', '/api/v2/clients', { host: 'elsewhere.example.com' }],
    ['with a bad URL', '/api/v2/clients/%zz', {}],
  ])('is refused as GET is: %s', async (_how, path, headers) => {
    const [get, head] = [await ask('GET', path, headers), await ask('HEAD', path, headers)];
    expect(get.status).toBeGreaterThanOrEqual(400);
    expect(head).toEqual({ ...get, body: '' });
  });
});

it('Allow lists HEAD wherever it lists GET', async () => {
  const allowed = new Map<string, string[]>();
  // These stand for what this server does not have.
  for (const path of paths.filter((one) => !one.includes('/clients/cimd'))) {
    const { status, headers } = await ask('OPTIONS', path);
    expect([path, status]).toEqual([path, 405]);
    allowed.set(path, String(headers.allow).split(', '));
  }
  for (const [path, methods] of allowed)
    expect([path, methods.includes('HEAD')]).toEqual([path, methods.includes('GET')]);
  expect(allowed.get('/health')).toEqual(['GET', 'HEAD']);
  expect(allowed.get('/oauth/token')).toEqual(['POST']);
});

describe('scripts of other origins may read', () => {
  it('what is below /.well-known/, and nothing else', async () => {
    for (const path of paths)
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS'] as const)
        expect([path, method, (await ask(method, path)).headers['access-control-allow-origin']]).toEqual([
          path,
          method,
          path.startsWith('/.well-known/') ? '*' : undefined,
        ]);
  });

  it.each([
    ['with another method', 405, 'POST', '/.well-known/jwks.json', {}],
    ['of what is not there', 404, 'GET', '/.well-known/nothing', {}],
    ['under another host', 421, 'GET', '/.well-known/jwks.json', { host: 'elsewhere.example.com' }],
    ['with a bad URL', 400, 'GET', '/.well-known/%zz', {}],
    ['under a path that is written otherwise', 200, 'GET', '/%2Ewell-known/jwks.json', {}],
  ] as const)('errors too: %s', async (_how, expected, method, path, more) => {
    const { status, headers } = await ask(method, path, more);
    expect([status, headers['access-control-allow-origin']]).toEqual([expected, '*']);
  });
});

describe('a request without a body', () => {
  const types = [
    undefined,
    'application/json',
    'application/json; charset=utf-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'application/octet-stream',
    'nonsense',
    '',
  ];
  const typed = (type: string | undefined) => (type === undefined ? {} : { 'content-type': type });
  const answers = async (method: string, url: string) => {
    const all = [];
    for (const type of types)
      for (const length of [undefined, '0']) {
        const sized = length === undefined ? {} : { 'content-length': length };
        const { status, body } = await ask(method, url, { ...typed(type), ...sized });
        all.push([status, body]);
      }
    return all;
  };

  it('is answered alike with any content type and with none, on every path', async () => {
    const { paths: described } = (await server.inject({ url: '/openapi.json' })).json();
    const operations = Object.entries<Record<string, object>>(described).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    );
    const changes = operations.filter(([method]) => ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method));
    expect(changes.length).toBeGreaterThan(15);
    for (const [method, path] of changes) {
      const url = path.replace(/\{\w+\}/g, 'nothing');
      // A rotation makes a new key each time.
      if (url === '/api/v2/keys/signing/rotate') continue;
      const [first, ...others] = await answers(method, url);
      expect(first?.[0]).not.toBe(415);
      for (const other of others) expect([method, url, other]).toEqual([method, url, first]);
    }
  });

  it.each(types)('rotates a secret, as %s', async (type) => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'Rotated' })).json();
    const { status, body } = await ask('POST', `/api/v2/clients/${client_id}/rotate-secret`, typed(type));
    expect([status, JSON.parse(body)]).toEqual([200, expect.objectContaining({ client_id })]);
  });

  it.each([undefined, 'text/plain', 'nonsense'])('rotates the keys, as %s', async (type) => {
    const { status, body } = await ask('POST', '/api/v2/keys/signing/rotate', typed(type));
    expect([status, JSON.parse(body)]).toEqual([201, { cert: expect.any(String), kid: expect.any(String) }]);
  });

  it('with one, the type counts', async () => {
    const answer = await server.inject({
      method: 'PATCH',
      url: '/api/v2/tenants/settings',
      headers: { authorization: `Bearer ${server.admin}`, 'content-type': 'text/plain' },
      payload: '{}',
    });
    expect([answer.statusCode, answer.json().message]).toEqual([
      415,
      'The Content-Type must be application/json.',
    ]);
  });
});
