import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import type { Database } from '../../../src/storage/database/tables.js';
import { inTransaction } from '../../../src/storage/database/transaction.js';
import { UndoneError } from '../../../src/storage/port/errors.js';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { openSqliteDraft } from '../../../src/storage/sqlite/readers.js';
import { cachedReadsSuite } from '../cache/cached-reads-suite.js';
import { tokenCountSuite } from '../counts/token-count-suite.js';
import { keptTimesSuite } from '../deadlines/kept-times-suite.js';
import { clientCoreSuite } from '../registry/client-core-suite.js';
import { clientSearchSuite } from '../registry/client-search-suite.js';
import { clientSecretsSuite } from '../registry/client-secrets-suite.js';
import { keyRotationSuite } from '../seals/key-rotation-suite.js';
import { secretsModeSuite } from '../secrets-mode-suite.js';
import { storageSuite } from '../storage-suite.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storageSuite('SQLite in memory', () => openSqlite(':memory:'));
storageSuite('SQLite in a file', () => openSqlite(join(folder, 'suite.db')));
cachedReadsSuite('SQLite', () => openSqlite(':memory:'), 150);
tokenCountSuite('SQLite', () => openSqlite(':memory:'));
keyRotationSuite('SQLite', () => openSqlite(':memory:'));
secretsModeSuite('SQLite', () => openSqlite(':memory:'));
keptTimesSuite('SQLite', () => openSqliteDraft(':memory:'));
clientCoreSuite('SQLite', () => openSqliteDraft(':memory:'));
clientSearchSuite('SQLite', () => openSqliteDraft(':memory:'));
clientSecretsSuite('SQLite', () => openSqliteDraft(':memory:'));

const pragma = async (db: Database, name: string) =>
  (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0];

it('SQLite writes ahead and waits for the disk', async () => {
  const engine = await openSqlite(join(folder, 'pragmas.db'));
  expect(await pragma(engine.db, 'journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await pragma(engine.db, 'synchronous')).toEqual({ synchronous: 2 });
  expect(await pragma(engine.db, 'foreign_keys')).toEqual({ foreign_keys: 1 });
  expect(await pragma(engine.db, 'busy_timeout')).toEqual({ timeout: 2000 });
  await engine.db.destroy();
});

it('SQLite does not wait for the disk in unflushed work, and waits again after it, also where it failed', async () => {
  const engine = await openSqlite(join(folder, 'unflushed.db'));
  const { unflushed, flushed } = engine.durability;
  const waiting = () => pragma(engine.db, 'synchronous');
  expect(await unflushed((held) => pragma(held, 'synchronous'))).toEqual({ synchronous: 1 });
  expect(await waiting()).toEqual({ synchronous: 2 });
  await expect(unflushed(async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await waiting()).toEqual({ synchronous: 2 });
  await flushed();
  await engine.db.destroy();
});

it('a file that this user may not use is not called damaged', async () => {
  await expect(openSqlite(folder)).rejects.toThrow(
    `the database ${folder} cannot be opened: check that it is a file, and that it and its folder belong to this user`,
  );
});

it('a full database undoes what finds no room, says so, and goes on once there is room', async () => {
  const engine = await openSqlite(join(folder, 'full.db'));
  const pages =
    (await sql<{ page_count: number }>`pragma page_count`.execute(engine.db)).rows[0]?.page_count ?? 0;
  const limit = (count: number) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(engine.db);
  const write = (name: string) =>
    inTransaction(engine.db, async (trx) => {
      await trx.insertInto('instance_settings').values({ name, value: 'small' }).execute();
      await trx
        .insertInto('instance_settings')
        .values({ name: `${name} b`, value: 'x'.repeat(50_000) })
        .execute();
    });
  await limit(pages);
  await expect(write('one')).rejects.toThrow(UndoneError);
  await expect(write('two')).rejects.toThrow('the disk of the database is full: make room on it');
  await limit(pages + 1000);
  await write('three');
  const { rows } = await sql<{ name: string }>`select name from instance_settings order by name`.execute(
    engine.db,
  );
  expect(rows.map(({ name }) => name)).toEqual(['three', 'three b']);
  await engine.db.destroy();
});
