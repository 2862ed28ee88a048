import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertionFor, registerKeyClient, tokenByAssertion } from '../oauth/registered-client.js';
import { lastingDatabase, type TestDatabase } from '../test-database.js';
import { type TestServer, testServer } from '../test-server.js';

// Named after lines 30 and 33 of security-checklist.md.

let database: TestDatabase;
let server: TestServer;
let clientId: string;
beforeAll(async () => {
  database = await lastingDatabase();
  server = await testServer({ database });
  clientId = (await registerKeyClient(server)).client_id;
});
afterAll(async () => {
  await server.close();
  await database.remove();
});

const statusOf = async (assertion: string, at = server) => (await tokenByAssertion(at, assertion)).statusCode;
const atOnce = async (assertion: string, servers: TestServer[]) => {
  const sent = Array.from({ length: 100 }, (_, n) => statusOf(assertion, servers[n % servers.length]));
  return (await Promise.all(sent)).sort();
};
const once = [200, ...Array<number>(99).fill(401)];

test('30: an assertion works once', async () => {
  const assertion = await assertionFor(server, clientId);
  expect([await statusOf(assertion), await statusOf(assertion)]).toEqual([200, 401]);
});

test('30: of 100 uses at once exactly one succeeds, one hundred times in a row', async () => {
  for (let round = 0; round < 100; round += 1)
    expect(await atOnce(await assertionFor(server, clientId), [server])).toEqual(once);
}, 120_000);

test('30: of 100 uses at once over two replicas exactly one succeeds', async () => {
  const replica = await testServer({ database });
  for (let round = 0; round < 5; round += 1)
    expect(await atOnce(await assertionFor(server, clientId), [server, replica])).toEqual(once);
  await replica.close();
});

test('30: a restart forgets no assertion', async () => {
  const [used, unused] = [await assertionFor(server, clientId), await assertionFor(server, clientId)];
  expect(await atOnce(used, [server])).toEqual(once);
  await server.close();
  server = await testServer({ database });
  expect(await atOnce(used, [server])).toEqual(Array(100).fill(401));
  expect(await atOnce(unused, [server])).toEqual(once);
});

const spent = async (at: TestServer) => {
  const { count } = await at.db
    .selectFrom('assertion_replays')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

test('33: an assertion that is accepted within the skew is remembered for as long', async () => {
  const exp = Math.floor(server.clock.now / 1000) - 9;
  const assertion = await assertionFor(server, clientId, { claims: { exp } });
  expect(await statusOf(assertion)).toBe(200);
  await server.tenant.storage.assertionReplays.sweep(server.clock.now, 1000);
  expect(await statusOf(assertion)).toBe(401);
  server.clock.now += 2000;
  await server.tenant.storage.assertionReplays.sweep(server.clock.now, 1000);
  expect(await statusOf(assertion)).toBe(401);
});

test('33: expired assertions go in batches, never during a request', async () => {
  // One of its own, on which nothing has been deleted yet.
  const own = await testServer();
  const { client_id } = await registerKeyClient(own);
  const { assertionReplays } = own.tenant.storage;
  const hour = 3_600_000;
  for (let n = 0; n < 50; n += 1)
    await assertionReplays.claim(client_id, `expired-${n}`, own.clock.now - hour);
  expect(await statusOf(await assertionFor(own, client_id), own)).toBe(200);
  expect(await spent(own)).toBe(51);
  expect(await assertionReplays.sweep(own.clock.now, 20)).toBe(20);
  expect(await assertionReplays.sweep(own.clock.now, 1000)).toBe(30);
  expect(await assertionReplays.sweep(own.clock.now, 1000)).toBe(0);
  expect(await spent(own)).toBe(1);
  await own.close();
});
