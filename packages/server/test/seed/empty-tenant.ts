import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import { openTenant } from '../../src/tenancy/open-tenant.js';
import { managementAudience, type Tenant } from '../../src/tenancy/tenants.js';
import { lastingDatabase, passingDatabase, type TestDatabase } from '../test-database.js';

export const issuer = 'https://id.example.com/';
const key = { id: 'test', bytes: randomBytes(32) };

/** A tenant with nothing but what every tenant has from the start. */
export async function emptyTenant(database?: TestDatabase): Promise<Tenant> {
  const own = database ?? (await passingDatabase());
  const engine = await own.open();
  const storage = await openStorage(engine, {
    instanceKeys: () => [key],
    clientSecrets: 'readable',
    managementIdentifier: () => managementAudience(issuer),
    now: Date.now,
  });
  onTestFinished(async () => {
    await engine.db.destroy();
    if (!database) await own.remove();
  });
  return openTenant(storage, { id: 'default', issuer }, Date.now);
}

/** A database for several servers. */
export async function sharedDatabase(): Promise<TestDatabase> {
  const database = await lastingDatabase();
  onTestFinished(() => database.remove());
  return database;
}
