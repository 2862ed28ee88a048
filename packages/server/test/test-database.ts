import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, migratedDatabase } from '../../../test/postgres/empty-database.js';
import { onPostgres } from '../../../test/postgres/engine.js';
import type { Engine } from '../src/storage/database/engine.js';
import { openPostgres } from '../src/storage/postgres/open.js';
import { openSqlite } from '../src/storage/sqlite/open.js';

/** Enough for requests to run beside each other, few enough for many test files at once. */
const poolSize = 5;

/** A database that servers may share, one after the other or at once. */
export interface TestDatabase {
  open(): Promise<Engine>;
  remove(): Promise<void>;
}

/** A database that outlives its servers, on the engine of this run. */
export async function lastingDatabase(): Promise<TestDatabase> {
  if (onPostgres) return postgresDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'clientele-database-'));
  return {
    open: () => openSqlite(join(folder, 'clientele.db')),
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

/** A database for one server, on the engine of this run. */
export async function passingDatabase(): Promise<TestDatabase> {
  if (onPostgres) return postgresDatabase();
  return { open: () => openSqlite(':memory:'), remove: async () => undefined };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const url = await migratedDatabase();
  return { open: () => openPostgres(url, { poolSize }), remove: () => dropDatabase(url) };
}
