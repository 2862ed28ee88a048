import { randomBytes } from 'node:crypto';
import { newClient } from '@clientele/model';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import type { Database } from '../../../src/storage/database/tables.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import type { NewsItem } from '../../../src/storage/port/news.js';
import { listenForChanges, type PostgresNotifications } from '../../../src/storage/postgres/notifications.js';
import { openPostgres } from '../../../src/storage/postgres/open.js';

const instanceKey = { id: 'test', bytes: randomBytes(32) };
let url: string;
let engine: Engine;
let db: Database;
let notifications: PostgresNotifications;
const heard: NewsItem[] = [];
const told: string[] = [];
let ahead = 0;

beforeAll(async () => {
  url = await emptyDatabase();
  engine = await openPostgres(url, { poolSize: 5 });
  db = engine.db;
  notifications = listenForChanges({
    url,
    db,
    now: () => Date.now() + ahead,
    tell: (change) => void told.push(change.arriving ? 'up' : change.reason),
  });
  notifications.subscribe((outdated) => void heard.push(outdated));
  expect(await notifications.arrived(10_000)).toBe(true);
});
afterAll(async () => {
  await notifications.close();
  await db.destroy();
});

/** What is heard of statements that anybody may make, up to a mark that is announced after them. */
async function newsOf(statements: string): Promise<NewsItem[]> {
  heard.length = 0;
  const direct = new pg.Client({ connectionString: url });
  await direct.connect();
  await direct.query(statements);
  await direct.end();
  const mark = randomBytes(8).toString('hex');
  await sql`select pg_notify('clientele', ${JSON.stringify({ tenant: mark, what: 'signing keys' })})`.execute(
    db,
  );
  await vi.waitFor(() => expect(heard.at(-1)?.tenant).toBe(mark), 10_000);
  return heard.slice(0, -1);
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
      `insert into client_grants values ('one', 'grant', 'the-client', 'the-client', 'api', 'client', 0, 1, '{}')`,
      `insert into client_grants values ('one', 'default', 'default_for:x', null, 'api', 'client', 0, 1, '{}')`,
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
    [`update client_secrets set expires_at = 5`, [client]],
    [`update client_grants set document = '{"a":1}' where id = 'grant'`, [client]],
    [`delete from client_grants where id = 'default'`, [{ tenant, what: 'everything' }]],
    [`update resource_servers set document = '{"a":1}'`, [{ tenant, what: 'resource servers' }]],
    [
      `insert into signing_keys values ('one', 'kid', 'RSA', 1, null, null, null, 0, '', null, null)`,
      [{ tenant, what: 'signing keys' }],
    ],
    [`delete from signing_keys`, [{ tenant, what: 'signing keys' }]],
    [`truncate client_secrets`, [everything]],
  ])('%s', async (statement, news) => {
    expect(await newsOf(statement)).toEqual(news);
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
    expect(heard.length).toBe(3);
  });

  it('is not heard of a change that is rolled back', async () => {
    expect(
      await newsOf(`begin; update clients set created_at = 3 where client_id = 'other'; rollback`),
    ).toEqual([]);
  });
});

describe('the connection for news', () => {
  it('is replaced when it is lost; everything is forgotten, and nothing believed meanwhile', async () => {
    heard.length = 0;
    told.length = 0;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'clientele notifications' and datname = current_database()`.execute(db);
    await vi.waitFor(() => expect(notifications.isArriving()).toBe(false), 10_000);
    await vi.waitFor(() => expect(told.at(-1)).toBe('up'), 10_000);
    expect(notifications.isArriving()).toBe(true);
    expect(told[0]).toContain('stopped by its operator');
    expect(heard).toContainEqual(everything);
  });

  it('measures how far the clock is ahead of the database', async () => {
    ahead = 7000;
    await vi.waitFor(() => expect(notifications.state().clock?.ahead).toBeGreaterThan(6500), 10_000);
    const { clock } = notifications.state();
    expect(Math.abs((clock?.ahead ?? 0) - 7000)).toBeLessThan((clock?.uncertainty ?? 0) + 50);
    ahead = 0;
  });
});

describe('without news', () => {
  it('all is read from the database, and nothing is kept for later', async () => {
    const deaf = { ...notifications, isArriving: () => false };
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
      stores.clients.create({ client: made, secret: 'the-secret-of-the-client', credentials: [] }),
    );
    expect((await clients.find('deaf'))?.name).toBe('first');
    await newsOf(
      `update clients set document = replace(document, 'first', 'second') where client_id = 'deaf'`,
    );
    expect((await clients.find('deaf'))?.name).toBe('second');
    expect((await clients.authentication('deaf'))?.client.name).toBe('second');
    expect(signingKeys.hold(await signingKeys.list())).toBe(false);
  });
});
