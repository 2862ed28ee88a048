import { randomBytes } from 'node:crypto';
import { type Expression, newClient } from '@clientele/model';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import { checkSearch } from '../../../src/operations/doctor/database.js';
import { trigramIndex } from '../../../src/storage/database/client-search.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import { openPostgres } from '../../../src/storage/postgres/open.js';

it('finds text by its beginning where there are no trigrams, and anywhere once there are', async () => {
  const engine = await openPostgres(await emptyDatabase(), { poolSize: 2 });
  await sql`drop index client_search_text`.execute(engine.db);
  const storage = await openStorage(engine, {
    instanceKeys: () => [{ id: 'search', bytes: randomBytes(32) }],
    clientSecrets: 'once',
    managementIdentifier: () => 'https://id.example/api/v2/',
    now: Date.now,
  });
  const { clients, change } = storage.tenant('default');
  for (const [clientId, name] of [
    ['Abc_1', 'Payout robot'],
    ['Abd_2', 'robot of payouts'],
  ] as const) {
    const client = newClient({ name }, { clientId, tenant: 'default', credentialIds: {} });
    await change({}, (stores) =>
      stores.clients.create({ client, secret: { id: 'first', text: 'x'.repeat(16) }, credentials: [] }),
    );
  }
  const find = async (search: string | Expression) => {
    const asked = typeof search === 'string' ? { text: search } : { expression: search };
    const { items } = await clients.search(
      { ...asked, sort: { by: 'client_id', descending: false } },
      { limit: 10 },
    );
    const found: string[] = [];
    for await (const { item } of items) found.push(item.client_id);
    return found;
  };
  expect(await find('PAYOUT')).toEqual(['Abc_1']);
  expect(await find({ field: 'name', operator: 'like', parts: ['', 'payout', ''] })).toEqual([
    'Abc_1',
    'Abd_2',
  ]);
  expect(await find('Abd')).toEqual(['Abd_2']);
  expect(await find('Ab')).toEqual(['Abc_1', 'Abd_2']);
  expect(await checkSearch(engine)).toEqual([
    {
      check: 'search',
      status: 'warn',
      message: `clients are found by the beginning of their name or id only: as a superuser run create extension pg_trgm, then as the owner of the schema ${trigramIndex}`,
    },
  ]);
  await sql.raw(trigramIndex).execute(engine.db);
  expect(await find('PAYOUT')).toEqual(['Abc_1', 'Abd_2']);
  expect(await checkSearch(engine)).toEqual([
    { check: 'search', status: 'ok', message: 'clients are searched by an index of trigrams' },
  ]);
  await engine.db.destroy();
});
