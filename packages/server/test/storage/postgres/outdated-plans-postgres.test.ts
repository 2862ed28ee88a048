import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Database } from '../../../src/storage/database/tables.js';
import { inTransaction } from '../../../src/storage/database/transaction.js';
import { openPostgres, openPostgresWithoutTimeouts } from '../../../src/storage/postgres/open.js';

let serving: Database;
let upgrading: Database;
beforeAll(async () => {
  const url = await emptyDatabase();
  serving = (await openPostgres(url, { poolSize: 2 })).db;
  upgrading = openPostgresWithoutTimeouts(url).db;
});
afterAll(async () => {
  await serving.destroy();
  await upgrading.destroy();
});

const read = (db: Pick<Database, 'selectFrom'>) => db.selectFrom('totals').selectAll().execute();
const addColumn = (name: string) =>
  sql`alter table totals add column ${sql.ref(name)} text`.execute(upgrading);

it('a server goes on reading a table that a newer one has added a column to', async () => {
  await Promise.all([read(serving), read(serving)]);
  await addColumn('newer');
  for (let n = 0; n < 4; n += 1) expect(await read(serving)).toEqual([]);
});

it('a transaction that meets such a table is done again, as a whole', async () => {
  await Promise.all([read(serving), read(serving)]);
  await addColumn('newest');
  await inTransaction(serving, async (trx) => {
    await trx.insertInto('totals').values({ tenant_id: 'one', list: 'clients', total: 1 }).execute();
    expect(await read(trx)).toHaveLength(1);
  });
  expect(await read(serving)).toHaveLength(1);
});
