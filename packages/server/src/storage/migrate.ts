import { type Migration, Migrator, PostgresAdapter, sql } from 'kysely';
import * as initial from './migrations/0001-initial.js';
import * as connections from './migrations/0002-connections.js';
import * as lists from './migrations/0003-lists.js';
import * as log from './migrations/0004-log.js';
import * as signingKeys from './migrations/0005-signing-keys.js';
import * as tokenCounts from './migrations/0006-token-counts.js';
import * as postgres from './migrations/0007-postgres.js';
import * as failureCounts from './migrations/0011-failure-counts.js';
import { UnavailableError } from './storage.js';
import type { Database } from './tables.js';

const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-connections': connections,
  '0003-lists': lists,
  '0004-log': log,
  '0005-signing-keys': signingKeys,
  '0006-token-counts': tokenCounts,
  '0007-postgres': postgres,
  '0011-failure-counts': failureCounts,
};

/**
 * Brings the schema up to date.
 * @throws UnavailableError for a database that a newer version has already changed.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  await refuseNewer(db);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function refuseNewer(db: Database): Promise<void> {
  const tables = await tablesOf(db);
  if (!tables.includes('kysely_migration')) {
    if (tables.length > 0)
      throw new UnavailableError(
        'the database belongs to another program; choose another one, or an empty schema',
      );
    return;
  }
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const unknown = applied.find(({ name }) => !(name in migrations));
  if (unknown)
    throw new UnavailableError(
      `the database was written by a newer version (it has "${unknown.name}"); start that version, or use another database`,
    );
}

/** The tables of the place where ours belong: the file, or the schema that comes first for this user. */
async function tablesOf(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return tables.map(({ name }) => name);
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return tables.filter(({ schema }) => schema === rows[0]?.schema).map(({ name }) => name);
}
