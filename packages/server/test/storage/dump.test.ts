import { createPrivateKey, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newClient, newConnection, newResourceServer } from '@clientele/model';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createSeal, digestKeyOf, digestOf, type InstanceKey } from '../../src/crypto/seal.js';
import type { Engine } from '../../src/storage/database/engine.js';
import type { Database } from '../../src/storage/database/tables.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { type SealedTable, sealedPlace } from '../../src/storage/seals/places.js';
import { rotateInstanceKey } from '../../src/storage/seals/rotation.js';
import { openSqlite } from '../../src/storage/sqlite/open.js';
import { loadSigningKeys } from '../../src/token/signing-keys.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

// What a thief of the database finds in it, who has no instance key.

const secrets = {
  client: 'the-secret-of-a-client',
  api: 'the-secret-of-an-api',
  connection: 'the-secret-of-a-connection',
};

async function fill(engine: Engine, clientSecrets: 'readable' | 'once', key: InstanceKey): Promise<string[]> {
  const storage = await openStorage(engine, {
    instanceKeys: () => [key],
    clientSecrets,
    managementIdentifier: () => 'https://id.example/api/v2/',
    now: Date.now,
  });
  const tenant = storage.tenant('one');
  const client = newClient({ name: 'x' }, { clientId: 'robot', tenant: 'one', credentialIds: {} });
  await tenant.change({}, ({ clients }) =>
    clients.create({ client, secret: { id: 'first', text: secrets.client }, credentials: [] }),
  );
  const resourceServer = newResourceServer({ identifier: 'urn:api' }, { id: 'api' });
  await tenant.change({}, ({ resourceServers }) =>
    resourceServers.create({ resourceServer, signingSecret: secrets.api }),
  );
  const options = { client_secret: secrets.connection };
  const connection = newConnection({ name: 'corp', strategy: 'oidc', options }, 'con');
  await tenant.change({}, ({ connections }) => connections.create({ connection, enabledClients: [] }));
  const answer = { fingerprint: '', scopes: [], status: 201, headers: {} };
  await tenant.answers.keep(
    { caller: 'robot', key: 'a key' },
    { ...answer, body: { client_secret: secrets.client } },
  );
  const keys = await loadSigningKeys({ storage: tenant, host: 'id.example', now: Date.now });
  return keys.all().flatMap(({ private_key: pem }) => (pem === undefined ? [] : [pem]));
}

/** All text of all rows, and each part of it that is made up of smaller ones. */
async function everyText(db: Database): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const value of rows.flatMap((row) => Object.values(row)))
      for (const text of typeof value === 'string' ? [value, ...value.split(/[."]/)] : []) texts.add(text);
  }
  return texts;
}

/** Each text as a key: as its bytes, and as what it encodes. */
function keysFrom(texts: Iterable<string>): Buffer[] {
  return [...texts].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'base64url'),
    Buffer.from(text, 'hex'),
  ]);
}

const isKey = (pem: string): boolean => {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
};

it.each(['readable', 'once'] as const)(
  'a database in mode %s yields no secret and no signing key without its instance key, rotated or not',
  async (mode) => {
    const folder = temporaryFolder();
    const engine = await openSqlite(join(folder, 'clientele.db'));
    const first: InstanceKey = { id: 'first', bytes: randomBytes(32) };
    const pems = await fill(engine, mode, first);
    expect(pems.length).toBeGreaterThan(0);
    for (const key of [first, { id: 'second', bytes: randomBytes(32) }]) {
      await rotateInstanceKey(engine, [key, first]);
      const raw = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
      const bodies = pems.map((pem) => pem.split('\n').slice(1, 3).join('\n'));
      expect(raw.some((bytes) => bytes.includes('robot'))).toBe(true);
      for (const plaintext of [...Object.values(secrets), ...bodies, first.bytes, key.bytes])
        expect(raw.some((bytes) => bytes.includes(plaintext))).toBe(false);

      const texts = await everyText(engine.db);
      const forged = (id: string) => keysFrom(texts).map((bytes) => ({ id, bytes }));
      expect([...texts].filter(isKey)).toEqual([]);
      expect([...texts].some((text) => text.includes('PRIVATE KEY'))).toBe(false);
      for (const { table, value, row } of await sealedValues(engine.db)) {
        const place = sealedPlace(table, 'one', ...row);
        for (const thief of forged(key.id)) expect(() => createSeal(thief).open(value, place)).toThrow();
        const plaintext = createSeal(key).open(value, place);
        expect([...Object.values(secrets), ...pems].some((known) => plaintext.includes(known))).toBe(true);
      }
      const { digest } = await engine.db
        .selectFrom('client_secrets')
        .select('digest')
        .executeTakeFirstOrThrow();
      const entry = { tenant: 'one', clientId: 'robot', secret: secrets.client };
      for (const thief of forged(key.id)) {
        expect(digestOf(thief.bytes, entry)).not.toBe(digest);
        expect(digestOf(digestKeyOf(thief), entry)).not.toBe(digest);
      }
    }
    await engine.db.destroy();
  },
);

async function sealedValues(db: Database): Promise<{ table: SealedTable; value: string; row: string[] }[]> {
  const found: { table: SealedTable; value: string | null; row: string[] }[] = [];
  for (const { client_id, id, sealed } of await db.selectFrom('client_secrets').selectAll().execute())
    found.push({ table: 'client_secrets', value: sealed, row: [client_id, id] });
  for (const { kid, sealed_private_key } of await db.selectFrom('signing_keys').selectAll().execute())
    found.push({ table: 'signing_keys', value: sealed_private_key, row: [kid] });
  for (const { id, sealed_signing_secret } of await db.selectFrom('resource_servers').selectAll().execute())
    found.push({ table: 'resource_servers', value: sealed_signing_secret, row: [id] });
  for (const { id, sealed_options } of await db.selectFrom('connections').selectAll().execute())
    found.push({ table: 'connections', value: sealed_options, row: [id] });
  for (const { caller_id, key_digest, sealed } of await db.selectFrom('kept_answers').selectAll().execute())
    found.push({ table: 'kept_answers', value: sealed, row: [caller_id, key_digest] });
  return found.flatMap(({ value, ...place }) => (value === null ? [] : [{ ...place, value }]));
}
