import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupHeader } from '../backup/format.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { requireCurrent } from '../storage/database/migrations/migrate.js';
import type { Database } from '../storage/database/tables.js';
import { openSqlite } from '../storage/sqlite/open.js';
import { noDatabase, openSqliteReader } from '../storage/sqlite/readers.js';

/** A registry that was opened to be read, while its server may be running. */
export interface ReadRegistry {
  engine: BackupHeader['engine'];
  db: Database;
}

/** The file of a registry on SQLite. */
export function databaseFile({ data }: OperatorSettings): string {
  return join(data, 'clientele.db');
}

/**
 * Opens a registry to read it, and gives it back in the end.
 * @throws UnavailableError where there is none.
 */
export async function reading<T>(
  settings: OperatorSettings,
  use: (registry: ReadRegistry) => Promise<T>,
): Promise<T> {
  const registry = await openToRead(settings);
  try {
    return await use(registry);
  } finally {
    await registry.db.destroy();
  }
}

/**
 * Opens a registry to change it, also while its server is running, and gives it back in the end.
 * @throws UnavailableError where there is none, or its schema is not the present one.
 */
export async function changing<T>(settings: OperatorSettings, use: (db: Database) => Promise<T>): Promise<T> {
  const db = await openToChange(settings);
  try {
    await requireCurrent(db);
    return await use(db);
  } finally {
    await db.destroy();
  }
}

async function openToChange(settings: OperatorSettings): Promise<Database> {
  const { databaseUrl } = settings;
  if (databaseUrl !== undefined)
    return (await import('../storage/postgres/open.js')).openPostgresPatiently(databaseUrl);
  const file = databaseFile(settings);
  if (!existsSync(file)) throw noDatabase(file);
  return openSqlite(file, { migrate: false });
}

async function openToRead(settings: OperatorSettings): Promise<ReadRegistry> {
  const { databaseUrl } = settings;
  if (databaseUrl === undefined)
    return { engine: 'sqlite', db: await openSqliteReader(databaseFile(settings)) };
  // The driver of the other engine is loaded only where it is needed.
  const { openPostgresPatiently } = await import('../storage/postgres/open.js');
  return { engine: 'postgres', db: openPostgresPatiently(databaseUrl) };
}
