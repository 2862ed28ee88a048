import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { failedAuthentications } from '../../src/oauth/failed-authentications.js';
import type { FailureCountStore } from '../../src/storage/port/stores.js';
import { testServer } from '../test-server.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const now = 1_800_000_000_000;
const silent = { error: () => undefined };

/** A text as a request brings it: all of its own, and long. */
const sent = (beginning: string) => Buffer.alloc(60_000, beginning).toString('latin1');

/** What 2000 of something keep in memory, in MB. */
async function kept(make: (n: number) => unknown): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 2000; n += 1) await make(n);
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / 1024 / 1024;
}

it('23: a claimed id of any length takes little memory where its failures are counted', async () => {
  const failures = failedAuthentications(3, silent);
  const fail = (n: number) =>
    failures.count({ tenant: { id: 'default', storage: {} }, clientId: sent(`${n} `), ip: '192.0.2.7', now });
  expect(await kept(fail)).toBeLessThan(10);
  await failures.close();
});

it('23: nor does a short one keep the request that it was cut from', async () => {
  const failures = failedAuthentications(3, silent);
  const fail = (n: number) => {
    const clientId = sent(`${n} `).slice(0, 40);
    failures.count({ tenant: { id: 'default', storage: {} }, clientId, ip: '192.0.2.7', now });
  };
  expect(await kept(fail)).toBeLessThan(10);
  await failures.close();
});

it('23: no more of it is told to other servers', async () => {
  const budgets: string[] = [];
  const failureCounts: FailureCountStore = {
    add: async (_, failed) => {
      budgets.push(...failed.keys());
      return new Map();
    },
    sweep: async () => 0,
  };
  const failures = failedAuthentications(3, silent);
  failures.count({
    tenant: { id: 'default', storage: { failureCounts } },
    clientId: sent('x'),
    ip: '192.0.2.7',
    now,
  });
  await failures.close();
  expect(budgets.map(({ length }) => length).sort((one, other) => one - other)).toEqual([17, 273]);
});

it('23: the failures of an id are counted, whatever its length', async () => {
  const server = await testServer({ now, limits: { failedAuthenticationLimit: 3 } });
  const answers = [];
  for (let n = 0; n < 4; n += 1) {
    const parameters = {
      grant_type: 'client_credentials',
      client_id: sent('x').slice(0, 50_000 + n),
      client_secret: 'x',
    };
    answers.push((await server.token(parameters)).statusCode);
  }
  expect(answers).toEqual([401, 401, 401, 429]);
  await server.close();
});
