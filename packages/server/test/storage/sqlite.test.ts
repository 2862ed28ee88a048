import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.js';
import { cachedReadsSuite } from './cached-reads-suite.js';
import { keyRotationSuite } from './key-rotation-suite.js';
import { storageSuite } from './storage-suite.js';
import { tokenCountSuite } from './token-count-suite.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storageSuite('SQLite in memory', () => openSqlite(':memory:'));
storageSuite('SQLite in a file', () => openSqlite(join(folder, 'suite.db')));
cachedReadsSuite('SQLite', () => openSqlite(':memory:'), 150);
tokenCountSuite('SQLite', () => openSqlite(':memory:'));
keyRotationSuite('SQLite', () => openSqlite(':memory:'));

it('SQLite writes ahead and waits for the disk', async () => {
  const db = await openSqlite(join(folder, 'pragmas.db'));
  const pragma = async (name: string) => {
    const { sql } = await import('kysely');
    return (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0];
  };
  expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
  expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
  expect(await pragma('busy_timeout')).toEqual({ timeout: 2000 });
  await db.destroy();
});
