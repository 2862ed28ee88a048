import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { audience, issuer, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let client: { client_id: string; client_secret: string };
beforeEach(async () => {
  server = await testServer({ now: 1_800_000_000_000, limits: { failedAuthenticationLimit: 3 } });
  client = (await server.call('POST', '/clients', { name: 'Robot' })).json();
  const grant = { client_id: client.client_id, audience, scope: ['read:clients'] };
  await server.call('POST', '/client-grants', grant);
});
afterEach(() => server.close());

const ask = (parameters: Record<string, string>, remoteAddress = '10.0.0.1') =>
  server.inject({
    method: 'POST',
    url: '/oauth/token',
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ grant_type: 'client_credentials', audience, ...parameters }).toString(),
  });
const wrong = () => ({ client_id: client.client_id, client_secret: 'wrong' });
const statuses = async (requests: Promise<{ statusCode: number }>[]) =>
  (await Promise.all(requests)).map(({ statusCode }) => statusCode);
const fail = async (times: number, remoteAddress?: string) => {
  for (let n = 0; n < times; n += 1) expect((await ask(wrong(), remoteAddress)).statusCode).toBe(401);
};

it('23: failures are limited by client and source, in the shape of the token endpoint', async () => {
  await fail(3);
  const refused = await ask(wrong());
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toEqual({
    error: 'too_many_requests',
    error_description: 'Too many failed authentications; try again after the time in Retry-After.',
  });
  expect(refused.headers).toMatchObject({ 'retry-after': '60', 'cache-control': 'no-store' });
});

it('23: failures do not lock out the client elsewhere, nor other clients at the same place', async () => {
  await fail(3);
  expect(await statuses([ask(client), ask(client, '10.0.0.2')])).toEqual([429, 200]);
  const other = (await server.call('POST', '/clients', { name: 'Other' })).json();
  expect((await ask({ ...other, client_secret: 'wrong' })).statusCode).toBe(401);
});

it('23: failures are forgotten with the minute', async () => {
  await fail(3);
  server.clock.now += 60_000;
  expect((await ask(client)).statusCode).toBe(200);
});

it('23: failures are limited over all clients of one source too', async () => {
  const answers = [];
  for (let n = 0; n < 31; n += 1)
    answers.push((await ask({ client_id: `guess-${n}`, client_secret: 'x' })).statusCode);
  expect(answers).toEqual([...Array<number>(30).fill(401), 429]);
});

it('23: failures count whether by secret, Basic or assertion', async () => {
  const basic = Buffer.from(`${client.client_id}:wrong`).toString('base64');
  await server.inject({
    method: 'POST',
    url: '/oauth/token',
    remoteAddress: '10.0.0.1',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ grant_type: 'client_credentials', audience }).toString(),
  });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const assertion = await new SignJWT({ jti: 'one' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(client.client_id)
    .setSubject(client.client_id)
    .setAudience(issuer)
    .setExpirationTime(1_800_000_060)
    .sign(privateKey);
  const byAssertion = {
    client_assertion: assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
  expect(await statuses([ask(byAssertion)])).toEqual([401]);
  await fail(1);
  expect(await statuses([ask(byAssertion), ask(wrong()), ask(client)])).toEqual([429, 429, 429]);
});

it('23: failures are no successes and no malformed requests', async () => {
  for (let n = 0; n < 5; n += 1) {
    expect((await ask(client)).statusCode).toBe(200);
    expect((await ask({ ...client, audience: 'https://unknown.example/' })).statusCode).toBe(403);
    expect((await ask({ client_secret: 'x' })).statusCode).toBe(400);
  }
  await fail(3);
});

it('23: nothing is read from the database for a client beyond its limit', async () => {
  await fail(3);
  const { clients } = server.tenant.storage;
  const read = clients.authentication;
  let reads = 0;
  clients.authentication = (id) => {
    reads += 1;
    return read(id);
  };
  await ask(wrong());
  expect(reads).toBe(0);
  await ask(client, '10.0.0.2');
  expect(reads).toBe(1);
});
