import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { health } from '../../src/http/health.js';

let app: FastifyInstance;
const holds = { database: true, signing_keys: true };
beforeEach(async () => {
  Object.assign(holds, { database: true, signing_keys: true });
  app = Fastify();
  await app.register(health, {
    checks: { database: () => holds.database, signing_keys: () => holds.signing_keys },
  });
});
afterEach(() => app.close());

const ask = async (path: string) => {
  const answer = await app.inject({ url: path });
  return [answer.statusCode, answer.json()];
};

it('a server of which all checks hold is ready', async () => {
  const ready = [200, { status: 'ok', checks: { database: 'ok', signing_keys: 'ok' } }];
  expect(await ask('/health')).toEqual(ready);
  expect(await ask('/health/ready')).toEqual(ready);
  expect(await ask('/health/live')).toEqual([200, { status: 'ok' }]);
});

it.each(['database', 'signing_keys'] as const)(
  'a server without %s lives and is not ready',
  async (check) => {
    holds[check] = false;
    const expected = { database: 'ok', signing_keys: 'ok', [check]: 'failed' };
    expect(await ask('/health')).toEqual([503, { status: 'unavailable', checks: expected }]);
    expect(await ask('/health/ready')).toEqual([503, { status: 'unavailable', checks: expected }]);
    expect(await ask('/health/live')).toEqual([200, { status: 'ok' }]);
  },
);
