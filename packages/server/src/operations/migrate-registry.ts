import { existsSync } from 'node:fs';
import type { OperatorSettings } from '../config/operator-settings.js';
import { openDataFolder } from '../instance/data-folder.js';
import { createInstanceKey } from '../instance/instance-key.js';
import { migrate, pendingMigrations, schemas } from '../storage/database/migrations/migrate.js';
import { openToMigrate } from '../storage/engines.js';
import { isStillToBeMade, placeOf, reading, using } from './registry.js';

/** Which migrations a database had to go through, and the schema that it has with them. */
export interface MigrationSummary {
  schema: string;
  migrations: string[];
}

/**
 * Lists what `migrateRegistry` would do, and changes nothing (docs/architecture.md, "Operations").
 * @throws UnavailableError for a database that a newer version has already changed.
 */
export async function pendingOfRegistry(settings: OperatorSettings): Promise<MigrationSummary> {
  const schema = schemas.at(-1) ?? '';
  if (await isStillToBeMade(settings)) return { schema, migrations: [...schemas] };
  return reading(settings, async (engine) => ({ schema, migrations: await pendingMigrations(engine) }));
}

/**
 * Brings the schema of a registry up to date; on SQLite its server must not be running. Where there is none yet,
 * it is made as a start would make it.
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export async function migrateRegistry(settings: OperatorSettings): Promise<MigrationSummary> {
  if (settings.databaseUrl !== undefined) return migratePostgres(settings);
  const folder = openDataFolder(settings.data);
  try {
    const pending = await pendingOfRegistry(settings);
    const { keyFile } = settings;
    // A server would not start with a database but without a key: a start creates both or neither.
    if (
      settings.mode === 'development' &&
      keyFile !== undefined &&
      !existsSync(keyFile) &&
      (await isStillToBeMade(settings))
    )
      createInstanceKey(keyFile);
    await using(openToMigrate(placeOf(settings)), async () => undefined);
    return pending;
  } finally {
    folder.release();
  }
}

// Servers may be running, and others may be migrating too: the later ones find it done.
function migratePostgres(settings: OperatorSettings): Promise<MigrationSummary> {
  return using(openToMigrate(placeOf(settings)), async (engine) => {
    const migrations = await pendingMigrations(engine);
    await migrate(engine);
    return { schema: schemas.at(-1) ?? '', migrations };
  });
}
