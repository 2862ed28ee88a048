import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConsoleAccess } from '../../src/config/console-access.js';
import { type TestServer, testServer } from '../test-server.js';
import { type Browser, browserOf } from './browser.js';
import { peopleOf } from './people.js';

const redirectUri = 'https://id.example.com/console/auth/callback';

let process_: ChildProcess;
let issuer: string;
beforeAll(async () => {
  const script = fileURLToPath(new URL('openid-provider.mjs', import.meta.url));
  process_ = spawn(process.execPath, [script, redirectUri], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (!process_.stdout) throw new Error('the provider has no output');
  const [line]: Buffer[] = await Promise.race([
    once(process_.stdout, 'data'),
    once(process_, 'exit').then(([code]) => Promise.reject(new Error(`oidc-provider ended with ${code}`))),
  ]);
  issuer = String(line).trim();
});
afterAll(() => void process_.kill());

const serverFor = (access: string) =>
  testServer({
    trustedProxy: ['127.0.0.1'],
    console: {
      clients: false,
      idleMinutes: 30,
      sessionHours: 12,
      provider: {
        issuer,
        clientId: 'console',
        clientSecret: 'secret:of+the%console',
        groupsClaim: 'groups',
        access: parseConsoleAccess(access) ?? [],
      },
    },
  });

/** Goes to the provider, signs in there as a person, and comes back. */
async function signInAs(person: string, browser: Browser, page = '/console/clients?type=spa') {
  const start = await browser.ask('GET', `/console/auth/provider?return_to=${encodeURIComponent(page)}`);
  expect(start.statusCode).toBe(302);
  const back = await peopleOf(issuer).signIn(person, String(start.headers.location));
  const { pathname, search } = new URL(back);
  const callback = await browser.ask('GET', `${pathname}${search}`, undefined, {
    origin: undefined,
    'sec-fetch-site': 'cross-site',
  });
  return callback;
}

const sessionOf = async (browser: Browser) => (await browser.ask('GET', '/console/auth/session')).json();

describe('signing in by a provider', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serverFor(
      'email:ann@example.com=read:clients read:logs; group:support=create:clients; group:operators=read',
    );
  });
  afterAll(() => server.close());

  it('is offered with its name, and the others only where they are on', async () => {
    const { sign_in } = await sessionOf(browserOf(server));
    expect(sign_in).toEqual({ link: true, client: false, provider: { issuer } });
  });

  it('leads back to the page that it came from, with what all rules together give', async () => {
    const browser = browserOf(server);
    const callback = await signInAs('ann', browser);
    expect([callback.statusCode, callback.headers.location]).toEqual([302, '/console/clients?type=spa']);
    const { session } = await sessionOf(browser);
    expect(session).toMatchObject({
      scopes: ['read:clients', 'read:logs', 'create:clients'],
      person: { id: `${issuer}|ann`, name: 'Ann Example', email: 'ann@example.com', method: 'provider' },
    });
    browser.csrf = session.csrf_token;
    expect((await browser.ask('POST', '/console/api/v2/clients', { name: 'By Ann' })).statusCode).toBe(201);
  });

  it('114: gives nothing for an e-mail address that the provider has not verified', async () => {
    const browser = browserOf(server);
    const callback = await signInAs('eve', browser);
    expect(callback.headers.location).toBe('/console/sign-in?error=no_access');
    expect((await sessionOf(browser)).session).toBeNull();
  });

  it('takes a single group as a list of one, and a name as the text that it is', async () => {
    const browser = browserOf(server);
    await signInAs('bob', browser);
    const { person, scopes } = (await sessionOf(browser)).session;
    expect(person.name).toBe('<b>Bob</b>\u202e');
    expect(scopes).toContain('read:resource_servers');
    expect(scopes).not.toContain('read:client_keys');
  });

  it('114: looks at the rules anew with each request', async () => {
    const database = server.tenant.storage;
    const browser = browserOf(server);
    await signInAs('ann', browser);
    const id = /ses_\w+/.exec(browser.cookie)?.[0] ?? '';
    const others = await serverFor('subject:bob=all');
    const { sessions } = database;
    const [kept] = (await sessions.ofPerson(`${issuer}|ann`)).filter((session) => session.id === id);
    if (!kept) throw new Error('the session is not there');
    const token = browser.cookie.split('.').at(-1) ?? '';
    await others.tenant.storage.sessions.begin(kept, { token, atMost: 10 });
    const there = browserOf(others);
    there.cookie = browser.cookie;
    expect((await sessionOf(there)).session).toBeNull();
    await others.close();
  });

  it('is finished by another server than the one where it began', async () => {
    const other = await serverFor('email:ann@example.com=read:clients');
    const browser = browserOf(server);
    const start = await browser.ask('GET', '/console/auth/provider?return_to=/console/logs');
    const { pathname, search } = new URL(
      await peopleOf(issuer).signIn('ann', String(start.headers.location)),
    );
    const there = Object.assign(browserOf(other), { cookie: browser.cookie });
    const callback = await there.ask('GET', `${pathname}${search}`);
    expect([callback.statusCode, callback.headers.location]).toEqual([302, '/console/logs']);
    expect((await sessionOf(there)).session.person.name).toBe('Ann Example');
    await other.close();
  });

  it.each([
    'https://evil.example.com/console/',
    '//evil.example.com/console/',
    '/\\evil.example.com/',
    '/console/../api/v2/clients',
    '/console/..//evil.example.com',
    '/console/auth/provider',
    '/console/api/v2/clients',
    '/docs',
    'javascript:alert(1)',
    'https:console',
    '/\tconsole/',
    `/console/${'a'.repeat(2000)}`,
    '',
  ])('104: leads to the first page where %s was asked for', async (page) => {
    const browser = browserOf(server);
    const callback = await signInAs('ann', browser, page);
    expect([callback.statusCode, callback.headers.location]).toEqual([302, '/console/']);
  });

  it('goes over the issuer where it was begun under another name or without TLS', async () => {
    const answer = await browserOf(server).ask(
      'GET',
      '/console/auth/provider?return_to=/console/logs',
      undefined,
      {
        'x-forwarded-proto': 'http',
      },
    );
    expect(answer.headers.location).toBe(
      'https://id.example.com/console/auth/provider?return_to=%2Fconsole%2Flogs',
    );
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

it('a server without a provider has no such way', async () => {
  const server = await testServer();
  for (const url of ['/console/auth/provider', '/console/auth/callback?code=x&state=y'])
    expect((await browserOf(server).ask('GET', url)).statusCode).toBe(404);
  await server.close();
});
