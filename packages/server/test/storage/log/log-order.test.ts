import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { LogEvent } from '@clientele/model';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import { openPostgres } from '../../../src/storage/postgres/open.js';

const instanceKey = { id: 'test', bytes: randomBytes(32) };
let url: string;
let engine: Engine;
const servers: TenantStorage[] = [];

beforeAll(async () => {
  url = await emptyDatabase();
  engine = await openPostgres(url, { poolSize: 10 });
  // Of two servers whose clocks differ.
  for (const ahead of [0, 4000])
    servers.push((await openStorage(engine, { ...options, now: () => Date.now() + ahead })).tenant('one'));
});
afterAll(() => engine.db.destroy());

function fail(): never {
  throw new Error('there is no such server');
}

function event(name: string): LogEvent {
  return { type: 'sapi', date: Date.now(), by: { clientName: name } };
}

const options: Omit<StorageOptions, 'now'> = {
  instanceKeys: () => [instanceKey],
  clientSecrets: 'readable' as const,
  managementIdentifier: () => 'https://id.example/api/v2/',
};
async function walk(server: TenantStorage | undefined, from?: string) {
  const found = (await server?.logEvents.list({}, { limit: 100, writtenAfter: from })) ?? [];
  return { last: found.at(-1)?.id ?? from, names: found.map(({ by }) => by.clientName ?? '') };
}

describe('whoever reads on in the log of two servers', () => {
  it('sees an entry only once all with lower ids are committed', async () => {
    const slow = new pg.Client({ connectionString: url });
    await slow.connect();
    await slow.query('begin');
    await slow.query(
      `insert into log_events (tenant_id, id, created_at, type, document)
       values ('one', 'aaaaaaaaaaaa', 1, 'sapi', '{"by":{"clientName":"slow"}}')`,
    );
    await servers[0]?.logEvents.write([event('fast')]);
    const early = await walk(servers[1]);
    expect(early.names).toEqual([]);
    await slow.query('commit');
    await slow.end();
    expect((await walk(servers[1], early.last)).names).toEqual(['slow', 'fast']);
  });

  it('misses nothing and sees nothing twice, however writers overlap', async () => {
    let { last } = await walk(servers[0]);
    const written: string[] = [];
    const write = async (writer: number) => {
      for (let n = 0; n < 40; n += 1) {
        const names = Array.from({ length: 1 + (n % 4) }, (_, i) => `${writer}/${n}/${i}`);
        written.push(...names);
        await servers[writer % 2]?.logEvents.write(names.map(event));
      }
    };
    let writing = true;
    const writers = Promise.all([0, 1, 2, 3].map(write)).finally(() => {
      writing = false;
    });
    const read: string[] = [];
    for (let more = true; more; ) {
      const still = writing;
      const found = await walk(servers[0], last);
      last = found.last;
      read.push(...found.names);
      more = still || found.names.length > 0;
      await setImmediate();
    }
    await writers;
    expect(read.toSorted()).toEqual(written.toSorted());
  });

  it('goes on after entries that were restored', async () => {
    const [newest] = (await servers[0]?.logEvents.list({}, { limit: 1, offset: 0, newestFirst: true })) ?? [];
    const last = newest?.id ?? '';
    const place = String(Number(last.slice(4, 18)) + 1_000_000).padStart(14, '0');
    await sql`insert into log_events (tenant_id, id, created_at, type, document)
      values ('one', ${`log_${place}0000${'b'.repeat(12)}`}, 1, 'sapi', '{"by":{"clientName":"restored"}}')`.execute(
      engine.db,
    );
    await servers[0]?.logEvents.write([event('new')]);
    expect((await walk(servers[1], last)).names).toEqual(['restored', 'new']);
  });
});

describe('sweeps of several servers at once', () => {
  it('delete each entry and each expired assertion once', async () => {
    await sql`delete from log_events`.execute(engine.db);
    await sql`insert into log_events (tenant_id, id, created_at, type, document)
      select 'one', lpad(n::text, 12, '0'), n, 'sapi', '{"by":{}}' from generate_series(1, 3000) n`.execute(
      engine.db,
    );
    await sql`insert into assertion_replays select 'one', 'client', 'jti' || n, n from generate_series(1, 3000) n`.execute(
      engine.db,
    );
    const sweeping = Array.from({ length: 20 }, async (_, n) => {
      const { logEvents, assertionReplays } = servers[n % 2] ?? fail();
      return Promise.all([logEvents.sweep(2500, 200), assertionReplays.sweep(2500, 200)]);
    });
    const deleted = { log_events: 0, assertion_replays: 0 };
    for (const [events, assertions] of await Promise.all(sweeping)) {
      deleted.log_events += events;
      deleted.assertion_replays += assertions;
    }
    for (const [table, count] of Object.entries(deleted)) {
      const { rows } = await sql<{ left: number }>`select count(*) as left from ${sql.table(table)}`.execute(
        engine.db,
      );
      expect(count).toBeGreaterThan(0);
      expect(count + (rows[0]?.left ?? 0)).toBe(3000);
    }
    // What one left to another that was at it is deleted the next time.
    for (const { logEvents, assertionReplays } of servers) {
      while ((await logEvents.sweep(2500, 1000)) > 0);
      while ((await assertionReplays.sweep(2500, 1000)) > 0);
    }
    for (const [table, left] of [
      ['log_events', 501],
      ['assertion_replays', 501],
    ] as const) {
      const { rows } = await sql<{ left: number }>`select count(*) as left from ${sql.table(table)}`.execute(
        engine.db,
      );
      expect(rows[0]?.left).toBe(left);
    }
  });
});
