import { randomBytes } from 'node:crypto';
import { newClient, newConnection, newResourceServer } from '@clientele/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceKey } from '../../../src/crypto/seal.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import { UnavailableError } from '../../../src/storage/port/errors.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import { instanceKeyState, rotateInstanceKey } from '../../../src/storage/seals/rotation.js';
import { surveySeals } from '../../../src/storage/seals/rows.js';

type Keys = [InstanceKey, ...InstanceKey[]];
type Mode = StorageOptions['clientSecrets'];

const keyOf = (id: string): InstanceKey => ({ id, bytes: randomBytes(32) });
const first = keyOf('first');
const second = keyOf('second');
const third = keyOf('third');
const clientIds = Array.from({ length: 120 }, (_, n) => `client-${n}`);
const secretOf = (clientId: string) => `the secret of ${clientId}`;
const privateKey = 'the private half of a signing key';
const answerKey = { caller: 'client-0', key: 'a key' };
const answer = { fingerprint: 'f', scopes: [], status: 201, headers: {}, body: { secret: 'of an answer' } };

async function fill(tenant: TenantStorage): Promise<void> {
  for (const clientId of clientIds) {
    const client = newClient({ name: clientId }, { clientId, tenant: tenant.id, credentialIds: {} });
    await tenant.change({}, ({ clients }) =>
      clients.create({ client, secret: { id: 'first', text: secretOf(clientId) }, credentials: [] }),
    );
  }
  const options = { client_secret: 'the secret of a connection' };
  const connection = newConnection({ name: 'corp', strategy: 'oidc', options }, 'con');
  await tenant.change({}, ({ connections }) => connections.create({ connection, enabledClients: [] }));
  const resourceServer = newResourceServer({ identifier: 'urn:api' }, { id: 'api' });
  await tenant.change({}, ({ resourceServers }) =>
    resourceServers.create({ resourceServer, signingSecret: 'the secret of an API' }),
  );
  const type = 'RSA' as const;
  const signingKey = { kid: 'kid', type, created_at: 1, longest_lifetime: 0, public_key: 'public' };
  await tenant.change({}, ({ signingKeys }) =>
    signingKeys.change(() => [{ ...signingKey, private_key: privateKey }]),
  );
  await tenant.answers.keep(answerKey, answer);
}

async function authenticates(tenant: TenantStorage, clientId: string, secret: string): Promise<boolean> {
  const known = await tenant.clients.authentication(clientId);
  return (known?.secretDigests ?? []).some(
    ({ digest, key }) => tenant.secretDigest(clientId, secret, key) === digest,
  );
}

/** Everything that is sealed is there and right. */
async function expectAll(tenant: TenantStorage, mode: Mode): Promise<void> {
  for (const clientId of clientIds) {
    expect(await authenticates(tenant, clientId, secretOf(clientId))).toBe(true);
    expect(await authenticates(tenant, clientId, 'another secret')).toBe(false);
    const client = await tenant.clients.find(clientId, { withSecret: true });
    expect(client?.client_secret).toBe(mode === 'readable' ? secretOf(clientId) : undefined);
  }
  const connection = await tenant.connections.find('con');
  expect(connection?.connection.options).toEqual({ client_secret: 'the secret of a connection' });
  expect((await tenant.resourceServers.findByIdentifier('urn:api'))?.signingSecret).toBe(
    'the secret of an API',
  );
  expect((await tenant.signingKeys.list()).map((key) => key.private_key)).toEqual([privateKey]);
  expect(await tenant.answers.find(answerKey)).toEqual(answer);
}

/** What holds of instance keys and their rotation; run once for each engine. */
export function keyRotationSuite(name: string, open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.db.destroy());

  const serve = async (keys: Keys | (() => Keys), mode: Mode = 'readable') => {
    const storage = await openStorage(engine, {
      instanceKeys: typeof keys === 'function' ? keys : () => keys,
      clientSecrets: mode,
      managementIdentifier: (id) => `https://${id}.example/api/v2/`,
      now: Date.now,
    });
    return storage.tenant('one');
  };

  describe.each(['readable', 'once'] as const)(`a rotation on ${name} in mode %s`, (mode) => {
    it('leaves nothing to the earlier key, and needs it no more', async () => {
      await fill(await serve([first], mode));
      const { id, resealed, earlierDigests } = await rotateInstanceKey(engine, [second, first]);
      const secrets = mode === 'readable' ? clientIds.length : 0;
      expect({ id, earlierDigests }).toEqual({ id: 'second', earlierDigests: clientIds.length - secrets });
      const counts = { signing_keys: 1, resource_servers: 1, connections: 1, client_secrets: secrets };
      expect(resealed).toEqual({ ...counts, kept_answers: 1, instance_settings: 2 });
      await expectAll(await serve([second], mode), mode);
      await expect(serve([first], mode)).rejects.toThrow(UnavailableError);
      expect(await instanceKeyState(engine.db)).toEqual({ current: 'second', leaving: [] });
    });

    it('can be done again and again, also back to an earlier key', async () => {
      await fill(await serve([first], mode));
      for (const keys of [
        [second, first],
        [third, second],
        [second, third],
      ] satisfies Keys[])
        await rotateInstanceKey(engine, keys);
      await expectAll(await serve([second], mode), mode);
      const { resealed } = await rotateInstanceKey(engine, [second]);
      expect(Object.values(resealed)).toEqual([0, 0, 0, 0, 0, 0]);
      await expectAll(await serve([second], mode), mode);
    });

    it('that was ended goes on where it was, and needs both keys until it is done', async () => {
      await fill(await serve([first], mode));
      for (const table of ['resource_servers', 'connections', 'client_secrets', 'kept_answers']) {
        const progress = (done: { table: string }) => {
          if (done.table === table) throw new Error('ended');
        };
        await expect(rotateInstanceKey(engine, [second, first], { progress })).rejects.toThrow('ended');
        expect(await instanceKeyState(engine.db)).toEqual({ current: 'second', leaving: ['first'] });
        await expect(serve([second], mode)).rejects.toThrow(
          /away from instance key first is not finished.*key rotate/,
        );
        await expect(serve([first], mode)).rejects.toThrow(/under instance key second/);
        await expectAll(await serve([second, first], mode), mode);
        await expectAll(await serve([first, second], mode), mode);
      }
      await rotateInstanceKey(engine, [second, first]);
      await expectAll(await serve([second], mode), mode);
    });

    it('goes on under a server that serves, which finds the new key when it needs it', async () => {
      const file: { keys: Keys } = { keys: [first] };
      const serving = await serve(() => file.keys, mode);
      await fill(serving);
      const cursor = serving.cursors.encode('list', { key: 1, id: 'a' });
      file.keys = [second, first];
      let changed = 0;
      const progress = async ({ table }: { table: string }) => {
        if (table !== 'client_secrets') return;
        const clientId = clientIds[changed];
        changed += 1;
        if (clientId === undefined) return;
        const made = { id: 'second', text: `the new secret of ${clientId}` };
        const secret = { made, overlap: 0 };
        await serving.change({}, ({ clients }) => clients.update(clientId, (client) => ({ client, secret })));
      };
      const changes: Promise<void>[] = [];
      await rotateInstanceKey(engine, file.keys, { progress: (done) => void changes.push(progress(done)) });
      await Promise.all(changes);
      expect(changed).toBeGreaterThan(1);
      for (const tenant of [serving, await serve([second], mode)]) {
        for (const [n, clientId] of clientIds.entries()) {
          const [now, before] = [`the new secret of ${clientId}`, secretOf(clientId)];
          expect(await authenticates(tenant, clientId, n < changed ? now : before)).toBe(true);
          expect(await authenticates(tenant, clientId, n < changed ? before : now)).toBe(false);
        }
        expect(tenant.cursors.decode('list', cursor)).toEqual({ key: 1, id: 'a' });
      }
      expect((await surveySeals(engine.db, 'second')).earlier).toBe(0);
    });
  });

  describe(`instance keys on ${name}`, () => {
    it('are those that the database says: one that is only added seals nothing yet', async () => {
      await fill(await serve([first]));
      await fill(await serveTenant([second, first], 'two'));
      await expectAll(await serve([first]), 'readable');
      expect((await surveySeals(engine.db, 'first')).earlier).toBe(0);
    });

    it('that a server does not hold are never replaced by one that it holds', async () => {
      const serving = await serve([first]);
      await fill(serving);
      await rotateInstanceKey(engine, [second, first]);
      const client = newClient({ name: 'x' }, { clientId: 'late', tenant: 'one', credentialIds: {} });
      const late = { client, secret: { id: 'first', text: 'a secret that comes late' }, credentials: [] };
      await expect(serving.change({}, ({ clients }) => clients.create(late))).rejects.toThrow(
        /under instance key second/,
      );
      await expect(serving.clients.find('client-0', { withSecret: true })).rejects.toThrow();
      expect(await serving.clients.find('late')).toBeUndefined();
    });

    it('that cannot be read for the moment are looked for again', async () => {
      let read = (): Keys => [first];
      const serving = await serve(() => read());
      await fill(serving);
      await rotateInstanceKey(engine, [second, first]);
      read = () => {
        throw new Error('half a file');
      };
      await expect(serving.signingKeys.list()).rejects.toThrow(/another instance key/);
      read = () => [second, first];
      expect(await serving.signingKeys.list()).toHaveLength(1);
    });

    it('of which one is missing stop a rotation with a line that says where', async () => {
      await fill(await serve([first]));
      await expect(rotateInstanceKey(engine, [second])).rejects.toThrow(/under instance key first/);
      const sameId = { id: 'first', bytes: randomBytes(32) };
      await expect(rotateInstanceKey(engine, [second, sameId])).rejects.toThrow(UnavailableError);
      await engine.db.updateTable('signing_keys').set({ sealed_private_key: 'v1.lost.AAAA.AAAA' }).execute();
      await expect(rotateInstanceKey(engine, [second, first])).rejects.toThrow(
        'signing_keys.sealed_private_key of kid is encrypted under instance key lost, which the key file does not hold',
      );
      await engine.db.updateTable('signing_keys').set({ sealed_private_key: 'v1.first.AAAA.AAAA' }).execute();
      await expect(rotateInstanceKey(engine, [second, first])).rejects.toThrow(
        'signing_keys.sealed_private_key of kid cannot be decrypted under instance key first',
      );
    });

    it('of two rotations to different keys, one gives way', async () => {
      await fill(await serve([first]));
      let other: Promise<unknown> | undefined;
      const progress = () => {
        other ??= rotateInstanceKey(engine, [third, second, first]);
      };
      await expect(rotateInstanceKey(engine, [second, first], { progress })).rejects.toThrow(
        UnavailableError,
      );
      await other;
      await expectAll(await serve([third]), 'readable');
    });

    const serveTenant = async (keys: Keys, id: string) => {
      const storage = await openStorage(engine, {
        instanceKeys: () => keys,
        clientSecrets: 'readable',
        managementIdentifier: (tenant) => `https://${tenant}.example/api/v2/`,
        now: Date.now,
      });
      return storage.tenant(id);
    };
  });
}
