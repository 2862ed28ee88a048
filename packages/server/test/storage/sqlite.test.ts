import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { durabilityOf } from '../../src/storage/durability.js';
import { openSqlite } from '../../src/storage/sqlite.js';
import type { Database } from '../../src/storage/tables.js';
import { cachedReadsSuite } from './cached-reads-suite.js';
import { storageSuite } from './storage-suite.js';
import { tokenCountSuite } from './token-count-suite.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storageSuite('SQLite in memory', () => openSqlite(':memory:'));
storageSuite('SQLite in a file', () => openSqlite(join(folder, 'suite.db')));
cachedReadsSuite('SQLite', () => openSqlite(':memory:'));
tokenCountSuite('SQLite', () => openSqlite(':memory:'));

const pragma = async (db: Database, name: string) =>
  (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0];

it('SQLite writes ahead and waits for the disk', async () => {
  const db = await openSqlite(join(folder, 'pragmas.db'));
  expect(await pragma(db, 'journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await pragma(db, 'synchronous')).toEqual({ synchronous: 2 });
  expect(await pragma(db, 'foreign_keys')).toEqual({ foreign_keys: 1 });
  await db.destroy();
});

it('SQLite does not wait for the disk in unhurried work, and waits again after it, also where it failed', async () => {
  const db = await openSqlite(join(folder, 'unhurried.db'));
  const { unhurried, settled } = durabilityOf(db);
  const waiting = () => pragma(db, 'synchronous');
  expect(await unhurried((held) => pragma(held, 'synchronous'))).toEqual({ synchronous: 1 });
  expect(await waiting()).toEqual({ synchronous: 2 });
  await expect(unhurried(async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await waiting()).toEqual({ synchronous: 2 });
  await settled();
  await db.destroy();
});
