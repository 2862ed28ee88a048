import { randomBytes } from 'node:crypto';
import {
  type Credential,
  detachCredential,
  generateSecret,
  newClient,
  newClientGrant,
  newResourceServer,
} from '@clientele/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import type { ChangingStores } from '../../../src/storage/port/change.js';
import { AbsentError, ConflictError } from '../../../src/storage/port/errors.js';
import { localNews, type News } from '../../../src/storage/port/news.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';

const clientIds = ['client-0', 'client-1', 'client-2'] as const;
const apiIds = ['api-0', 'api-1'] as const;
const credentialIds = ['credential-0', 'credential-1'] as const;

/** What happens next; numbers pick among the few objects there are, so that steps meet. */
const step = fc.record({
  act: fc.constantFrom(
    'create client',
    'update client',
    'replace secret',
    'delete client',
    'add credential',
    'update credential',
    'delete credential',
    'create API',
    'update API',
    'delete API',
    'create grant',
    'update grant',
    'delete grant',
    'create default grant',
    'update default grant',
    'delete default grant',
    'change ownership',
    'read',
    'read',
    'read',
    'let a turn pass',
    'let all end',
  ),
  client: fc.constantFrom(...clientIds),
  api: fc.constantFrom(...apiIds),
  credential: fc.constantFrom(...credentialIds),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Plays steps without waiting for their ends, and compares what is remembered with what is stored. */
class Play {
  readonly #acknowledged = new Map<string, number>();
  readonly #running = new Set<Promise<unknown>>();
  #version = 0;
  constructor(
    private readonly tenant: TenantStorage,
    private readonly fresh: () => Promise<TenantStorage>,
  ) {}

  async step(next: Step): Promise<void> {
    if (next.act === 'let a turn pass') await new Promise(setImmediate);
    else if (next.act === 'let all end') await this.end();
    else {
      // A client gets its version before it is stored, so that nothing with a later one may be under way.
      if (next.act === 'create client') await Promise.allSettled(this.#running);
      this.#start(next.act === 'read' ? this.#read(next) : this.#change(next));
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#running);
    const stored = await readAll(await this.fresh());
    expect(await readAll(this.tenant)).toEqual(stored);
  }

  #start(act: Promise<unknown>): void {
    const running = act.finally(() => this.#running.delete(running));
    // A failure is reported where the end is awaited.
    running.catch(() => undefined);
    this.#running.add(running);
  }

  /** What was acknowledged before a read began is in what it reads. */
  async #read({ client, api }: Step): Promise<void> {
    const atLeast = this.#acknowledged.get(client) ?? 0;
    const [found, known] = await Promise.all([
      this.tenant.clients.find(client),
      this.tenant.clients.authentication(client),
      this.tenant.resourceServers.findById(api),
      this.tenant.clientGrants.findForClient(client, api),
    ]);
    for (const { name } of [found ?? [], known?.client ?? []].flat())
      expect(Number(name)).toBeGreaterThanOrEqual(atLeast);
  }

  async #change(next: Step): Promise<void> {
    const versions: number[] = [];
    const version = () => {
      this.#version += 1;
      versions.push(this.#version);
      return String(this.#version);
    };
    try {
      await this.tenant.change({}, async (stores) => changes[next.act]?.(stores, next, version));
      const seen = this.#acknowledged.get(next.client) ?? 0;
      this.#acknowledged.set(next.client, Math.max(seen, ...versions));
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof AbsentError)) throw error;
    }
  }
}

type Change = (stores: ChangingStores, on: Step, version: () => string) => Promise<unknown>;

const changes: Record<string, Change> = {
  'create client': ({ clients }, { client, api }, version) => {
    const made = newClient({ name: version() }, { clientId: client, tenant: 'one', credentialIds: {} });
    const entry = { client: made, secret: generateSecret(randomBytes), credentials: [] };
    return clients.create({ ...entry, resourceServerId: api });
  },
  'update client': ({ clients }, { client }, version) =>
    clients.update(client, (current) => ({ client: { ...current, name: version() } })),
  'replace secret': ({ clients }, { client }) =>
    clients.update(client, (current) => ({
      client: current,
      secret: { made: generateSecret(randomBytes), overlap: 0 },
    })),
  'delete client': ({ clients }, { client }) => clients.delete(client),
  'add credential': ({ credentials }, { client, credential }) =>
    credentials.add(client, newCredential(credential), refuseTwice(credential)),
  'update credential': ({ credentials }, { client, credential }) =>
    credentials.update(client, credential, (current) => ({ ...current, expires_at: soon() })),
  'delete credential': ({ credentials }, { client, credential }) =>
    credentials.delete(client, credential, detachCredential),
  'create API': ({ resourceServers }, { api }) => resourceServers.create({ resourceServer: newApi(api) }),
  'update API': ({ resourceServers }, { api }) =>
    resourceServers.update(api, ({ resourceServer }) => ({
      resourceServer: { ...resourceServer, token_lifetime: resourceServer.token_lifetime + 1 },
    })),
  'delete API': ({ resourceServers }, { api }) => resourceServers.delete(api),
  'create grant': ({ clientGrants }, { client, api }) => {
    const body = { client_id: client, audience: `https://${api}/`, scope: [] };
    const ids = { id: grantId(client, api), resourceServer: newApi(api) };
    return clientGrants.create(newClientGrant(body, ids));
  },
  'update grant': ({ clientGrants }, { client, api }) =>
    clientGrants.update(grantId(client, api), (grant) => ({
      ...grant,
      scope: [randomBytes(4).toString('hex')],
    })),
  'delete grant': ({ clientGrants }, { client, api }) => clientGrants.delete(grantId(client, api)),
  'create default grant': ({ clientGrants }, { api }) => {
    const body = { default_for: 'third_party_clients', audience: `https://${api}/` } as const;
    return clientGrants.create(
      newClientGrant({ ...body, scope: [] }, { id: grantId('all', api), resourceServer: newApi(api) }),
    );
  },
  'update default grant': ({ clientGrants }, { api }) =>
    clientGrants.update(grantId('all', api), (grant) => ({
      ...grant,
      scope: [randomBytes(4).toString('hex')],
    })),
  'delete default grant': ({ clientGrants }, { api }) => clientGrants.delete(grantId('all', api)),
  'change ownership': ({ clients }, { client }) =>
    clients.update(client, (current) => ({
      client: { ...current, is_first_party: current.is_first_party === false },
    })),
};

function grantId(client: string, api: string): string {
  return `grant of ${client} for ${api}`;
}

function newApi(id: string) {
  const identifier = `https://${id}/`;
  return newResourceServer({ identifier }, { id });
}

function newCredential(id: string): Credential {
  const time = soon();
  return { id, credential_type: 'public_key', created_at: time, updated_at: time };
}

function soon(): string {
  return new Date(Date.now() + Math.floor(Math.random() * 1e9)).toISOString();
}

function refuseTwice(id: string) {
  return (existing: Credential[]) => {
    if (existing.some((credential) => credential.id === id)) throw new ConflictError('client');
  };
}

async function readAll({ clients, resourceServers, clientGrants }: TenantStorage): Promise<unknown[]> {
  const read: unknown[] = [];
  for (const client of clientIds) {
    read.push(await clients.find(client), await clients.core(client), await clients.authentication(client));
    for (const api of apiIds) read.push(await clientGrants.findForClient(client, api));
  }
  for (const api of apiIds)
    read.push(await resourceServers.findById(api), await resourceServers.findByIdentifier(`https://${api}/`));
  return read;
}

/** What is remembered never differs from what is stored; run once for each engine. */
export function cachedReadsSuite(name: string, open: () => Promise<Engine>, runs: number): void {
  const instanceKey = { id: 'suite', bytes: randomBytes(32) };
  const options: StorageOptions = {
    instanceKeys: () => [instanceKey],
    clientSecrets: 'readable',
    managementIdentifier: (id) => `https://${id}.example/api/v2/`,
    now: Date.now,
  };

  let engine: Engine;
  let played = 0;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.db.destroy());

  const property = (news?: News) =>
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
      // Each play has a tenant of its own.
      played += 1;
      const id = `tenant-${played}`;
      const { tenant } = await openStorage(engine, { ...options, ...(news && { news }) });
      const play = new Play(tenant(id), async () => (await openStorage(engine, options)).tenant(id));
      for (const api of apiIds) await play.step({ ...firstSteps, act: 'create API', api });
      for (const client of clientIds) await play.step({ ...firstSteps, act: 'create client', client });
      for (const next of steps) await play.step(next);
      await play.end();
    });
  const firstSteps = { client: clientIds[0], api: apiIds[0], credential: credentialIds[0] };

  describe(`remembered reads on ${name}`, () => {
    it('equal what is stored, however changes and reads overlap', async () => {
      await fc.assert(property(), { numRuns: runs });
    }, 60_000);

    it('are read anew before they refuse', async () => {
      const silence: News = {
        ...localNews(),
        announce: () => undefined,
      };
      const remembering = (await openStorage(engine, { ...options, news: silence })).tenant('one');
      const elsewhere = (await openStorage(engine, options)).tenant('one');
      const client = newClient({ name: '1' }, { clientId: 'client-0', tenant: 'one', credentialIds: {} });
      await elsewhere.change({}, ({ clients }) =>
        clients.create({ client, secret: { id: 'first', text: 'the-first-secret' }, credentials: [] }),
      );
      await remembering.clients.authentication('client-0');
      await elsewhere.change({}, ({ clients }) =>
        clients.update('client-0', (current) => ({
          client: current,
          secret: { made: { id: 'second', text: 'the-second-secret' }, overlap: 0 },
        })),
      );
      const digest = elsewhere.secretDigest('client-0', 'the-second-secret');
      const known = await remembering.clients.authentication('client-0', ({ secretDigests }) =>
        secretDigests.some((known) => known.digest === digest),
      );
      expect(known?.secretDigests).toMatchObject([{ digest, key: 'suite' }]);
    });

    it('are not believed while no news of changes arrives', async () => {
      let arrives = true;
      const deaf: News = {
        ...localNews(),
        announce: () => undefined,
        isArriving: () => arrives,
      };
      const [remembering, elsewhere] = await Promise.all(
        [deaf, localNews()].map(async (news) =>
          (await openStorage(engine, { ...options, news })).tenant('silent'),
        ),
      );
      if (!remembering || !elsewhere) throw new Error('both were just made');
      const all = { client: 'client-0', api: 'api-0', credential: 'credential-0' } as const;
      let version = 0;
      const change = (...acts: Step['act'][]) =>
        acts.reduce(async (before, act) => {
          await before;
          version += 1;
          await elsewhere.change({}, async (stores) =>
            changes[act]?.(stores, { act, ...all }, () => String(version)),
          );
        }, Promise.resolve());
      await change('create API', 'create client', 'create grant', 'add credential');
      const quiet = { clientId: 'quiet', tenant: 'silent', credentialIds: {} };
      const client = newClient({ name: 'before' }, quiet);
      await elsewhere.change({}, ({ clients }) =>
        clients.create({ client, secret: { id: 'first', text: 'the-secret-of-it' }, credentials: [] }),
      );
      expect((await remembering.clients.core('quiet'))?.name).toBe('before');
      await elsewhere.change({}, ({ clients }) =>
        clients.update('quiet', () => ({ client: { ...client, name: 'after' } })),
      );
      expect((await remembering.clients.core('quiet'))?.name).toBe('before');
      const before = await readAll(remembering);
      await change('update API', 'update client', 'update grant', 'update credential', 'replace secret');
      // Otherwise nothing was remembered that could be wrong.
      expect(await readAll(remembering)).toEqual(before);
      arrives = false;
      expect((await remembering.clients.core('quiet'))?.name).toBe('after');
      const after = await readAll(elsewhere);
      expect(after).not.toEqual(before);
      expect(await readAll(remembering)).toEqual(after);
      await change('delete grant', 'delete credential', 'update client', 'delete API');
      expect(await readAll(remembering)).toEqual(await readAll(elsewhere));
    });

    it('would differ if changes were not announced', async () => {
      const silence: News = {
        ...localNews(),
        announce: () => undefined,
      };
      const { failed } = await fc.check(property(silence), { numRuns: runs });
      expect(failed).toBe(true);
    });
  });
}
