import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorNamed } from '../console/actors.js';
import { type Browser, browserOf, signedIn } from '../console/browser.js';
import { audience, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let port: number;
/** Browsers reach it over https, by a proxy. */
const behindProxy = { trustedProxy: ['127.0.0.1'] };
beforeAll(async () => {
  server = await testServer({ ...behindProxy, corsOrigins: ['https://app.example.com'], twoTenants: true });
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server.close());

const https = { host: 'id.example.com', 'x-forwarded-proto': 'https' };
const minute = 60_000;
const elsewhere = 'https://evil.example.com';
const statusOf = async (browser: Browser, url = '/console/api/v2/clients') =>
  (await browser.ask('GET', url)).statusCode;

describe('signing in', () => {
  it.each([
    ['a page of another site', { origin: elsewhere }],
    ['a page of another site on the same machine', { origin: 'http://id.example.com' }],
    ['a page without an origin', { origin: 'null' }],
    ['no page', { origin: undefined }],
    ['what the browser knows to be another site', { 'sec-fetch-site': 'cross-site' }],
    ['what the browser knows to be a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('100: %s signs nobody in, nor asks for a link', async (_who, headers) => {
    const browser = browserOf(server);
    const link = server.newLinkCode();
    const refused = await browser.signIn({ link }, headers);
    expect([refused.statusCode, refused.json().errorCode]).toEqual([403, 'other_origin']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect((await browser.ask('POST', '/console/auth/link', undefined, headers)).statusCode).toBe(403);
    expect((await browser.signIn({ link })).statusCode).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    '100: a form of %s, which any site may send, signs nobody in',
    async (type) => {
      const answer = await browserOf(server).signIn({ link: server.newLinkCode() }, { 'content-type': type });
      expect(answer.statusCode).toBe(415);
    },
  );

  it('101: makes a new session each time, whatever cookie was there, and ends the one before', async () => {
    const planted = browserOf(server);
    planted.cookie = `__Host-clientele=ses_AAAAAAAAAAAAAAAA.${'a'.repeat(43)}`;
    await planted.signIn({ link: server.newLinkCode() });
    expect(planted.cookie).not.toContain('AAAAAAAAAAAAAAAA');
    const before = { ...planted, cookie: planted.cookie, csrf: planted.csrf };
    await planted.signIn({ link: server.newLinkCode() });
    expect(planted.cookie).not.toBe(before.cookie);
    const old = browserOf(server);
    Object.assign(old, { cookie: before.cookie, csrf: before.csrf });
    expect([await statusOf(old), await statusOf(planted)]).toEqual([401, 200]);
  });

  it('106: a link signs in once, within 15 minutes, and on no other server', async () => {
    const link = server.newLinkCode();
    expect((await browserOf(server).signIn({ link })).statusCode).toBe(200);
    expect((await browserOf(server).signIn({ link })).statusCode).toBe(401);
    const late = server.newLinkCode();
    server.clock.now += 15 * minute;
    expect((await browserOf(server).signIn({ link: late })).statusCode).toBe(401);
    const foreign = randomBytes(32).toString('base64url');
    expect((await browserOf(server).signIn({ link: foreign })).statusCode).toBe(401);
  });

  it('112: a secret is guessed no faster here than at the token endpoint, and each counts for both', async () => {
    const limited = await testServer({ ...behindProxy, limits: { failedAuthenticationLimit: 3 } });
    const { client_id } = (await limited.call('POST', '/clients', { name: 'Guessed' })).json();
    const guess = () => browserOf(limited).signIn({ client_id, client_secret: 'wrong-and-long-enough' });
    for (let n = 0; n < 2; n += 1) expect((await guess()).statusCode).toBe(401);
    await limited.token({ grant_type: 'client_credentials', client_id, client_secret: 'wrong', audience });
    const refused = await guess();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, expect.any(String)]);
    const token = { grant_type: 'client_credentials', client_id, client_secret: 'wrong', audience };
    expect((await limited.token(token)).statusCode).toBe(429);
    await limited.close();
  });

  it('112: more than a hundred sign-ins of a source in a minute are refused, whatever they are', async () => {
    const busy = await testServer(behindProxy);
    const statuses = [];
    for (let n = 0; n < 101; n += 1)
      statuses.push((await browserOf(busy).signIn({ link: 'none' })).statusCode);
    expect(new Set(statuses.slice(0, 100))).toEqual(new Set([401]));
    expect(statuses.at(100)).toBe(429);
    busy.clock.now += minute;
    expect((await browserOf(busy).signIn({ link: 'none' })).statusCode).toBe(401);
    await busy.close();
  });

  it.each([
    ['nothing', undefined],
    ['no object', ['link']],
    ['neither way', {}],
    ['both ways', { link: 'a', client_id: 'b', client_secret: 'c' }],
    ['half a way', { client_id: 'b' }],
    ['a number', { link: 1 }],
    ['a long text', { link: 'a'.repeat(3000) }],
    ['an unknown property', { link: 'a', scope: 'all' }],
  ])('112: %s is refused with 400', async (_what, body) => {
    const answer = await browserOf(server).signIn(body);
    expect([answer.statusCode, answer.json().errorCode]).toEqual([400, 'invalid_body']);
  });

  it('112: a body beyond 8 KB is refused', async () => {
    expect((await browserOf(server).signIn({ link: 'a'.repeat(9000) })).statusCode).toBe(413);
  });
});

describe('a session', () => {
  it('102: is worth nothing at the Management API itself, also with its CSRF token', async () => {
    const browser = await signedIn(server);
    for (const [method, url] of [
      ['GET', '/api/v2/clients'],
      ['POST', '/api/v2/clients'],
      ['GET', '/api/v2/logs'],
    ] as const) {
      const answer = await browser.ask(method, url, method === 'POST' ? { name: 'x' } : undefined);
      expect([answer.statusCode, answer.json().message]).toEqual([401, 'Missing authentication']);
    }
  });

  it('102: does not stand for a token, and a token does not stand for it', async () => {
    const authorization = `Bearer ${server.admin}`;
    const nobody = await browserOf(server).ask('GET', '/console/api/v2/clients', undefined, {
      authorization,
    });
    expect([nobody.statusCode, nobody.json().errorCode]).toEqual([401, 'session_ended']);
    const browser = await signedIn(server);
    const both = await browser.ask('GET', '/console/api/v2/clients', undefined, {
      authorization: 'Bearer x',
    });
    expect(both.statusCode).toBe(200);
  });

  it.each([
    ['GET', '/console/api/v2/clients'],
    ['POST', '/console/api/v2/clients'],
    ['DELETE', '/console/api/v2/clients/any'],
    ['GET', '/console/setup'],
    ['GET', '/console/auth/sessions'],
    ['DELETE', '/console/auth/sessions'],
    ['DELETE', '/console/auth/session'],
  ] as const)('103: %s %s asks for the CSRF token of this very session', async (method, url) => {
    const [browser, other] = [await signedIn(server), await signedIn(server)];
    for (const token of [undefined, '', 'wrong', other.csrf, `${browser.csrf}x`]) {
      const body = method === 'POST' ? { name: 'x' } : undefined;
      const answer = await browser.ask(method, url, body, { 'x-csrf-token': token });
      expect([token, answer.statusCode, answer.json().errorCode]).toEqual([token, 403, 'csrf']);
    }
    expect(await statusOf(browser)).toBe(200);
  });

  it('103: pages of other origins may neither send nor read, also those that may use the Management API', async () => {
    const browser = await signedIn(server);
    const origin = 'https://app.example.com';
    const preflight = { origin, 'access-control-request-method': 'GET' };
    const open = await browser.ask('OPTIONS', '/api/v2/clients', undefined, preflight);
    expect([open.statusCode, open.headers['access-control-allow-origin']]).toEqual([204, origin]);
    for (const [method, headers] of [
      ['OPTIONS', preflight],
      ['GET', { origin }],
    ] as const) {
      const answer = await browser.ask(method, '/console/api/v2/clients', undefined, headers);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      if (method === 'OPTIONS') expect(answer.statusCode).toBe(405);
    }
    for (const url of ['/console/', '/console/auth/session', '/console/auth/sessions', '/console/setup'])
      for (const method of ['OPTIONS', 'GET'] as const) {
        const { headers } = await browser.ask(method, url, undefined, preflight);
        expect(headers['access-control-allow-origin']).toBeUndefined();
      }
  });

  it.each([
    '/console/api/v2/../../oauth/token',
    '/console/api/v2/../../metrics',
    '/console/api/v2/%2e%2e/%2e%2e/metrics',
    '/console/api/v2/..%2f..%2fmetrics',
    '/console/api/v2/..\\..\\metrics',
    '/console/api/v2//metrics',
    '/console/api/v2/console/auth/session',
    '/console/api/v2/console/api/v2/clients',
    '/console/api/v2/',
  ])('110: %s leads to no other route', async (path) => {
    const { cookie, csrf } = await signedIn(server);
    for (const method of ['GET', 'POST', 'DELETE']) {
      // As it is, over a socket: what asks without one tidies the path.
      const sent = request({ port, method, path, headers: { ...https, cookie, 'x-csrf-token': csrf } }).end();
      const [answer]: IncomingMessage[] = await once(sent, 'response');
      answer?.resume();
      expect([method, answer?.statusCode]).toEqual([method, 404]);
    }
  });

  it.each([
    '/console/%61pi/v2/clients',
    '/console//api/v2/clients',
    '/console/api/v2',
    '/console/API/v2/clients',
  ])('110: %s is a page like any, and not the API', async (url) => {
    const answer = await (await signedIn(server)).ask('GET', url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('107: ends after 30 minutes without a request, and after 12 hours in any case', async () => {
    const [idle, busy] = [await signedIn(server), await signedIn(server)];
    server.clock.now += 29 * minute;
    expect([await statusOf(idle), await statusOf(busy)]).toEqual([200, 200]);
    for (let hours = 0; hours < 11; hours += 1)
      for (const half of [1, 2]) {
        server.clock.now += 29 * minute;
        expect([hours, half, await statusOf(busy)]).toEqual([hours, half, 200]);
      }
    expect(await statusOf(idle)).toBe(401);
    server.clock.now += 29 * minute;
    expect(await statusOf(busy)).toBe(200);
    server.clock.now += 29 * minute;
    expect(await statusOf(busy)).toBe(401);
  });

  it('107: that is over stays over, also where the clock is set back', async () => {
    const browser = await signedIn(server);
    server.clock.now += 30 * minute;
    expect(await statusOf(browser)).toBe(401);
    server.clock.now -= 30 * minute;
    expect(await statusOf(browser)).toBe(401);
  });

  it('107: ends by signing out, here or for the whole person, and nobody else does it', async () => {
    const [one, two, three] = [await signedIn(server), await signedIn(server), await signedIn(server)];
    const client = await actorNamed(server, 'Another person', ['read:clients']);
    const other = browserOf(server);
    await other.signIn({ client_id: client.client_id, client_secret: client.client_secret });
    const { sessions } = (await two.ask('GET', '/console/auth/sessions')).json();
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const idOf = (browser: Browser) => /ses_\w+/.exec(browser.cookie)?.[0] ?? '';
    expect((await other.ask('DELETE', `/console/auth/sessions/${idOf(one)}`)).statusCode).toBe(404);
    expect((await two.ask('DELETE', `/console/auth/sessions/${idOf(one)}`)).statusCode).toBe(204);
    expect([await statusOf(one), await statusOf(two), await statusOf(other)]).toEqual([401, 200, 200]);
    const left = await three.ask('DELETE', '/console/auth/sessions');
    expect([left.statusCode, String(left.headers['set-cookie'])]).toEqual([
      204,
      expect.stringContaining('Max-Age=0'),
    ]);
    expect([await statusOf(two), await statusOf(three), await statusOf(other)]).toEqual([401, 401, 200]);
  });

  it('107: belongs to its tenant', async () => {
    const browser = await signedIn(server);
    const there = { host: 'other.example.com', origin: 'https://other.example.com' };
    const answer = await browser.ask('GET', '/console/api/v2/clients', undefined, there);
    expect([answer.statusCode, answer.json().errorCode]).toEqual([401, 'session_ended']);
  });

  it('108: is proved by nothing that is stored or logged', async () => {
    const browser = await signedIn(server);
    await statusOf(browser);
    const [, id = '', token = ''] = /=(ses_\w+)\.([\w-]+)$/.exec(browser.cookie) ?? [];
    const rows = await server.db.selectFrom('console_sessions').selectAll().where('id', '=', id).execute();
    expect(rows).toHaveLength(1);
    const kept = JSON.stringify([rows, server.log]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(browser.csrf);
    const [row] = rows;
    const stolen = browserOf(server);
    stolen.cookie = `__Host-clientele=${id}.${row?.digest}`;
    expect(await statusOf(stolen)).toBe(401);
  });

  it('108: its cookie is for this host, https and http alone, and no script or other site has it', async () => {
    const answer = await browserOf(server).signIn({ link: server.newLinkCode() });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-clientele=ses_\w{16}\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    const open = { 'x-forwarded-proto': 'http', origin: 'http://id.example.com' };
    const inDevelopment = await browserOf(server).signIn({ link: server.newLinkCode() }, open);
    expect(String(inDevelopment.headers['set-cookie'])).toMatch(
      /^clientele=ses_\w{16}\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
  });

  it('113: shares no Idempotency-Key with a client, also not with the one that signed in', async () => {
    const scopes = ['create:clients', 'read:clients'];
    const client = await actorNamed(server, 'Two ways', scopes);
    const browser = browserOf(server);
    await browser.signIn({ client_id: client.client_id, client_secret: client.client_secret });
    const key = { 'idempotency-key': 'the-same' };
    const byToken = await server.call(
      'POST',
      '/clients',
      { name: 'Once' },
      { token: client.token, headers: key },
    );
    const byPerson = await browser.ask('POST', '/console/api/v2/clients', { name: 'Once' }, key);
    const again = await browser.ask('POST', '/console/api/v2/clients', { name: 'Once' }, key);
    expect([byToken.statusCode, byPerson.statusCode]).toEqual([201, 201]);
    expect(byPerson.json().client_id).not.toBe(byToken.json().client_id);
    expect(again.json().client_id).toBe(byPerson.json().client_id);
    const other = await (await signedIn(server)).ask(
      'POST',
      '/console/api/v2/clients',
      { name: 'Once' },
      key,
    );
    expect(other.json().client_id).not.toBe(byPerson.json().client_id);
  });
});
