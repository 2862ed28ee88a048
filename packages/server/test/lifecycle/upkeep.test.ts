import { largestClockDifference } from '@clientele/model';
import { expect, it } from 'vitest';
import { sweepExpired } from '../../src/lifecycle/upkeep.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { signedIn } from '../console/browser.js';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;

/** How many old events, and assertions, are left after a sweep. */
async function leftAfterSweep(server: TestServer, logRetentionDays: number): Promise<number[]> {
  const { storage } = server.tenant;
  const now = () => server.clock.now;
  const logger = createLogger('silent', { write: () => undefined });
  await sweepExpired({ all: () => [server.tenant] }, { now, logRetentionDays, logger })();
  const old = await storage.logEvents.count({ requestId: 'old' }, 5000);
  const kept = await storage.logEvents.count({ requestId: 'kept' }, 5000);
  return [old, kept, await storage.assertionReplays.sweep(server.clock.now, 10)];
}

it('a sweep takes kept answers whose day is over, and no others', async () => {
  const server = await testServer();
  const { answers } = server.tenant.storage;
  const answer = { fingerprint: '', scopes: [], status: 201, headers: {}, body: {} };
  for (let n = 0; n < 50; n += 1) await answers.keep({ caller: 'client', key: `old ${n}` }, answer);
  server.clock.now += largestClockDifference + 1;
  await answers.keep({ caller: 'client', key: 'later' }, answer);
  server.clock.now += day;
  await leftAfterSweep(server, 0);
  expect(await server.db.selectFrom('kept_answers').selectAll().execute()).toHaveLength(1);
  await server.close();
});

it('a sweep takes sessions of the console that have ended, and no others', async () => {
  const server = await testServer();
  const ended = await signedIn(server);
  server.clock.now += largestClockDifference + 1;
  const later = await signedIn(server);
  server.clock.now += 12 * 3_600_000;
  await leftAfterSweep(server, 0);
  const left = await server.db.selectFrom('console_sessions').select('id').execute();
  expect(left.map(({ id }) => [ended.cookie.includes(id), later.cookie.includes(id)])).toEqual([
    [false, true],
  ]);
  await server.close();
});

it('a sweep takes expired assertions and events beyond the retention, and ends where it is told to', async () => {
  const server = await testServer();
  const { logEvents, assertionReplays } = server.tenant.storage;
  const event = (requestId: string, age: number) => ({
    type: 'seccft' as const,
    date: server.clock.now - age,
    by: { requestId },
  });
  await logEvents.write([
    event('old', 30 * day + largestClockDifference + 1),
    event('old', 31 * day),
    event('kept', 30 * day),
  ]);
  await assertionReplays.claim('client', 'jti', server.clock.now - largestClockDifference - 1);
  expect(await leftAfterSweep(server, 0)).toEqual([2, 1, 0]);
  expect(await leftAfterSweep(server, 30)).toEqual([0, 1, 0]);
  await server.close();
});
