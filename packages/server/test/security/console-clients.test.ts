import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorNamed } from '../console/actors.js';
import { type Browser, browserOf } from '../console/browser.js';
import { audience, rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
/** Browsers reach it over https, by a proxy. */
const behindProxy = { trustedProxy: ['127.0.0.1'] };
beforeAll(async () => {
  server = await testServer(behindProxy);
});
afterAll(() => server.close());

const statusOf = async (browser: Browser, url = '/console/api/v2/clients') =>
  (await browser.ask('GET', url)).statusCode;

describe('who signed in as a client', () => {
  const signInAs = async (scopes: string[]) => {
    const client = await actorNamed(server, 'Operator', scopes);
    const browser = browserOf(server);
    const { client_id, client_secret } = client;
    expect((await browser.signIn({ client_id, client_secret })).statusCode).toBe(200);
    return { browser, client };
  };

  it('109: may do what the grant of the client holds now', async () => {
    const { browser, client } = await signInAs(['read:clients']);
    const create = () => browser.ask('POST', '/console/api/v2/clients', { name: 'x' });
    expect([await statusOf(browser), (await create()).statusCode]).toEqual([200, 403]);
    const scope = ['read:clients', 'create:clients'];
    await server.call('PATCH', `/client-grants/${client.grant_id}`, { scope });
    expect((await create()).statusCode).toBe(201);
    expect((await browser.ask('GET', '/console/auth/session')).json().session.scopes).toEqual(scope);
  });

  it.each<[string, (client: { client_id: string; grant_id: string }) => [string, string, unknown?]]>([
    ['is disabled', ({ client_id }) => ['PATCH', `/clients/${client_id}`, { disabled: true }]],
    ['is deleted', ({ client_id }) => ['DELETE', `/clients/${client_id}`]],
    ['has no grant any more', ({ grant_id }) => ['DELETE', `/client-grants/${grant_id}`]],
    ['has another secret', ({ client_id }) => ['POST', `/clients/${client_id}/rotate-secret`]],
  ])('109: is signed out when the client %s', async (_why, change) => {
    const { browser, client } = await signInAs(['read:clients']);
    expect(await statusOf(browser)).toBe(200);
    const [method, path, body] = change(client);
    const changed = await server.call(method as 'PATCH', path, body);
    expect(changed.statusCode).toBeLessThan(300);
    const answer = await browser.ask('GET', '/console/api/v2/clients');
    expect([answer.statusCode, answer.json().errorCode]).toEqual([401, 'session_ended']);
  });

  it('109: is signed out when the client authenticates by a key instead', async () => {
    const { browser, client } = await signInAs(['read:clients']);
    const path = `/clients/${client.client_id}`;
    const key = { credential_type: 'public_key', pem: rsa.publicKey };
    const { id } = (await server.call('POST', `${path}/credentials`, key)).json();
    const methods = { private_key_jwt: { credentials: [{ id }] } };
    const changed = await server.call('PATCH', path, {
      client_authentication_methods: methods,
      token_endpoint_auth_method: null,
    });
    expect([changed.statusCode, await statusOf(browser)]).toEqual([200, 401]);
  });

  it('109: is refused without a grant for the Management API, and told no more than for a wrong secret', async () => {
    const { client_id, client_secret } = (await server.call('POST', '/clients', { name: 'None' })).json();
    const none = await browserOf(server).signIn({ client_id, client_secret });
    const wrong = await browserOf(server).signIn({ client_id, client_secret: 'wrong-and-long-enough' });
    const unknown = await browserOf(server).signIn({ client_id: 'nobody', client_secret });
    for (const answer of [none, wrong, unknown])
      expect([answer.statusCode, answer.json()]).toEqual([401, none.json()]);
  });

  it('109: gives no scope that the client does not hold, as by a token', async () => {
    const strict = await testServer({ ...behindProxy, escalation: 'refuse' });
    const client = await actorNamed(strict, 'Narrow', ['read:clients', 'create:client_grants']);
    const browser = browserOf(strict);
    await browser.signIn({ client_id: client.client_id, client_secret: client.client_secret });
    const { client_id } = (await strict.call('POST', '/clients', { name: 'Ally' })).json();
    const wanted = { client_id, audience, scope: ['read:client_keys'] };
    const refused = await browser.ask('POST', '/console/api/v2/client-grants', wanted);
    expect([refused.statusCode, refused.json().errorCode]).toEqual([403, 'insufficient_scope']);
    await strict.close();
  });
});
