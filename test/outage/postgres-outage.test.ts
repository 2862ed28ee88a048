import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { type PostgresServer, startPostgres } from '../postgres/postgres-server.mjs';
import { probe, untilReady } from './probes.js';

let postgres: PostgresServer;
let server: SpawnedServer;
let databaseUrl: string;
let token: string;
/** One server goes through all that may happen to its database, one thing after the other. */
beforeAll(async () => {
  postgres = await startPostgres({ settings: { fsync: 'off' } });
  databaseUrl = await postgres.emptyDatabase();
  server = await spawnServer({
    flags: ['--log-level', 'info'],
    env: { CLIENTELE_DATABASE_URL: databaseUrl },
  });
  token = await managementToken(server);
}, 180_000);
afterAll(async () => {
  await server.remove();
  await postgres.remove();
});
/** Where the output of the test that runs begins. */
let outputBefore = 0;
beforeEach(async () => {
  await untilReady(server, true);
  outputBefore = server.output().length;
});

interface Answer {
  status: number;
  retryAfter: string | null;
  requestId: string | null;
  body: Record<string, unknown>;
  milliseconds: number;
}

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const begin = performance.now();
  const answer = await fetch(`${server.httpUrl}${path}`, init);
  const body = (await answer.json()) as Record<string, unknown>;
  const milliseconds = performance.now() - begin;
  const header = (name: string) => answer.headers.get(name);
  return {
    status: answer.status,
    retryAfter: header('retry-after'),
    requestId: header('x-request-id'),
    body,
    milliseconds,
  };
}

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const create = () =>
  ask('/api/v2/clients', { method: 'POST', headers: headers(), body: JSON.stringify({ name: 'New' }) });
/** Needs the database, since a refusal never rests on memory. */
const guess = () =>
  ask('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      audience: `https://${server.domain}/api/v2/`,
      client_id: server.clientId,
      client_secret: 'wrong',
    }),
  });

const unavailable = {
  status: 503,
  retryAfter: '1',
  body: {
    statusCode: 503,
    error: 'Service Unavailable',
    message: 'The service is not available now; try again after the time in Retry-After.',
    errorCode: 'service_unavailable',
  },
};
const tokenUnavailable = {
  status: 503,
  retryAfter: '1',
  body: {
    error: 'temporarily_unavailable',
    error_description: 'The service is not available now; try again after the time in Retry-After.',
  },
};

async function onDatabase<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const names = () =>
  onDatabase(
    async (client) => (await client.query('select count(*)::int as count from clients')).rows[0].count,
  );

/** What log lines of this test say that hold all of these words. */
const lines = (...words: string[]) =>
  server
    .output()
    .slice(outputBefore)
    .split('\n')
    .filter((line) => words.every((word) => line.includes(word)));

/** How long half of them took at most, in milliseconds: on a busy machine one may take longer. */
function typical(answers: Answer[]): number {
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Nothing that a caller gets tells where the database is or what it is asked. */
function tellsNothing(answers: Answer[]): void {
  const said = JSON.stringify(answers.map(({ body }) => body));
  for (const secret of [String(postgres.port), '127.0.0.1', 'postgres', 'insert', 'select', 'ECONN'])
    expect(said).not.toContain(secret);
}

describe('a database that is stopped', () => {
  afterEach(() => postgres.start());

  it('is answered with a fast 503 in both dialects, and is used again once it is back', async () => {
    await postgres.stop('immediate');
    expect(await untilReady(server, false)).toBeLessThan(4000);
    expect(await probe(server, '/health/ready')).toEqual([
      503,
      { status: 'unavailable', checks: { database: 'failed', clock: 'ok', signing_keys: 'ok' } },
    ]);
    expect(await probe(server, '/health/live')).toEqual([200, { status: 'ok' }]);
    const answers = [];
    for (let n = 0; n < 50; n += 1) answers.push(await create(), await guess());
    for (const [n, answer] of answers.entries())
      expect(answer).toMatchObject(n % 2 ? tokenUnavailable : unavailable);
    expect(typical(answers)).toBeLessThan(500);
    tellsNothing(answers);
    // A key may have been revoked by a server that still reaches the database: docs/decisions/0056.
    expect((await fetch(`${server.httpUrl}/.well-known/jwks.json`)).status).toBe(503);
    expect((await fetch(`${server.httpUrl}/.well-known/openid-configuration`)).status).toBe(200);

    await postgres.start();
    await untilReady(server, true);
    expect((await create()).status).toBe(201);
    expect((await guess()).status).toBe(401);
  });

  it('is told when it begins and when it ends, and not with every request', async () => {
    await postgres.stop('immediate');
    await untilReady(server, false);
    await Promise.all(Array.from({ length: 50 }, create));
    expect(lines('request failed: the database is not available').length).toBeLessThanOrEqual(1);
    outputBefore = 0;
    expect(lines('request failed: the database is not available')[0]).toContain('"reqId"');
    outputBefore = server.output().length;
    await postgres.start();
    await untilReady(server, true);
    await expect.poll(() => lines('the database is available again')).toHaveLength(1);
    expect(lines('the database is not available')).toEqual([]);
  });

  it('does not cost the log what happened in the meantime', async () => {
    await postgres.stop('immediate');
    await untilReady(server, false);
    const { requestId } = await guess();
    await postgres.start();
    await untilReady(server, true);
    const logged = () =>
      onDatabase(async (client) => {
        const { rows } = await client.query('select document from log_events where request_id = $1', [
          requestId,
        ]);
        return rows.map(({ document }) => JSON.parse(document).token.reason);
      });
    await expect.poll(logged, { timeout: 20_000 }).toEqual(['unavailable']);
  });
});

describe('a database that cuts all connections', () => {
  it('ends no server, and leaves each request done or not done', async () => {
    const before = await names();
    const running = Array.from({ length: 60 }, create);
    await onDatabase((client) =>
      client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()'),
    );
    const answers = await Promise.all(running);
    const done = answers.filter(({ status }) => status === 201).length;
    for (const answer of answers) if (answer.status !== 201) expect(answer).toMatchObject(unavailable);
    tellsNothing(answers.filter(({ status }) => status !== 201));
    await expect.poll(async () => (await create()).status).toBe(201);
    const { logged, written } = await onDatabase(async (client) => {
      const logged = await client.query(
        `select count(*)::int as count from log_events where document like '%"action":"create"%"object":"client"%' or document like '%"object":"client"%"action":"create"%'`,
      );
      return { logged: logged.rows[0].count, written: await names() };
    });
    expect(written - before).toBeGreaterThanOrEqual(done + 1);
    expect(logged).toBe(written);
    expect(server.process.exitCode).toBeNull();
  });
});

describe('a database that freezes', () => {
  afterEach(() => postgres.thaw());

  it('holds up no request for long, and is used again once it thaws', async () => {
    await Promise.all(Array.from({ length: 20 }, create));
    postgres.freeze();
    const inFlight = Promise.all(Array.from({ length: 30 }, create));
    expect(await untilReady(server, false)).toBeLessThan(4000);
    expect(await probe(server, '/health/live')).toEqual([200, { status: 'ok' }]);
    const later = [];
    for (let n = 0; n < 20; n += 1) later.push(await create());
    for (const answer of later) expect(answer).toMatchObject(unavailable);
    expect(typical(later)).toBeLessThan(500);
    const early = await inFlight;
    for (const answer of early) expect(answer).toMatchObject(unavailable);
    expect(Math.max(...early.map(({ milliseconds }) => milliseconds))).toBeLessThan(7000);
    postgres.thaw();
    await untilReady(server, true);
    expect((await create()).status).toBe(201);
  });
});

describe('a database that is read-only', () => {
  const set = (value: 'on' | 'off') =>
    onDatabase(async (client) => {
      await client.query('set default_transaction_read_only = off');
      await client.query(`alter system set default_transaction_read_only = ${value}`);
      await client.query('select pg_reload_conf()');
    });
  afterEach(() => set('off'));

  it('is not used until it can be written to', async () => {
    await set('on');
    await untilReady(server, false);
    expect(await create()).toMatchObject(unavailable);
    await expect.poll(() => lines('"msg":"the database is not available', 'read-only')).toHaveLength(1);
    await set('off');
    await untilReady(server, true);
    expect((await create()).status).toBe(201);
  });
});

describe('a row that somebody keeps locked', () => {
  it('costs the request that needs it a 503, and nobody else anything', async () => {
    const { client_id } = (await create()).body;
    const patch = () =>
      ask(`/api/v2/clients/${client_id}`, {
        method: 'PATCH',
        headers: headers(),
        body: JSON.stringify({ description: 'changed' }),
      });
    await onDatabase(async (client) => {
      await client.query('begin');
      await client.query('select * from clients where client_id = $1 for update', [client_id]);
      const held = patch();
      const others = await Promise.all(Array.from({ length: 10 }, create));
      expect(others.map(({ status }) => status)).toEqual(Array(10).fill(201));
      expect(await held).toMatchObject(unavailable);
      expect((await probe(server, '/health/ready'))[0]).toBe(200);
      await client.query('rollback');
    });
    expect((await patch()).status).toBe(200);
  });
});
