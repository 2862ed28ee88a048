import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConsoleAccess } from '../../src/config/console-access.js';
import { type Browser, browserOf } from '../console/browser.js';
import { type HostileProvider, hostileProvider } from '../console/hostile-provider.js';
import { type TestServer, testServer } from '../test-server.js';

let provider: HostileProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await hostileProvider();
  server = await testServer({
    trustedProxy: ['127.0.0.1'],
    console: {
      clients: false,
      idleMinutes: 30,
      sessionHours: 12,
      provider: {
        issuer: provider.issuer,
        clientId: 'console',
        groupsClaim: 'groups',
        access: parseConsoleAccess('email:ann@example.com=read:clients; group:admins=all') ?? [],
      },
    },
  });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

/** Sends a browser to the provider; returns what it was sent with. */
async function begun(browser: Browser): Promise<URLSearchParams> {
  const { headers } = await browser.ask('GET', '/console/auth/provider?return_to=/console/logs');
  const { searchParams } = new URL(String(headers.location));
  provider.nonce = searchParams.get('nonce') ?? '';
  return searchParams;
}
const back = (browser: Browser, query: Record<string, string>) =>
  browser.ask('GET', `/console/auth/callback?${new URLSearchParams(query)}`);
const isSignedIn = async (browser: Browser) =>
  (await browser.ask('GET', '/console/auth/session')).json().session !== null;
const failedWith = (error: string) => `/console/sign-in?error=${error}`;

describe('the answer of a provider', () => {
  it('111: is bound to the browser by state, nonce and PKCE, none of which the server keeps', async () => {
    provider.next = {};
    const browser = browserOf(server);
    const sent = await begun(browser);
    expect([sent.get('code_challenge_method'), sent.get('response_type'), sent.get('scope')]).toEqual([
      'S256',
      'code',
      'openid email profile',
    ]);
    expect(browser.cookie).toMatch(/^__Host-clientele-sign-in=/);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent.get(name)).toMatch(/^[\w-]{43}$/);
    const answer = await back(browser, { code: 'c', state: sent.get('state') ?? '' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/console/logs']);
    const verifier = provider.requests.at(-1)?.get('code_verifier') ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(Buffer.from(digest).toString('base64url')).toBe(sent.get('code_challenge'));
  });

  it('111: of another browser signs nobody in, nor one that comes twice', async () => {
    provider.next = {};
    const [attacker, victim] = [browserOf(server), browserOf(server)];
    const sent = await begun(attacker);
    const answer = { code: 'c', state: sent.get('state') ?? '' };
    expect((await back(victim, answer)).headers.location).toBe(failedWith('sign_in_expired'));
    await begun(victim);
    expect((await back(victim, answer)).headers.location).toBe(failedWith('sign_in_failed'));
    expect(await isSignedIn(victim)).toBe(false);
  });

  it.each<[string, HostileProvider['next']]>([
    ['another issuer', { claims: (right) => ({ ...right, iss: 'https://evil.example.com' }) }],
    ['another audience', { claims: (right) => ({ ...right, aud: 'another' }) }],
    ['another nonce', { claims: (right) => ({ ...right, nonce: 'another' }) }],
    ['no nonce', { claims: ({ nonce: _, ...others }: JWTPayload) => others }],
    ['a time that is over', { claims: (right) => ({ ...right, exp: 1_000_000_000 }) }],
    ['no end', { claims: ({ exp: _, ...others }: JWTPayload) => others }],
    ['no subject', { claims: ({ sub: _, ...others }: JWTPayload) => others }],
    ['the signature of another key', { forged: true }],
    ['no signature', { unsigned: true }],
  ])('111: with an id token of %s signs nobody in', async (_what, next) => {
    provider.next = next;
    const browser = browserOf(server);
    const sent = await begun(browser);
    const answer = await back(browser, { code: 'c', state: sent.get('state') ?? '' });
    expect(answer.headers.location).toBe(failedWith('sign_in_failed'));
    expect(await isSignedIn(browser)).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an address that is not verified', { email_verified: false }],
    ['an address that is verified in words only', { email_verified: 'true' }],
    ['an address of which nothing is said', { email_verified: undefined }],
    ['another address', { email: 'bann@example.com' }],
    ['a longer address', { email: 'ann@example.com.evil.example' }],
    ['a group of a similar name', { email: 'eve@example.com', groups: ['admins2', 'Admins', 'x admins'] }],
    ['groups in one text', { email: 'eve@example.com', groups: 'users,admins' }],
    ['groups that are no texts', { email: 'eve@example.com', groups: [{ admins: true }, ['admins']] }],
  ])('114: about %s gives no access', async (_what, claims) => {
    provider.next = { claims: (right) => ({ ...right, ...claims }) };
    const browser = browserOf(server);
    const sent = await begun(browser);
    const answer = await back(browser, { code: 'c', state: sent.get('state') ?? '' });
    expect(answer.headers.location).toBe(failedWith('no_access'));
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('114: about an address in other letters is about the same person', async () => {
    provider.next = { claims: (right) => ({ ...right, email: 'Ann@Example.com' }) };
    const browser = browserOf(server);
    const sent = await begun(browser);
    await back(browser, { code: 'c', state: sent.get('state') ?? '' });
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('says why nobody is signed in, where the person or the provider says no', async () => {
    const browser = browserOf(server);
    const state = (await begun(browser)).get('state') ?? '';
    const refused = await back(browser, { error: 'access_denied', state });
    expect(refused.headers.location).toBe(failedWith('access_denied'));
    provider.next = { status: 503 };
    const again = (await begun(browser)).get('state') ?? '';
    expect((await back(browser, { code: 'c', state: again })).headers.location).toBe(
      failedWith('provider_unavailable'),
    );
    expect(JSON.stringify(server.log)).not.toContain('opaque');
  });
});

it('a provider that is down stops nobody but those who sign in by it, until it is back', async () => {
  const gone = await hostileProvider();
  const { issuer } = gone;
  await gone.close();
  const down = await testServer({
    trustedProxy: ['127.0.0.1'],
    console: {
      clients: true,
      idleMinutes: 30,
      sessionHours: 12,
      provider: { issuer, clientId: 'console', groupsClaim: 'groups', access: [] },
    },
  });
  const answer = await browserOf(down).ask('GET', '/console/auth/provider');
  expect([answer.statusCode, answer.headers.location]).toEqual([302, failedWith('provider_unavailable')]);
  expect((await browserOf(down).signIn({ link: down.newLinkCode() })).statusCode).toBe(200);
  await down.close();
});
