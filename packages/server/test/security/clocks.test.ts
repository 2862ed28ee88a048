import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { largestClockDifference } from '@clientele/model';
import { afterEach, expect, test } from 'vitest';
import { loadBackup } from '../../src/backup/load.js';
import { openBackup } from '../../src/backup/read.js';
import { writeBackup } from '../../src/backup/write.js';
import { sweepExpired } from '../../src/lifecycle/upkeep.js';
import { noteAssertionLifetime } from '../../src/storage/counts/spent-until.js';
import { openSqliteDraft } from '../../src/storage/sqlite/readers.js';
import { createLogger } from '../../src/telemetry/logger.js';
import {
  assertionFor,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
} from '../oauth/registered-client.js';
import { lastingDatabase, type TestDatabase } from '../test-database.js';
import { instanceKey, type TestServer, testServer } from '../test-server.js';

// Named after section J of security-checklist.md.

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function database(): Promise<TestDatabase> {
  const made = await lastingDatabase();
  cleanups.push(() => made.remove());
  return made;
}

async function serverOn(options: NonNullable<Parameters<typeof testServer>[0]>): Promise<TestServer> {
  const server = await testServer(options);
  cleanups.push(() => server.close());
  return server;
}

const silent = createLogger('silent', { write: () => undefined });
const sweep = ({ tenant, clock }: TestServer, more: { clockIsRight?: () => boolean } = {}) =>
  sweepExpired(
    { all: () => [tenant] },
    { now: () => clock.now, logRetentionDays: 0, logger: silent, ...more },
  )();

const statusOf = async (server: TestServer, assertion: string) =>
  (await tokenByAssertion(server, assertion)).statusCode;

/** Seconds since the epoch at which an assertion of the test expires. */
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

test('93: an assertion that one server has deleted as expired does not work on one whose clock is behind', async () => {
  const shared = await database();
  const now = Date.now();
  const ahead = await serverOn({ database: shared, now: now + 5000 });
  const behind = await serverOn({ database: shared, now: now - 5000 });
  const { client_id } = await registerKeyClient(behind);
  const exp = seconds(now) + 60;
  const assertion = await assertionFor(behind, client_id, { claims: { exp } });
  expect(await statusOf(ahead, assertion)).toBe(200);
  // The last moment at which the clock that is behind takes it for valid.
  behind.clock.now = (exp + 10) * 1000 - 1;
  ahead.clock.now = behind.clock.now + 10_000;
  await sweep(ahead);
  expect(await statusOf(behind, assertion)).toBe(401);
});

test('93: a server whose clock is not known to be right deletes nothing', async () => {
  const server = await serverOn({});
  const { client_id } = await registerKeyClient(server);
  const assertion = await assertionFor(server, client_id, {
    claims: { exp: seconds(server.clock.now) + 60 },
  });
  expect(await statusOf(server, assertion)).toBe(200);
  server.clock.now += 3_600_000;
  await sweep(server, { clockIsRight: () => false });
  expect(await server.db.selectFrom('assertion_replays').select('jti').execute()).toHaveLength(1);
  await sweep(server, { clockIsRight: () => true });
  expect(await server.db.selectFrom('assertion_replays').select('jti').execute()).toHaveLength(0);
});

test('94: an assertion that was used and deleted does not work again when the clock is set back, nor after a restart', async () => {
  const shared = await database();
  let server = await testServer({ database: shared });
  const start = server.clock.now;
  const { client_id } = await registerKeyClient(server);
  const used = await assertionFor(server, client_id, { claims: { exp: seconds(start) + 60 } });
  expect(await statusOf(server, used)).toBe(200);
  server.clock.now = start + 600_000;
  await sweep(server);
  server.clock.now = start;
  expect(await statusOf(server, used)).toBe(401);
  const other = await assertionFor(server, client_id, { claims: { exp: seconds(start) + 200 } });
  expect(await statusOf(server, other)).toBe(200);
  await server.close();
  server = await serverOn({ database: shared, now: start });
  expect(await statusOf(server, used)).toBe(401);
});

test('95: an exp with a fraction is rounded up, so that the assertion is remembered for as long as it is accepted', async () => {
  const server = await serverOn({});
  const { client_id } = await registerKeyClient(server);
  const exp = seconds(server.clock.now) + 60 + 0.999;
  const assertion = await assertionFor(server, client_id, { claims: { exp } });
  expect(await statusOf(server, assertion)).toBe(200);
  server.clock.now = Math.ceil(exp + 10) * 1000 - 1;
  const { assertionReplays } = server.tenant.storage;
  await assertionReplays.sweep(server.clock.now, 1000);
  expect(await server.db.selectFrom('assertion_replays').select('jti').execute()).toHaveLength(1);
  expect(await statusOf(server, assertion)).toBe(401);
});

test('96: after a restore no assertion is accepted that may have been used before it, whatever lifetime was configured', async () => {
  const lost = await serverOn({ tokenRules: { assertionMaxLifetime: 3600 } });
  await noteAssertionLifetime(lost.db, 3600);
  const { client_id } = await registerKeyClient(lost);
  let text = '';
  await writeBackup({ name: 'sqlite', db: lost.db }, { now: Date.now() }, async (piece) => {
    text += piece;
  });
  const latest = await assertionFor(lost, client_id, { claims: { exp: seconds(Date.now()) + 3600 } });
  expect(await statusOf(lost, latest)).toBe(200);

  const engine = await openSqliteDraft(':memory:');
  const backup = await openBackup(Readable.from([gzipSync(text)]), 'it');
  const { assertionsSpentUntil } = await loadBackup(engine, backup, {
    keys: [instanceKey],
    assertionMaxLifetime: 300,
  });
  const restored: TestDatabase = { open: async () => engine, remove: async () => undefined };
  const server = await serverOn({ database: restored, tokenRules: { assertionMaxLifetime: 3600 } });
  expect(await statusOf(server, latest)).toBe(401);
  server.clock.now = assertionsSpentUntil - 60_000;
  const ahead = await assertionFor(server, client_id, { claims: { exp: seconds(assertionsSpentUntil) + 1 } });
  expect(await statusOf(server, ahead)).toBe(200);
});

test('97: a clock that is set back a little opens no window of a quota or of failures anew', async () => {
  const hour = 3_600_000;
  const boundary = Math.floor(Date.now() / hour) * hour + hour;
  const server = await serverOn({ now: boundary, limits: { failedAuthenticationLimit: 2 } });
  const { client_id, client_secret } = await registerClient(server, {
    token_quota: { client_credentials: { enforce: true, per_hour: 1 } },
  });
  const ask = async (secret: string) =>
    (
      await server.token({
        grant_type: 'client_credentials',
        client_id,
        client_secret: secret,
        audience: 'https://api.example.com/',
      })
    ).statusCode;
  expect([await ask(client_secret), await ask(client_secret)]).toEqual([200, 429]);
  expect([await ask('wrong'), await ask('wrong'), await ask('wrong')]).toEqual([401, 401, 429]);
  server.clock.now = boundary - largestClockDifference + 1;
  expect([await ask(client_secret), await ask('wrong')]).toEqual([429, 429]);
});
