import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catchUpSearch } from '../../../src/storage/database/client-search.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { migrate } from '../../../src/storage/database/migrations/migrate.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import type { Position } from '../../../src/storage/port/listing.js';
import type { ClientSearch } from '../../../src/storage/port/stores.js';

const options = {
  instanceKeys: () => [{ id: 'search', bytes: randomBytes(32) }] as const,
  clientSecrets: 'once' as const,
  managementIdentifier: () => 'https://id.example/api/v2/',
};

/** What clients are searched by follows from the clients; run once for each engine, on a database without schema. */
export function clientSearchSuite(name: string, open: () => Promise<Engine>): void {
  describe(`what clients are searched by on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
      await migrate(engine, '0012-client-core');
      await insert('early', { name: 'Früher', client_metadata: { team: 'a' } }, 5);
      await migrate(engine);
    });
    afterAll(() => engine.db.destroy());

    const insert = (id: string, document: object, createdAt: number) =>
      sql`insert into clients (tenant_id, client_id, created_at, is_global, is_first_party, document)
      values ('default', ${id}, ${createdAt}, 0, 1, ${JSON.stringify({ client_id: id, ...document })})`.execute(
        engine.db,
      );
    const rows = async () => {
      const found = await engine.db
        .selectFrom('client_search')
        .select(['client_id', 'name', 'created_at', 'updated_at'])
        .orderBy('client_id')
        .execute();
      return found.map((row) => ({
        ...row,
        created_at: Number(row.created_at),
        updated_at: Number(row.updated_at),
      }));
    };
    const early = { client_id: 'early', name: 'früher', created_at: 5, updated_at: 5 };

    it('is there for the clients that there were before, which changed last when they were made', async () => {
      expect(await rows()).toEqual([early]);
      expect(await engine.db.selectFrom('client_metadata').selectAll().execute()).toEqual([
        { tenant_id: 'default', key: 'team', value: 'a', client_id: 'early' },
      ]);
    });

    it('comes for clients that an earlier version writes', async () => {
      await insert('later', { name: 'LATER' }, 7);
      if (name !== 'PostgreSQL') await sql`update clients set updated_at = created_at`.execute(engine.db);
      await catchUpSearch(engine);
      expect(await rows()).toEqual([
        early,
        { client_id: 'later', name: 'later', created_at: 7, updated_at: 7 },
      ]);
    });

    it('leads to all of many that are found, and to one among many', async () => {
      const many = Array.from({ length: 2300 }, (_, n) => `c${String(n).padStart(4, '0')}`);
      for (const [n, id] of many.entries())
        await insert(id, { name: `common ${id}`, is_first_party: n < 2250 }, 100 + n);
      await catchUpSearch(engine);
      const { clients } = (await openStorage(engine, { ...options, now: () => 0 })).tenant('default');
      const walk = async (search: ClientSearch) => {
        const found: string[] = [];
        let after: Position | undefined;
        do {
          const page = await clients.search(search, { limit: 100, after });
          for await (const { item } of page.items) found.push(item.client_id);
          after = page.next;
        } while (after);
        return found;
      };
      const sort = { by: 'created_at', descending: false } as const;
      expect(await walk({ text: 'COMMON', sort })).toEqual(many);
      expect(await walk({ text: 'common', sort: { by: 'name', descending: true } })).toEqual(
        many.toReversed(),
      );
      expect(await walk({ text: 'common', isFirstParty: false, sort })).toEqual(many.slice(2250));
      expect(await walk({ text: 'on c1234', sort })).toEqual(['c1234']);
      expect(await walk({ isFirstParty: false, created: { from: 2340 }, sort })).toEqual(many.slice(2250));
      expect(await clients.countFound({ text: 'common', sort }, 2000)).toBe(2000);
      expect(await clients.countFound({ text: 'common', sort }, 5000)).toBe(2300);
      expect(await clients.countFound({ text: 'mo', isFirstParty: false, sort }, 5000)).toBe(50);
    });

    it('goes with its client', async () => {
      await engine.db.deleteFrom('clients').execute();
      expect(await rows()).toEqual([]);
      expect(await engine.db.selectFrom('client_metadata').selectAll().execute()).toEqual([]);
    });
  });
}
