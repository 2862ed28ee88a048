import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { createSeal } from '../../../../src/crypto/seal.js';
import * as initial from '../../../../src/storage/database/migrations/0001-initial.js';
import * as connections from '../../../../src/storage/database/migrations/0002-connections.js';
import * as lists from '../../../../src/storage/database/migrations/0003-lists.js';
import { openStorage } from '../../../../src/storage/open-storage.js';
import { openSqlite } from '../../../../src/storage/sqlite/open.js';
import { loadSigningKeys } from '../../../../src/token/signing-keys.js';
import { temporaryFolder } from '../../../instance/temporary-folder.js';

interface EarlierTables {
  signing_keys: {
    tenant_id: string;
    kid: string;
    created_at: number;
    public_key: string;
    sealed_private_key: string;
  };
}

const instanceKey = { id: 'earlier', bytes: randomBytes(32) };
const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A database as it was when a tenant had one key for good. */
async function earlierDatabase(file: string): Promise<void> {
  const db = new Kysely<EarlierTables>({ dialect: new SqliteDialect({ database: new Libsql(file) }) });
  const migrations = { '0001-initial': initial, '0002-connections': connections, '0003-lists': lists };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  const place = { tenant: 'default', table: 'signing_keys', row: 'only', column: 'sealed_private_key' };
  await db
    .insertInto('signing_keys')
    .values({
      tenant_id: 'default',
      kid: 'only',
      created_at: 1000,
      public_key: pair.publicKey,
      sealed_private_key: createSeal(instanceKey).seal(pair.privateKey, place),
    })
    .execute();
  await db.destroy();
}

it('the key of an earlier version goes on signing, is completed, and stays published for the longest time', async () => {
  const file = join(temporaryFolder(), 'clientele.db');
  await earlierDatabase(file);
  const engine = await openSqlite(file);
  const now = () => 2000;
  const storage = await openStorage(engine, {
    instanceKeys: () => [instanceKey],
    clientSecrets: 'once',
    managementIdentifier: () => 'https://id.example/api/v2/',
    now,
  });
  const keys = await loadSigningKeys({ storage: storage.tenant('default'), host: 'id.example', now });
  const signer = await keys.signer('RS256', 60);
  expect(signer.kid).toBe('only');
  expect(signer.key).toMatchObject({
    type: 'RSA',
    current_since: 1000,
    longest_lifetime: 2_592_000,
    private_key: pair.privateKey,
    certificate: expect.stringContaining('BEGIN CERTIFICATE'),
  });
  expect((await keys.rotate({})).kid).not.toBe('only');
  await engine.db.destroy();
});
