import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { Reader } from '../../../src/storage/database/tables.js';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { openSqliteReader } from '../../../src/storage/sqlite/readers.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('what is written gets into the database file by itself, although a reader holds an earlier state', async () => {
  const file = join(folder, 'checkpoints.db');
  const engine = await openSqlite(file);
  const write = (name: string) =>
    engine.db
      .insertInto('instance_settings')
      .values({ name, value: 'x'.repeat(100_000) })
      .execute();
  const reader = await openSqliteReader(file);
  const settings = (from: Reader) => from.selectFrom('instance_settings').select('name').execute();
  await write('one');
  await reader.db.transaction().execute(async (trx) => {
    expect(await settings(trx)).toHaveLength(1);
    await write('two');
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(100_000), 5000);
    expect(await settings(trx)).toHaveLength(1);
  });
  expect(await settings(reader.db)).toHaveLength(2);
  await write('three');
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(300_000), 5000);
  await reader.db.destroy();
  await engine.db.destroy();
  expect(statSync(`${file}-wal`).size).toBe(0);
});
