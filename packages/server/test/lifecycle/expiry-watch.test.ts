import { expect, it } from 'vitest';
import { watchExpiries } from '../../src/lifecycle/expiry-watch.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics, type ExpiringCount } from '../../src/telemetry/metrics.js';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;
const begin = Date.parse('2027-01-15T00:00:00.000Z');

async function serverWithKey(expiresIn: number) {
  const server = await testServer({ now: begin });
  const clientId: string = (await server.call('POST', '/clients', { name: 'Robot' })).json().client_id;
  const at = new Date(begin).toISOString();
  await server.tenant.storage.change({}, ({ credentials }) =>
    credentials.add(
      clientId,
      {
        id: 'cred_1',
        credential_type: 'public_key',
        created_at: at,
        updated_at: at,
        expires_at: new Date(begin + expiresIn).toISOString(),
      },
      () => undefined,
    ),
  );
  return { server, clientId };
}

/** One run of the upkeep, as each minute has one. */
async function watch(server: TestServer, clockIsRight = true) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const watched = watchExpiries(
    { all: () => [server.tenant] },
    { now: () => server.clock.now, clockIsRight: () => clockIsRight, logger },
  );
  await expect.poll(() => watched.counts().length).toBeGreaterThan(0);
  await watched.end();
  return { lines, counts: watched.counts() };
}

it('a notice is a line for the operator and an event of the log, which says of which client', async () => {
  const { server, clientId } = await serverWithKey(10 * day);
  const { lines } = await watch(server);
  const notice = {
    kind: 'credential',
    id: 'cred_1',
    credential_type: 'public_key',
    expires_at: '2027-01-25T00:00:00.000Z',
    days: 14,
  };
  expect(lines).toEqual([
    expect.objectContaining({
      ...notice,
      tenant: 'default',
      client_id: clientId,
      msg: 'a secret or key of a client expires soon',
    }),
  ]);
  expect((await watch(server)).lines).toEqual([]);
  const logs = await server.call(
    'GET',
    `/logs?q=type:credential_expiry_warning AND details.client_id:${clientId}`,
  );
  expect(logs.json()).toEqual([
    expect.objectContaining({
      type: 'credential_expiry_warning',
      client_id: clientId,
      client_name: 'Robot',
      description: 'The credential cred_1 of the client expires within 14 days, at 2027-01-25T00:00:00.000Z',
      details: { client_id: clientId, ...notice },
    }),
  ]);
  await server.close();
});

it('a server whose clock is not known to be right gives no notice', async () => {
  const { server } = await serverWithKey(day);
  expect((await watch(server, false)).lines).toEqual([]);
  expect((await watch(server)).lines).toHaveLength(1);
  await server.close();
});

it('the metrics say how many expire soon, and how many have', async () => {
  const { server } = await serverWithKey(10 * day);
  const of = (counts: readonly ExpiringCount[]) =>
    counts.filter(({ kind }) => kind === 'credential').map(({ within, count }) => `${within} ${count}`);
  const { counts } = await watch(server);
  expect(of(counts)).toEqual(['expired 0', '1d 0', '7d 0', '14d 1', '30d 1']);
  server.clock.now += 11 * day;
  expect(of((await watch(server)).counts)).toEqual(['expired 1', '1d 0', '7d 0', '14d 0', '30d 0']);
  const metrics = createMetrics({
    now: () => server.clock.now,
    signingKeys: () => [],
    queue: { waiting: 0, written: 0, dropped: 0 },
    databaseAvailable: () => true,
    unsent: { bytes: () => 0, refused: () => 0 },
    expiring: () => counts,
    process: false,
  });
  expect(await metrics.text()).toContain(
    'clientele_credentials_expiring{tenant="default",kind="credential",within="14d"} 1\n',
  );
  await server.close();
});
