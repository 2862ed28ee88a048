import { type Kysely, type Migration, Migrator } from 'kysely';
import { UnavailableError } from '../../port/errors.js';
import { catchUpSearch } from '../client-search.js';
import type { EngineName, OpenDatabase } from '../engine.js';
import { ownTables } from '../own-tables.js';
import { refuseUnfinishedRestore } from '../unfinished-restore.js';
import * as initial from './0001-initial.js';
import * as connections from './0002-connections.js';
import * as lists from './0003-lists.js';
import * as log from './0004-log.js';
import * as signingKeys from './0005-signing-keys.js';
import * as tokenCounts from './0006-token-counts.js';
import * as postgres from './0007-postgres.js';
import * as digestKeys from './0008-digest-keys.js';
import * as replicas from './0009-replicas.js';
import * as logPlaces from './0010-log-places.js';
import * as failureCounts from './0011-failure-counts.js';
import * as clientCore from './0012-client-core.js';
import * as search from './0013-search.js';
import * as tenantSettings from './0014-tenant-settings.js';
import * as ownGrants from './0015-own-grants.js';
import * as keptAnswers from './0016-kept-answers.js';
import * as clientSecrets from './0017-client-secrets.js';
import * as usage from './0018-usage.js';
import * as deadlines from './0019-deadlines.js';
import * as consoleSessions from './0020-console-sessions.js';

/** A step from one schema to the next; some differ by engine. */
interface SchemaStep {
  up(db: Kysely<never>, engine: EngineName): Promise<void>;
}

const steps: Record<string, SchemaStep> = {
  '0001-initial': initial,
  '0002-connections': connections,
  '0003-lists': lists,
  '0004-log': log,
  '0005-signing-keys': signingKeys,
  '0006-token-counts': tokenCounts,
  '0007-postgres': postgres,
  '0008-digest-keys': digestKeys,
  '0009-replicas': replicas,
  '0010-log-places': logPlaces,
  '0011-failure-counts': failureCounts,
  '0012-client-core': clientCore,
  '0013-search': search,
  '0014-tenant-settings': tenantSettings,
  '0015-own-grants': ownGrants,
  '0016-kept-answers': keptAnswers,
  '0017-client-secrets': clientSecrets,
  '0018-usage': usage,
  '0019-deadlines': deadlines,
  '0020-console-sessions': consoleSessions,
};

/** The schemas that there have been, each by the name of the migration that makes it, the present one last. */
export const schemas: readonly string[] = Object.keys(steps);

/**
 * Brings the schema up to date, or to the state right after a migration.
 * @throws UnavailableError for a database that a newer version has already changed, or into which a restore was not finished.
 */
export async function migrate(engine: OpenDatabase, to?: string): Promise<void> {
  const migrator = new Migrator({
    db: engine.db,
    provider: { getMigrations: async () => migrationsFor(engine.name) },
  });
  const applied = await appliedMigrations(engine);
  if (to === undefined && applied.length > 0) await refuseUnfinishedRestore(engine.db);
  const { error } = to === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(to);
  if (error) throw error;
  if (to === undefined) await catchUpSearch(engine);
}

function migrationsFor(engine: EngineName): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, { up }]) => [name, { up: (db: Kysely<never>) => up(db, engine) }]),
  );
}

/**
 * Refuses a database whose schema is behind, where bringing it up to date is left to `clientele migrate`.
 * @throws UnavailableError with the line that mends it.
 */
export async function requireCurrent(engine: OpenDatabase): Promise<void> {
  const pending = await pendingMigrations(engine);
  if (pending.length > 0)
    throw new UnavailableError(
      `the schema of the database is outdated (it lacks ${pending.join(', ')}): migrate it with: clientele migrate`,
    );
}

/**
 * The migrations that this version has and a database does not, in their order; only reads.
 * @throws UnavailableError for a database that a newer version has already changed.
 */
export async function pendingMigrations(engine: OpenDatabase): Promise<string[]> {
  const applied = await appliedMigrations(engine);
  if (applied.length > 0) await refuseUnfinishedRestore(engine.db);
  return schemas.filter((name) => !applied.includes(name));
}

/**
 * The migrations that a database has, in their order; only reads.
 * @throws UnavailableError for a database that belongs to a newer version or another program.
 */
export async function appliedMigrations(engine: OpenDatabase): Promise<string[]> {
  const tables = await ownTables(engine);
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    if (tables.length > 0)
      throw new UnavailableError(
        'the database holds tables of another program: use another database, or an empty schema',
      );
    return [];
  }
  const applied = await engine.db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  const unknown = applied.find(({ name }) => !(name in steps));
  if (unknown)
    throw new UnavailableError(
      `the schema of the database is from a newer version (it has "${unknown.name}"): start that version, or use another database`,
    );
  return applied.map(({ name }) => name);
}
