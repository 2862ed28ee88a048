import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await testServer({ now: 1_800_000_000_000, metricsAccess: 'loopback' });
});
afterEach(() => server.close());

/** Sends changes of a client that does not exist. */
async function refused(times: number, token: string, remoteAddress = '192.0.2.7'): Promise<void> {
  const request = {
    method: 'PATCH',
    url: '/api/v2/clients/nobody',
    headers: { authorization: `Bearer ${token}` },
    remoteAddress,
    payload: { name: 'other' },
  } as const;
  for (let left = times; left > 0; left -= 50) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(50, left) }, () => server.inject(request)),
    );
    expect(answers.every(({ statusCode }) => statusCode === 404)).toBe(true);
  }
}

async function events(): Promise<number> {
  const { count } = await server.db
    .selectFrom('log_events')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('type', '=', 'fapi')
    .executeTakeFirstOrThrow();
  return Number(count);
}

const told = () => server.log.filter(({ msg }) => /further refused changes/.test(String(msg)));

it('69: refused changes of one client fill neither the log nor the lines', async () => {
  await refused(1100, server.admin);
  await expect.poll(events).toBe(1000);
  expect(told()).toMatchObject([{ client_id: expect.any(String), address: '192.0.2.7', logged: 1000 }]);
  // From elsewhere it is still the same client.
  await refused(50, server.admin, '192.0.2.8');
  const figures = await server.inject({ url: '/metrics', remoteAddress: '127.0.0.1' });
  expect(figures.body).toContain('clientele_log_events_total{result="dropped"} 150');
  await expect.poll(() => server.log.filter(({ dropped }) => dropped).length).toBe(1);
  server.clock.now += 60_000;
  await refused(1, server.admin);
  await expect.poll(events).toBe(1001);
});

it('69: nor do those of many clients at one address, however it is written', async () => {
  const tokens = [];
  for (let n = 0; n < 11; n += 1) tokens.push(await server.tokenWith('update:clients'));
  for (const token of tokens) await refused(100, token, '2001:db8:0:1::7');
  await expect.poll(events).toBe(1000);
  await refused(10, server.admin, '2001:db8:0:1:ffff::8');
  await refused(10, server.admin, '2001:db8:0:2::7');
  await expect.poll(events).toBe(1010);
});
