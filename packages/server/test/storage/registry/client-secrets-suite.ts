import { randomBytes } from 'node:crypto';
import { generateSecret } from '@clientele/model';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeal, digestKeyOf, digestOf } from '../../../src/crypto/seal.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { migrate } from '../../../src/storage/database/migrations/migrate.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import { sealedPlace } from '../../../src/storage/seals/places.js';

const instanceKey = { id: 'key', bytes: randomBytes(32) };
const seal = createSeal(instanceKey);
const digestKey = digestKeyOf(instanceKey);

/** Secrets from before a client could have several; run once for each engine, on a database without schema. */
export function clientSecretsSuite(name: string, open: () => Promise<Engine>): void {
  describe(`secrets of an earlier version on ${name}`, () => {
    let engine: Engine;
    let tenant: TenantStorage;
    let now = 1_700_000_000_000;

    /** As an earlier version writes it, which knows of fewer columns. */
    async function insert(clientId: string, secret: string): Promise<void> {
      const document = { client_id: clientId, tenant: 'one', global: false, name: clientId };
      await sql`insert into clients (tenant_id, client_id, created_at, is_global, is_first_party, document)
        values ('one', ${clientId}, 1, 0, 1, ${JSON.stringify(document)})`.execute(engine.db);
      const digest = digestOf(digestKey, { tenant: 'one', clientId, secret });
      const sealed = seal.seal(secret, sealedPlace('client_secrets', 'one', clientId, 'an-id'));
      await sql`insert into client_secrets (tenant_id, client_id, id, digest, digest_key, sealed, created_at)
        values ('one', ${clientId}, 'an-id', ${digest}, ${instanceKey.id}, ${sealed}, 5)`.execute(engine.db);
    }
    const accepts = async (clientId: string, secret: string) => {
      const known = await tenant.clients.authentication(clientId);
      return known?.secretDigests.some(
        ({ digest, key }) => tenant.secretDigest(clientId, secret, key) === digest,
      );
    };

    beforeAll(async () => {
      engine = await open();
      await migrate(engine, '0016-kept-answers');
      await insert('early', 'the secret from before');
      await migrate(engine);
      await insert('late', 'the secret of an older server');
      const storage = await openStorage(engine, {
        instanceKeys: () => [instanceKey],
        clientSecrets: 'readable',
        managementIdentifier: () => 'https://id.example/api/v2/',
        now: () => now,
      });
      tenant = storage.tenant('one');
    });
    afterAll(() => engine.db.destroy());

    it.each([
      ['early', 'the secret from before'],
      ['late', 'the secret of an older server'],
    ])('%s: it is primary, authenticates, and is shown', async (clientId, secret) => {
      expect(await accepts(clientId, secret)).toBe(true);
      expect(await tenant.clients.secret(clientId)).toBe(secret);
      expect(await tenant.clientSecrets.list(clientId)).toMatchObject([
        { id: 'an-id', state: 'primary', createdAt: 5 },
      ]);
    });

    it('it goes on working beside the next one, until its deadline', async () => {
      const made = generateSecret(randomBytes);
      await tenant.change({}, ({ clients }) =>
        clients.update('early', (client) => ({ client, secret: { made, overlap: 60 } })),
      );
      now += 59_999;
      expect([await accepts('early', 'the secret from before'), await accepts('early', made.text)]).toEqual([
        true,
        true,
      ]);
      now += 1;
      expect(await accepts('early', 'the secret from before')).toBe(false);
      expect(await tenant.clientSecrets.sweep(now + 1, 10)).toBe(1);
      const { rows } =
        await sql`select state, sealed from client_secrets where id = 'an-id' and client_id = 'early'`.execute(
          engine.db,
        );
      expect(rows).toEqual([{ state: 'ended', sealed: null }]);
    });
  });
}
