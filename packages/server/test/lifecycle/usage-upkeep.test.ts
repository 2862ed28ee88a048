import { expect, it } from 'vitest';
import { tendUsage, writeUsage } from '../../src/lifecycle/usage-upkeep.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;

function count(server: TestServer): void {
  server.tenant.storage.usage.count({
    clientId: 'client',
    credentialId: 'sec_one',
    api: '',
    outcome: 'issued',
    at: server.clock.now,
    aliveUntil: 0,
  });
}

function collected() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { lines, logger };
}

const steps = async ({ db }: TestServer) =>
  (await db.selectFrom('usage_counts').select(['step', 'count']).execute()).map(({ step, count: n }) => [
    step,
    Number(n),
  ]);

it('use is written by itself, and once more at the end, when the server says that it counts no more', async () => {
  const server = await testServer();
  const { logger } = collected();
  const end = await writeUsage({ all: () => [server.tenant] }, logger);
  count(server);
  await expect.poll(() => steps(server)).toEqual([[1, 1]]);
  count(server);
  await end();
  expect(await steps(server)).toEqual([[1, 2]]);
  const observers = await server.db.selectFrom('usage_observers').select('ended_at').execute();
  expect(observers.map(({ ended_at }) => Number(ended_at))).toEqual([server.clock.now]);
  await server.close();
});

it('of an outage there is one line, and nothing is lost by it', async () => {
  const server = await testServer();
  const { lines, logger } = collected();
  const end = await writeUsage({ all: () => [server.tenant] }, logger);
  await server.db.schema.alterTable('usage_counts').renameTo('elsewhere').execute();
  count(server);
  await expect.poll(() => lines.length).toBe(1);
  expect(lines[0]?.msg).toBe('the use of secrets could not be written');
  count(server);
  await expect(server.tenant.storage.usage.flush()).rejects.toThrow();
  await server.db.schema.alterTable('elsewhere').renameTo('usage_counts').execute();
  await end();
  expect(await steps(server)).toEqual([[1, 2]]);
  expect(lines).toHaveLength(1);
  await server.close();
});

it('old counts are added up, unless the clock may be wrong', async () => {
  const server = await testServer();
  const { logger } = collected();
  count(server);
  await server.tenant.storage.usage.flush();
  server.clock.now += 3 * day;
  const tend = (clockIsRight: boolean) =>
    tendUsage({ all: () => [server.tenant] }, { clockIsRight: () => clockIsRight, logger })();
  await tend(false);
  expect(await steps(server)).toEqual([[1, 1]]);
  await tend(true);
  expect(await steps(server)).toEqual([[60, 1]]);
  await server.close();
});
