import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropDatabase, migratedDatabase } from '../../../../test/postgres/empty-database.js';
import { openPostgres } from '../../src/storage/postgres/open.js';
import { audience, type TestServer, testServer } from '../test-server.js';
import { isReplayed, post, seen } from './keyed.js';

// What one server does with a key, another on the same database respects.

let url: string;
let here: TestServer;
let there: TestServer;
let token: string;
let caller: string;
beforeAll(async () => {
  url = await migratedDatabase();
  const database = { open: () => openPostgres(url, { poolSize: 5 }), remove: async () => undefined };
  here = await testServer({ database });
  there = await testServer({ database });
  const made = (await here.call('POST', '/clients', { name: 'Caller' })).json();
  const { client_id, client_secret } = made;
  caller = client_id;
  const scope = ['create:clients', 'create:resource_servers', 'create:signing_keys', 'update:signing_keys'];
  await here.call('POST', '/client-grants', { client_id, audience, scope });
  const wanted = { grant_type: 'client_credentials', client_id, client_secret, audience };
  token = (await here.token(wanted)).json().access_token;
});
afterAll(async () => {
  await here.close();
  await there.close();
  await dropDatabase(url);
});

const clientsNamed = async (name: string) => {
  const rows = await here.db.selectFrom('clients').select('document').execute();
  return rows.filter(({ document }) => JSON.parse(document).name === name).length;
};
/** Sends a request to both servers at once, many times. */
const flood = (path: string, body?: unknown) =>
  Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      post(n % 2 === 0 ? here : there, { key: `flood of ${path}`.replaceAll(' ', '-'), path, body, token }),
    ),
  );

it.each([
  ['/clients', { name: 'Flooded' }],
  ['/resource-servers', { identifier: 'urn:flooded' }],
  ['/keys/signing/rotate', undefined],
])(
  '50 requests to POST %s with one key, spread over two servers, are one, and get one answer',
  async (path, body) => {
    const changed = async () =>
      (await here.db.selectFrom('log_events').select('document').where('type', '=', 'sapi').execute()).length;
    const before = await changed();
    const answers = await flood(path, body);
    const [first] = answers;
    if (!first) throw new Error('none was sent');
    expect(first.statusCode).toBe(201);
    for (const answer of answers) expect(seen(answer)).toEqual(seen(first));
    expect(answers.filter((answer) => !isReplayed(answer))).toHaveLength(1);
    // One rotation writes of each key that it turns.
    expect((await changed()) - before).toBe(path.startsWith('/keys') ? 3 : 1);
    expect(await clientsNamed('Flooded')).toBe(1);
  },
);

/** A change of one server that keeps an answer and then waits. */
function underWay(key: string, name: string) {
  let end = (_how: 'commit' | 'fail') => {};
  const ended = new Promise<'commit' | 'fail'>((resolve) => {
    end = resolve;
  });
  const body = { name };
  const change = here.tenant.storage.change({}, async ({ answers }) => {
    await answers.keep(
      { caller, key },
      { fingerprint: 'another', scopes: [], status: 201, headers: {}, body },
    );
    if ((await ended) === 'fail') throw new Error('the first one fails');
  });
  return { change, end };
}

/** Until a server waits for what another one has not committed. */
const waiting = async () => {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    here.db,
  );
  return rows.length;
};

it('a request waits for one under way on another server, and is done where that fails', async () => {
  const { change, end } = underWay('fails', 'Waited');
  const answer = post(there, { key: 'fails', path: '/clients', body: { name: 'Waited' }, token });
  await expect.poll(waiting).toBe(1);
  end('fail');
  await expect(change).rejects.toThrow('the first one fails');
  expect([(await answer).statusCode, isReplayed(await answer)]).toEqual([201, false]);
  expect(await clientsNamed('Waited')).toBe(1);
});

it('a request waits for one under way on another server, and is undone where that is committed', async () => {
  const { change, end } = underWay('commits', 'Undone');
  const answer = post(there, { key: 'commits', path: '/clients', body: { name: 'Undone' }, token });
  await expect.poll(waiting).toBe(1);
  end('commit');
  await change;
  // Here, the first request was another one.
  expect([(await answer).statusCode, (await answer).json().errorCode]).toEqual([409, 'idempotency_conflict']);
  expect(await clientsNamed('Undone')).toBe(0);
});

it('a request that waits for too long for one on another server is told to come again', async () => {
  const { change, end } = underWay('hangs', 'Late');
  const answer = await post(there, { key: 'hangs', path: '/clients', body: { name: 'Late' }, token });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  end('commit');
  await change;
  expect(await clientsNamed('Late')).toBe(0);
});
