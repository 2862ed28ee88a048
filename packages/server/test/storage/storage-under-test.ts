import { randomBytes } from 'node:crypto';
import {
  type Client,
  newClient,
  newClientId,
  newResourceServer,
  newResourceServerId,
} from '@clientele/model';
import { afterAll, beforeAll } from 'vitest';
import type { Engine } from '../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../src/storage/open-storage.js';
import type { Storage, TenantStorage } from '../../src/storage/port/port.js';

export const instanceKey = { id: 'suite', bytes: randomBytes(32) };

/** Who makes the changes. */
export const by = { clientId: 'actor', ip: '127.0.0.1', requestId: 'request' };

/** The storage that the suites share; what they keep in it, each makes itself. */
export interface StorageUnderTest {
  engine: Engine;
  storage: Storage;
  tenant: TenantStorage;
  clock: { now: number };
  options: StorageOptions;
  /** A client that is stored, with the secret `the-secret-of-the-client`. */
  stored(name?: string): Promise<Client>;
  /** A credential, not stored. */
  credential(id: string): {
    id: string;
    credential_type: 'public_key';
    created_at: string;
    updated_at: string;
  };
  /** An API, not stored. */
  api(identifier: string): { resourceServer: ReturnType<typeof newResourceServer> };
}

/** Opened before the tests of this block, and closed after them. */
export function storageUnderTest(open: () => Promise<Engine>): StorageUnderTest {
  const clock = { now: 1_800_000_000_000 };
  const options: StorageOptions = {
    instanceKeys: () => [instanceKey],
    clientSecrets: 'readable',
    managementIdentifier: (id) => `https://${id}.example/api/v2/`,
    now: () => clock.now,
  };
  let opened: { engine: Engine; storage: Storage; tenant: TenantStorage } | undefined;
  const present = () => {
    if (opened === undefined) throw new Error('the storage is not open yet');
    return opened;
  };
  beforeAll(async () => {
    const engine = await open();
    const storage = await openStorage(engine, options);
    opened = { engine, storage, tenant: storage.tenant('one') };
  });
  afterAll(() => opened?.engine.db.destroy());
  return {
    get engine() {
      return present().engine;
    },
    get storage() {
      return present().storage;
    },
    get tenant() {
      return present().tenant;
    },
    clock,
    options,
    async stored(name = 'client') {
      const client = newClient(
        { name },
        { clientId: newClientId(randomBytes), tenant: 'one', credentialIds: {} },
      );
      const created = { client, secret: { id: 'first', text: 'the-secret-of-the-client' }, credentials: [] };
      await present().tenant.change(by, ({ clients }) => clients.create(created));
      return client;
    },
    credential: (id) => ({
      id,
      credential_type: 'public_key',
      created_at: new Date(clock.now).toISOString(),
      updated_at: new Date(clock.now).toISOString(),
    }),
    api: (identifier) => ({
      resourceServer: newResourceServer({ identifier }, { id: newResourceServerId(randomBytes) }),
    }),
  };
}
