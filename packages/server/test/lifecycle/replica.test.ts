import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { emptyDatabase } from '../../../../test/postgres/empty-database.js';
import { readInvocation } from '../../src/config/config.js';
import { type RunningServer, type StartOptions, start } from '../../src/lifecycle/start.js';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startOn(
  databaseUrl: string,
  options: StartOptions & { flags?: string[] },
): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'clientele-'));
  cleanups.push(() => rmSync(data, { recursive: true, force: true }));
  const flags = ['--data', data, '--http-port', '0', '--https-port', '0', '--log-level', 'error'];
  const given = [...flags, ...(options.flags ?? [])];
  const invocation = readInvocation(given, { CLIENTELE_DATABASE_URL: databaseUrl }, '0');
  if (invocation.kind !== 'start') throw new Error('a start was asked for');
  const server = await start(invocation.config, options);
  cleanups.push(() => server.stop());
  return server;
}

async function offset(server: RunningServer): Promise<number> {
  const figures = await (await fetch(`${server.httpUrl}/metrics`)).text();
  return Number(/^clientele_clock_offset_seconds (.*)$/m.exec(figures)?.[1]);
}

async function tokenFrom(server: RunningServer): Promise<Response> {
  return fetch(`${server.httpUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: server.bootstrap?.clientId ?? '',
      client_secret: server.bootstrap?.secret ?? '',
      audience: server.audience,
    }),
  });
}

it('a server whose clock is too far from the database says so and issues no tokens until it agrees', async () => {
  let ahead = -90_000;
  const lines: string[] = [];
  const server = await startOn(await emptyDatabase(), {
    now: () => Date.now() + ahead,
    logTo: { write: (line: string) => void lines.push(line) },
  });
  const message = /clock is (?:89\.9|90\.\d) s behind the database's, and no tokens are issued .*\(NTP\)/;
  expect(server.warnings).toContainEqual(expect.stringMatching(message));
  expect(lines.join()).toMatch(message);
  const refused = await tokenFrom(server);
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    503,
    expect.stringMatching(/^\d+$/),
    { error: 'temporarily_unavailable', error_description: expect.stringContaining('clock') },
  ]);
  const health = await fetch(`${server.httpUrl}/health`);
  expect([health.status, await health.json()]).toMatchObject([503, { checks: { clock: 'failed' } }]);
  const figures = await (await fetch(`${server.httpUrl}/metrics`)).text();
  expect(figures).toMatch(/^clientele_clock_offset_seconds -(?:89\.9|90\.)/m);
  expect(figures).toContain('clientele_token_requests_total{result="clock_off"} 1');
  // The database's clock is read four times a second; 8 s are more than the 5 that are tolerated.
  for (const off of [8000, -8000]) {
    ahead = off;
    await vi.waitFor(async () => expect(await offset(server)).toBeCloseTo(off / 1000, 0), 10_000);
    expect((await tokenFrom(server)).status).toBe(503);
  }
  ahead = 4000;
  await vi.waitFor(async () => expect((await tokenFrom(server)).status).toBe(200), 10_000);
}, 60_000);

async function connectedTo(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'observer' });
  await client.connect();
  cleanups.push(() => client.end());
  return client;
}

/** The connections that servers have to a database, by name. */
async function connections(observer: pg.Client): Promise<Record<string, number>> {
  const { rows } = await observer.query<{ name: string; count: number }>(
    `select application_name as name, count(*)::int from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name <> 'observer'
     group by 1`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

it('a server has as many connections as its pool, and one beside it', async () => {
  const databaseUrl = await emptyDatabase();
  const server = await startOn(databaseUrl, { flags: ['--database-pool', '3'], logTo: { write: () => {} } });
  const [observer, locker] = [await connectedTo(databaseUrl), await connectedTo(databaseUrl)];
  const { access_token } = (await (await tokenFrom(server)).json()) as { access_token: string };
  const ask = (id: string) =>
    fetch(`${server.httpUrl}/api/v2/clients/${id}`, { headers: { authorization: `Bearer ${access_token}` } });
  expect((await ask('nobody')).status).toBe(404);
  // Who reads clients now waits for an answer on a connection of the pool, or for a connection.
  await locker.query('begin; lock table clients');
  const waiting = Array.from({ length: 20 }, (_, n) => ask(`nobody-${n}`));
  await vi.waitFor(
    async () => expect(await connections(observer)).toEqual({ clientele: 3, 'clientele monitor': 1 }),
    10_000,
  );
  await locker.query('rollback');
  await Promise.all(waiting);
  expect(await connections(observer)).toEqual({ clientele: 3, 'clientele monitor': 1 });
}, 60_000);
