import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastingDatabase, type TestDatabase } from '../test-database.js';
import { type TestServer, testServer } from '../test-server.js';
import { actorNamed } from './actors.js';
import { type Browser, browserOf, signedIn } from './browser.js';

let database: TestDatabase;
let one: TestServer;
let other: TestServer;
beforeAll(async () => {
  database = await lastingDatabase();
  const trustedProxy = ['127.0.0.1'];
  one = await testServer({ database, trustedProxy });
  other = await testServer({ database, trustedProxy, now: one.clock.now });
});
afterAll(async () => {
  await one.close();
  await other.close();
  await database.remove();
});

/** The same browser, led to another server on the same database. */
const at = (server: TestServer, { cookie, csrf }: Browser) =>
  Object.assign(browserOf(server), { cookie, csrf });
const statusAt = async (server: TestServer, browser: Browser) =>
  (await at(server, browser).ask('GET', '/console/api/v2/clients')).statusCode;

it('107: a session works at every server, and signing out at one ends it at all of them at once', async () => {
  const browser = await signedIn(one);
  expect([await statusAt(one, browser), await statusAt(other, browser)]).toEqual([200, 200]);
  expect((await at(other, browser).ask('DELETE', '/console/auth/session')).statusCode).toBe(204);
  expect([await statusAt(one, browser), await statusAt(other, browser)]).toEqual([401, 401]);
});

it('107: signing out everywhere reaches the sessions of every server', async () => {
  const [here, there] = [await signedIn(one), await signedIn(other)];
  const { sessions } = (await here.ask('GET', '/console/auth/sessions')).json();
  expect(sessions).toHaveLength(2);
  expect((await here.ask('DELETE', '/console/auth/sessions')).statusCode).toBe(204);
  expect([await statusAt(other, here), await statusAt(one, there)]).toEqual([401, 401]);
});

it('107: use at one server keeps a session alive at another', async () => {
  const browser = await signedIn(one);
  for (const server of [other, one, other]) {
    one.clock.now += 29 * 60_000;
    other.clock.now = one.clock.now;
    expect(await statusAt(server, browser)).toBe(200);
  }
});

it('109: what a client may no longer do ends at another server too', async () => {
  const client = await actorNamed(one, 'Operator', ['read:clients']);
  const browser = browserOf(one);
  await browser.signIn({ client_id: client.client_id, client_secret: client.client_secret });
  expect(await statusAt(other, browser)).toBe(200);
  await other.call('DELETE', `/client-grants/${client.grant_id}`);
  expect(await statusAt(other, browser)).toBe(401);
});
