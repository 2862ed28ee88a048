import { randomBytes } from 'node:crypto';
import { newClient } from '@clientele/model';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import type {
  Heartbeat,
  NewsTransition,
  SharedDatabase,
  SharedNews,
} from '../../../src/storage/database/shared-database.js';
import type { Database } from '../../../src/storage/database/tables.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import type { NewsItem } from '../../../src/storage/port/news.js';
import { openSharedPostgres } from '../../../src/storage/postgres/open-shared.js';
import { startTransactionPooler } from './transaction-pooler.js';

const instanceKey = { id: 'test', bytes: randomBytes(32) };
let url: string;
let engine: Engine;
let db: Database;
let shared: SharedDatabase;
let news: SharedNews;
const received: NewsItem[] = [];
const transitions: NewsTransition[] = [];

beforeAll(async () => {
  url = await emptyDatabase();
  ({ engine, shared } = await openSharedPostgres(url, { poolSize: 5 }));
  db = engine.db;
  news = shared.listen((transition) => void transitions.push(transition));
  news.subscribe((item) => void received.push(item));
  expect(await news.arrived(10_000)).toBe(true);
});
afterAll(async () => {
  news.close();
  await db.destroy();
  await shared.end();
});

/** The news of statements, up to a mark that is announced after them. */
async function newsOf(statements: string): Promise<NewsItem[]> {
  received.length = 0;
  const direct = new pg.Client({ connectionString: url });
  await direct.connect();
  await direct.query(statements);
  await direct.end();
  const mark = randomBytes(8).toString('hex');
  await sql`select pg_notify('clientele', ${JSON.stringify({ tenant: mark, what: 'signing keys' })})`.execute(
    db,
  );
  await vi.waitFor(() => expect(received.at(-1)?.tenant).toBe(mark), 10_000);
  return received.slice(0, -1);
}

const tenant = 'one';
const client = { tenant, what: 'client', clientId: 'the-client' };
const everything = { tenant: undefined, what: 'everything' };

describe('news of changes by whomever', () => {
  beforeAll(async () => {
    for (const statement of [
      `insert into clients values ('one', 'the-client', 1, 0, 1, null, '{}', null)`,
      `insert into clients values ('one', 'other', 1, 0, 1, null, '{}', null)`,
      `insert into client_secrets values ('one', 'the-client', 'a', 'digest', 'sealed', 1, null, null)`,
      `insert into resource_servers values ('one', 'api', 'https://api/', 1, null, null, '{}')`,
    ])
      expect(await newsOf(statement)).toEqual([]);
  });

  it.each([
    [`update clients set document = '{"a":1}' where client_id = 'the-client'`, [client]],
    [`update clients set document = '{}' where client_id = 'nobody'`, []],
    [`insert into credentials values ('one', 'the-client', 'c', 1, '{}')`, [client]],
    [`update credentials set document = '{"a":1}'`, [client]],
    [`update credentials set client_id = 'other'`, [client, { ...client, clientId: 'other' }]],
    [`delete from credentials`, [{ ...client, clientId: 'other' }]],
    [`update client_secrets set sealed = 'anew', last_used_at = 5`, []],
    [`update client_secrets set name = 'x', hint = 'y', primary_since = 5`, []],
    [`update client_secrets set expires_at = 5`, [client]],
    [`update client_secrets set state = 'disabled'`, [client]],
    // It takes the place of a default one.
    [
      `insert into client_grants values ('one', 'grant', 'the-client', 'the-client', 'api', 'client', 0, 1, '{}')`,
      [client],
    ],
    [
      `insert into client_grants values ('one', 'default', 'default_for:x', null, 'api', 'client', 0, 1, '{}')`,
      [{ tenant, what: 'everything' }],
    ],
    [`update client_grants set document = '{"a":1}' where id = 'grant'`, [client]],
    [`delete from client_grants where id = 'default'`, [{ tenant, what: 'everything' }]],
    [`update resource_servers set document = '{"a":1}'`, [{ tenant, what: 'resource servers' }]],
    [
      `insert into signing_keys values ('one', 'kid', 'RSA', 1, null, null, null, 0, '', null, null)`,
      [{ tenant, what: 'signing keys' }],
    ],
    [`delete from signing_keys`, [{ tenant, what: 'signing keys' }]],
    [`insert into tenant_settings values ('one', '{}')`, [{ tenant, what: 'settings' }]],
    [`update tenant_settings set document = '{"a":1}'`, [{ tenant, what: 'settings' }]],
    [`delete from tenant_settings`, [{ tenant, what: 'settings' }]],
    [`truncate client_secrets`, [everything]],
  ])('%s', async (statement, items) => {
    expect(await newsOf(statement)).toEqual(items);
  });

  it('is one word where a statement changes very many rows, also by a cascade', async () => {
    await newsOf(
      `insert into clients select 'one', 'c' || n, 1, 0, 1, null, '{}', null from generate_series(1, 5000) n`,
    );
    await newsOf(
      `insert into client_grants select 'one', 'g' || n, 'c' || n, 'c' || n, 'api', 'client', 0, 1, '{}'
       from generate_series(1, 5000) n`,
    );
    expect(await newsOf(`update clients set created_at = 2`)).toEqual([everything]);
    expect(await newsOf(`delete from resource_servers`)).toEqual(
      expect.arrayContaining([everything, { tenant, what: 'resource servers' }]),
    );
    expect(received.length).toBe(3);
  });

  it('is not sent for a change that is rolled back', async () => {
    expect(
      await newsOf(`begin; update clients set created_at = 3 where client_id = 'other'; rollback`),
    ).toEqual([]);
  });
});

describe('the connection beside the pool', () => {
  it('is replaced when it is lost; everything is forgotten, and caches are bypassed meanwhile', async () => {
    received.length = 0;
    transitions.length = 0;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'clientele monitor' and datname = current_database()`.execute(db);
    await vi.waitFor(() => expect(news.isArriving()).toBe(false), { timeout: 10_000, interval: 1 });
    await vi.waitFor(() => expect(transitions).toHaveLength(2), 10_000);
    expect(news.isArriving()).toBe(true);
    expect(transitions).toEqual([
      { arriving: false, reason: expect.stringContaining('stopped by its operator') },
      { arriving: true },
    ]);
    expect(received).toContainEqual(everything);
    expect(shared.outages.outage()).toBeUndefined();
  });

  it('asks for the time of the database', async () => {
    const beat = await new Promise<Heartbeat>((resolve) => shared.onHeartbeat(resolve));
    const { rows } = await sql<{ later: boolean }>`
      select to_timestamp(${beat.time}::float8 / 1000) between now() - interval '1 minute' and now() as later`.execute(
      db,
    );
    expect(rows).toEqual([{ later: true }]);
    expect(beat.answeredAt).toBeGreaterThan(beat.askedAt);
  });
});

describe('a pooler that gives each transaction another connection', () => {
  it('is named as the reason why no news arrives, and is used all the same', async () => {
    const pooler = await startTransactionPooler(url);
    const pooled = await openSharedPostgres(pooler.url, { poolSize: 2 });
    const reports: NewsTransition[] = [];
    const unheard = pooled.shared.listen((transition) => void reports.push(transition));
    try {
      await vi.waitFor(() => expect(reports).not.toEqual([]), 20_000);
      expect(reports).toEqual([
        {
          arriving: false,
          reason: 'LISTEN delivers nothing: a pooler in between must be in session mode (pool_mode=session)',
        },
      ]);
      expect(unheard.isArriving()).toBe(false);
      expect(pooler.delivered()).toBeGreaterThan(0);
      expect(pooled.shared.outages.outage()).toBeUndefined();
      await sql`select 1`.execute(pooled.engine.db);
    } finally {
      unheard.close();
      await pooled.engine.db.destroy();
      await pooled.shared.end();
      await pooler.close();
    }
  }, 60_000);
});

describe('without news', () => {
  it('all is read from the database, and nothing is kept for later', async () => {
    const deaf = { ...news, isArriving: () => false };
    const options: StorageOptions = {
      instanceKeys: () => [instanceKey],
      clientSecrets: 'readable' as const,
      managementIdentifier: () => 'https://id.example/api/v2/',
      now: Date.now,
    };
    const storage = (await openStorage(engine, { ...options, news: deaf })).tenant('two');
    const { clients, signingKeys } = storage;
    const made = newClient({ name: 'first' }, { clientId: 'deaf', tenant: 'two', credentialIds: {} });
    await storage.change({}, (stores) =>
      stores.clients.create({
        client: made,
        secret: { id: 'first', text: 'the-secret-of-the-client' },
        credentials: [],
      }),
    );
    expect((await clients.find('deaf'))?.name).toBe('first');
    await newsOf(
      `update clients set document = replace(document, 'first', 'second') where client_id = 'deaf'`,
    );
    expect((await clients.find('deaf'))?.name).toBe('second');
    expect((await clients.authentication('deaf'))?.client.name).toBe('second');
    expect(signingKeys.areCurrent(await signingKeys.list())).toBe(false);
  });
});
