import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '../../../../test/postgres/empty-database.js';
import { failedAuthentications } from '../../src/oauth/failed-authentications.js';
import type { Engine } from '../../src/storage/database/engine.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { UndoneError } from '../../src/storage/port/errors.js';
import type { FailureCountStore } from '../../src/storage/port/stores.js';
import { openPostgres } from '../../src/storage/postgres/open.js';
import { createLogger } from '../../src/telemetry/logger.js';

const minute = 60_000;
const start = 30_000_000 * minute;
const instanceKey = { id: 'test', bytes: randomBytes(32) };

let engine: Engine;
beforeAll(async () => {
  engine = await openPostgres(await emptyDatabase(), { poolSize: 5 });
});
afterAll(() => engine.db.destroy());

/** What one server knows of failures, as far as others can tell it. */
async function server({ limit = 20 } = {}) {
  const storage = await openStorage(engine, {
    instanceKeys: () => [instanceKey],
    clientSecrets: 'readable',
    managementIdentifier: (id) => `https://${id}.example/api/v2/`,
    now: () => start,
  });
  const { failureCounts } = storage.tenant('default');
  if (!failureCounts) throw new Error('nothing is shared');
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('error', { write: (line) => void log.push(JSON.parse(line)) });
  const failures = failedAuthentications(limit, logger);
  onTestFinished(() => failures.close());
  const attempt = (clientId: string, now: number, store: FailureCountStore) => ({
    tenant: { id: 'default', storage: { failureCounts: store } },
    clientId,
    ip: '10.0.0.1',
    now,
  });
  return {
    failureCounts,
    log,
    /** Whether it lets another attempt be made, which then fails. */
    fail(clientId: string, { now = start, store = failureCounts } = {}): boolean {
      const failing = attempt(clientId, now, store);
      if (!this.allows(clientId, { now, store })) return false;
      failures.count(failing);
      return true;
    },
    /** Fails once more, and answers whether it lets yet another attempt be made. */
    learns(clientId: string): boolean {
      this.fail(clientId);
      return this.allows(clientId);
    },
    allows(clientId: string, { now = start, store = failureCounts } = {}): boolean {
      try {
        failures.check(attempt(clientId, now, store));
        return true;
      } catch {
        return false;
      }
    },
  };
}

it('failures on one server count on another, which learns of them with its own first failure', async () => {
  const [one, other] = [await server(), await server()];
  for (let n = 0; n < 20; n += 1) expect(one.fail('spread')).toBe(true);
  expect(one.fail('spread')).toBe(false);
  await expect.poll(() => other.learns('spread')).toBe(false);
  expect(other.allows('another client')).toBe(true);
});

it('failures that are spread over servers stay within the limit and what fits into one batch', async () => {
  const servers = await Promise.all([server(), server(), server()]);
  let failed = 0;
  const attempts = async () => {
    for (const each of servers) if (each.fail('round robin')) failed += 1;
    await new Promise((resolve) => setTimeout(resolve, 25));
    return servers.every((each) => !each.allows('round robin'));
  };
  await expect.poll(attempts, { interval: 0, timeout: 15_000 }).toBe(true);
  expect(failed).toBeGreaterThanOrEqual(20);
  expect(failed).toBeLessThan(60);
});

it('what is counted in one minute does not count in the next', async () => {
  const [one, other] = [await server(), await server()];
  for (let n = 0; n < 20; n += 1) one.fail('patient');
  await expect.poll(() => other.learns('patient')).toBe(false);
  for (const each of [one, other]) expect(each.allows('patient', { now: start + minute })).toBe(true);
});

it('an outage loses no count, costs no request anything, and floods no log', async () => {
  const [one, other] = [await server(), await server()];
  let [available, attempts] = [false, 0];
  const store: FailureCountStore = {
    ...one.failureCounts,
    add: async (...failures) => {
      attempts += 1;
      if (!available) throw new UndoneError('the database cannot be reached');
      return one.failureCounts.add(...failures);
    },
  };
  for (let n = 0; n < 20; n += 1) one.fail('during an outage', { store });
  await expect.poll(() => attempts, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(one.log).toEqual([]);
  available = true;
  await expect.poll(() => other.learns('during an outage'), { timeout: 10_000 }).toBe(false);
});

it('neither addresses nor what clients claimed to be are written down, and old counts are deleted', async () => {
  const { failureCounts } = await server();
  await failureCounts.add(
    start - 10 * minute,
    new Map([['default 10.0.0.1 a-secret-in-the-wrong-place', 1]]),
  );
  const rows = await engine.db.selectFrom('failure_counts').selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(/10\.0\.0\.1|wrong-place/);
  expect(await failureCounts.sweep(start - 5 * minute, 1000)).toBe(1);
  expect(await failureCounts.sweep(start - 5 * minute, 1000)).toBe(0);
});
