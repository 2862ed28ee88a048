import { randomBytes } from 'node:crypto';
import {
  type Client,
  detachCredential,
  type LogEvent,
  type LogFilter,
  newClient,
  newClientGrant,
  newClientGrantId,
  newClientId,
  newResourceServer,
  newResourceServerId,
} from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/database/tables.js';
import { createStorage, type StorageOptions } from '../../src/storage/open-storage.js';
import { AbsentError, ConflictError } from '../../src/storage/port/errors.js';
import type { LogEventStore, Storage, TenantStorage } from '../../src/storage/port/port.js';

const instanceKey = { id: 'suite', bytes: randomBytes(32) };
const by = { clientId: 'actor', ip: '127.0.0.1', requestId: 'request' };

/** What every engine has to keep; run once for each. */
export function storageSuite(engine: string, open: () => Promise<Database>): void {
  describe(`storage on ${engine}`, () => {
    let db: Database;
    let storage: Storage;
    let tenant: TenantStorage;
    const clock = { now: 1_800_000_000_000 };
    const options: StorageOptions = {
      instanceKeys: () => [instanceKey],
      clientSecrets: 'readable',
      managementIdentifier: (id) => `https://${id}.example/api/v2/`,
      now: () => clock.now,
    };
    beforeAll(async () => {
      db = await open();
      storage = await createStorage(db, options);
      tenant = storage.tenant('one');
    });
    afterAll(() => db.destroy());

    const client = (name = 'client'): Client =>
      newClient({ name }, { clientId: newClientId(randomBytes), tenant: 'one', credentialIds: {} });
    async function stored(name?: string): Promise<Client> {
      const made = client(name);
      await tenant.clients.create({ client: made, secret: 'the-secret-of-the-client', credentials: [] }, by);
      return made;
    }
    const credential = (id: string) => ({
      id,
      credential_type: 'public_key' as const,
      created_at: new Date(clock.now).toISOString(),
      updated_at: new Date(clock.now).toISOString(),
    });
    const api = (identifier: string) => ({
      resourceServer: newResourceServer({ identifier }, { id: newResourceServerId(randomBytes) }),
    });

    it('gives back what was stored, with the secret only where it is asked for', async () => {
      const made = await stored();
      expect(await tenant.clients.find(made.client_id)).toEqual(made);
      expect(await tenant.clients.find(made.client_id, { withSecret: true })).toEqual({
        ...made,
        client_secret: 'the-secret-of-the-client',
      });
    });

    it('answers undefined for what is not there', async () => {
      expect(await tenant.clients.find('nobody')).toBeUndefined();
      expect(await tenant.clients.update('nobody', (current) => ({ client: current }), by)).toBeUndefined();
      expect(await tenant.clients.authentication('nobody')).toBeUndefined();
      expect(await tenant.credentials.find('nobody', 'none')).toBeUndefined();
      expect(await tenant.credentials.add('nobody', credential('c'), () => {}, by)).toBeUndefined();
      expect(await tenant.resourceServers.findById('none')).toBeUndefined();
      expect(await tenant.clientGrants.find('none')).toBeUndefined();
      expect(await tenant.clients.delete('nobody', by)).toBe(false);
    });

    it('keeps tenants apart', async () => {
      const made = await stored();
      const other = storage.tenant('two');
      expect(await other.clients.find(made.client_id)).toBeUndefined();
      expect(await other.clients.delete(made.client_id, by)).toBe(false);
      expect(await other.clients.count({})).toBe(0);
      expect(other.secretDigest(made.client_id, 's')).not.toBe(tenant.secretDigest(made.client_id, 's'));
      expect(
        other.cursors.decode('list', tenant.cursors.encode('list', { createdAt: 1, id: 'a' })),
      ).toBeUndefined();
      expect(tenant.cursors.decode('list', tenant.cursors.encode('list', { createdAt: 1, id: 'a' }))).toEqual(
        {
          createdAt: 1,
          id: 'a',
        },
      );
    });

    it('refuses a second client with one id, and keeps the first', async () => {
      const made = await stored('first');
      const again = { client: { ...made, name: 'second' }, secret: 'x'.repeat(16), credentials: [] };
      await expect(tenant.clients.create(again, by)).rejects.toThrow(ConflictError);
      expect(await tenant.clients.find(made.client_id, { withSecret: true })).toMatchObject({
        name: 'first',
        client_secret: 'the-secret-of-the-client',
      });
    });

    it('loses no update when many change one client at once', async () => {
      const made = await stored();
      const names = Array.from({ length: 100 }, (_, n) => `key${n}`);
      const add = (name: string) =>
        tenant.clients.update(
          made.client_id,
          (current) => ({
            client: { ...current, client_metadata: { ...current.client_metadata, [name]: name } },
          }),
          by,
        );
      await Promise.all(names.map(add));
      const after = await tenant.clients.find(made.client_id);
      expect(Object.keys(after?.client_metadata ?? {}).sort()).toEqual(names.sort());
    });

    it('changes nothing, and logs nothing, when the change throws', async () => {
      const made = await stored();
      const events = async () =>
        (
          await db
            .selectFrom('log_events')
            .selectAll()
            .where('document', 'like', `%${made.client_id}%`)
            .execute()
        ).length;
      const before = await events();
      const refuse = () => {
        throw new Error('refused');
      };
      await expect(tenant.clients.update(made.client_id, refuse, by)).rejects.toThrow('refused');
      await expect(tenant.credentials.add(made.client_id, credential('c'), refuse, by)).rejects.toThrow(
        'refused',
      );
      expect(await tenant.clients.find(made.client_id)).toEqual(made);
      expect(await tenant.credentials.list(made.client_id)).toEqual([]);
      expect(await events()).toBe(before);
    });

    it('replaces the secret, and authenticates by digest alone', async () => {
      const made = await stored();
      await tenant.clients.update(
        made.client_id,
        (current) => ({ client: current, secret: 'a-newer-secret-here' }),
        by,
      );
      const found = await tenant.clients.authentication(made.client_id);
      const digest = tenant.secretDigest(made.client_id, 'a-newer-secret-here');
      expect(found?.secretDigests).toEqual([{ digest, key: instanceKey.id }]);
      const rows = await db
        .selectFrom('client_secrets')
        .selectAll()
        .where('client_id', '=', made.client_id)
        .execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain('a-newer-secret-here');
    });

    it('takes a credential out of the client together with deleting it', async () => {
      const made = await stored();
      await tenant.credentials.add(made.client_id, credential('cred_a'), () => {}, by);
      await tenant.clients.update(
        made.client_id,
        (current) => ({
          client: {
            ...current,
            client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_a' }] } },
          },
        }),
        by,
      );
      expect(await tenant.credentials.ownerOf('cred_a')).toBe(made.client_id);
      expect(await tenant.credentials.delete(made.client_id, 'cred_a', detachCredential, by)).toBe(true);
      expect(await tenant.clients.find(made.client_id)).toMatchObject({
        client_authentication_methods: { private_key_jwt: { credentials: [] } },
      });
      expect(await tenant.credentials.delete(made.client_id, 'cred_a', detachCredential, by)).toBe(false);
    });

    it('deletes a client with all that belongs to it', async () => {
      const made = await stored();
      const target = api('https://belongings.example/');
      await tenant.resourceServers.create(target, by);
      await tenant.credentials.add(made.client_id, credential('cred_b'), () => {}, by);
      const grant = newClientGrant(
        { client_id: made.client_id, audience: target.resourceServer.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer: target.resourceServer },
      );
      await tenant.clientGrants.create(grant, by);
      expect(await tenant.clients.delete(made.client_id, by)).toBe(true);
      for (const table of ['client_secrets', 'credentials', 'client_grants'] as const)
        expect(
          await db.selectFrom(table).selectAll().where('client_id', '=', made.client_id).execute(),
        ).toEqual([]);
      expect(
        await tenant.clientGrants.findForClient(made.client_id, target.resourceServer.id),
      ).toBeUndefined();
    });

    it('changes what belongs together side by side, without one change standing in the way of another for good', async () => {
      const api = newResourceServer(
        { identifier: 'https://crossing.example/' },
        { id: newResourceServerId(randomBytes) },
      );
      await tenant.resourceServers.create({ resourceServer: api }, by);
      const clients = await Promise.all(Array.from({ length: 8 }, () => stored()));
      const grantsOf = clients.map(({ client_id }) =>
        newClientGrant(
          { client_id, audience: api.identifier, scope: [] },
          { id: newClientGrantId(randomBytes), resourceServer: api },
        ),
      );
      const before = await tenant.clientGrants.count({});
      const outcomes = await Promise.allSettled([
        ...grantsOf.map((grant) => tenant.clientGrants.create(grant, by)),
        ...clients.map(({ client_id }) => tenant.clients.delete(client_id, by)),
        ...clients.map(({ client_id }) =>
          tenant.clients.update(client_id, (current) => ({ client: current }), by),
        ),
        tenant.resourceServers.delete(api.id, by),
      ]);
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused.filter((error) => !(error instanceof AbsentError))).toEqual([]);
      for (const { client_id } of clients) expect(await tenant.clients.find(client_id)).toBeUndefined();
      expect(
        await tenant.clientGrants.list({ resourceServerId: api.id }, { limit: 10 }).next(),
      ).toMatchObject({ done: true });
      expect(await tenant.clientGrants.count({})).toBe(before);
    });

    it('keeps identifiers and kinds of grants unique, and grants between what exists', async () => {
      const target = api('https://unique.example/');
      await tenant.resourceServers.create(target, by);
      await expect(tenant.resourceServers.create(api('https://unique.example/'), by)).rejects.toThrow(
        ConflictError,
      );
      const made = await stored();
      const grant = () =>
        newClientGrant(
          { client_id: made.client_id, audience: target.resourceServer.identifier, scope: [] },
          { id: newClientGrantId(randomBytes), resourceServer: target.resourceServer },
        );
      await tenant.clientGrants.create(grant(), by);
      await expect(tenant.clientGrants.create(grant(), by)).rejects.toThrow(ConflictError);
      await expect(tenant.clientGrants.create({ ...grant(), client_id: 'nobody' }, by)).rejects.toThrow(
        AbsentError,
      );
      await expect(
        tenant.clientGrants.create({ ...grant(), resource_server_id: 'none' }, by),
      ).rejects.toThrow(AbsentError);
    });

    it('finds an API by its id and by its identifier, each of which may be the other of another API', async () => {
      const [one, two] = [api('urn:one'), api('urn:two')];
      one.resourceServer.identifier = two.resourceServer.id;
      two.resourceServer.identifier = one.resourceServer.id;
      await tenant.resourceServers.create(one, by);
      await tenant.resourceServers.create(two, by);
      const { resourceServers } = (await createStorage(db, options)).tenant('one');
      for (const made of [one, two]) {
        const { id, identifier } = made.resourceServer;
        expect(await resourceServers.findById(id)).toEqual(made);
        expect(await resourceServers.findByIdentifier(identifier)).toEqual(made);
        await resourceServers.update(id, (current) => current, by);
        expect(await resourceServers.findById(id)).toEqual(made);
      }
      expect(await resourceServers.delete(one.resourceServer.id, by)).toBe(true);
      expect(await resourceServers.findById(one.resourceServer.id)).toBeUndefined();
      expect(await resourceServers.findById(two.resourceServer.id)).toEqual(two);
    });

    it('finds the Management API by the identifier that the issuer gives it, whatever that was before', async () => {
      const system = api('https://one.example/api/v2/');
      await tenant.resourceServers.create(system, by);
      const moved = await createStorage(db, {
        ...options,
        managementIdentifier: () => 'https://new.example/api/v2/',
      });
      const found = await moved.tenant('one').resourceServers.findByIdentifier('https://new.example/api/v2/');
      expect(found?.resourceServer).toMatchObject({
        id: system.resourceServer.id,
        identifier: 'https://new.example/api/v2/',
      });
    });

    it('claims each jti of a client once, also at once, and forgets it only after it expired', async () => {
      const { assertionReplays } = tenant;
      const claims = await Promise.all(
        Array.from({ length: 50 }, () => assertionReplays.claim('client', 'jti', clock.now + 1000)),
      );
      expect(claims.filter((first) => first)).toHaveLength(1);
      expect(await assertionReplays.claim('other', 'jti', clock.now + 1000)).toBe(true);
      expect(await storage.tenant('two').assertionReplays.claim('client', 'jti', clock.now + 1000)).toBe(
        true,
      );
      expect(await assertionReplays.sweep(clock.now + 1000, 10)).toBe(0);
      expect(await assertionReplays.sweep(clock.now + 1001, 1)).toBe(1);
      expect(await assertionReplays.sweep(clock.now + 1001, 10)).toBe(1);
    });

    describe('signing keys', () => {
      const key = (kid: string) => ({
        kid,
        type: 'RSA' as const,
        created_at: clock.now,
        longest_lifetime: 0,
        public_key: 'public',
        private_key: `private-${kid}`,
      });
      const events = async () => {
        const rows = await db.selectFrom('log_events').selectAll().orderBy('id').execute();
        return rows
          .map(({ document }) => JSON.parse(document))
          .filter(({ object }) => object === 'signing_key');
      };

      it('are changed as a whole, each change with its event', async () => {
        const whole = {
          ...key('whole'),
          current_since: 1,
          current_until: 2,
          revoked_at: 3,
          certificate: 'PEM',
        };
        await tenant.signingKeys.change(() => [key('a'), whole], by);
        expect(await tenant.signingKeys.list()).toEqual([key('a'), whole]);
        const { private_key: _gone, ...retired } = { ...key('a'), current_since: 1, current_until: 2 };
        clock.now += 1;
        await tenant.signingKeys.change(() => [retired], by);
        expect(await tenant.signingKeys.list()).toEqual([retired]);
        const made = { object: 'signing_key', action: 'create', id: 'a', by };
        const properties = ['current_since', 'current_until', 'private_key'];
        expect(await events()).toEqual(
          expect.arrayContaining([
            made,
            { ...made, id: 'whole' },
            { ...made, action: 'delete', id: 'whole' },
            { ...made, action: 'update', properties },
          ]),
        );
        expect(await events()).toHaveLength(4);
        await tenant.signingKeys.change((keys) => keys, by);
        expect(await events()).toHaveLength(4);
      });

      it('are sealed at rest, and stay as they are where the change refuses', async () => {
        await tenant.signingKeys.change(() => [key('b')], by);
        const rows = await db.selectFrom('signing_keys').selectAll().execute();
        expect(JSON.stringify(rows)).not.toContain('private-b');
        const refuse = () => {
          throw new Error('refused');
        };
        await expect(tenant.signingKeys.change(refuse, by)).rejects.toThrow('refused');
        expect(await tenant.signingKeys.list()).toEqual([key('b')]);
        expect(await storage.tenant('two').signingKeys.list()).toEqual([]);
      });

      it('see each other: of ten that are each added to what is there, ten are there', async () => {
        await tenant.signingKeys.change(() => [], by);
        const add = (n: number) => tenant.signingKeys.change((keys) => [...keys, key(`key-${n}`)], by);
        await Promise.all(Array.from({ length: 10 }, (_, n) => add(n)));
        expect(await tenant.signingKeys.list()).toHaveLength(10);
      });

      it('remember the longest lifetime of a token', async () => {
        await tenant.signingKeys.change(() => [key('c'), key('d')], by);
        for (const lifetime of [60, 3600, 5]) await tenant.signingKeys.noteLifetime('c', lifetime);
        expect(await tenant.signingKeys.list()).toEqual([{ ...key('c'), longest_lifetime: 3600 }, key('d')]);
      });
    });

    describe('the log', () => {
      let log: TenantStorage['logEvents'];
      const start = clock.now;
      beforeAll(async () => {
        log = storage.tenant('logged').logEvents;
        const event = (type: 'seccft' | 'feccft', minutes: number, clientId: string): LogEvent => ({
          type,
          date: start + minutes * 60_000,
          by: { clientId, clientName: 'Named', requestId: `request-${minutes}` },
          token: { audience: 'urn:a', scope: 'a b', method: 'private_key_jwt', statusCode: 200 },
        });
        await log.write([event('seccft', 1, 'x'), event('feccft', 3, 'x'), event('seccft', 2, 'y')]);
      });
      const requests = async (...list: Parameters<LogEventStore['list']>) =>
        (await log.list(...list)).map(({ by: { requestId } }) => requestId);
      const newest = { limit: 10, offset: 0, newestFirst: true };

      it('gives back what was written', async () => {
        const [first] = await log.list({}, { limit: 1, writtenAfter: undefined });
        expect(first).toEqual({
          id: expect.stringMatching(/^log_[0-9a-f]{30}$/),
          type: 'seccft',
          date: start + 60_000,
          by: { clientId: 'x', clientName: 'Named', requestId: 'request-1' },
          token: { audience: 'urn:a', scope: 'a b', method: 'private_key_jwt', statusCode: 200 },
        });
        expect(await log.find(first?.id ?? '')).toEqual(first);
        expect(await tenant.logEvents.find(first?.id ?? '')).toBeUndefined();
      });

      it('is sorted by date, and read on from an entry as it was written', async () => {
        expect(await requests({}, newest)).toEqual(['request-3', 'request-2', 'request-1']);
        expect(await requests({}, { limit: 1, offset: 1, newestFirst: false })).toEqual(['request-2']);
        const [first] = await log.list({}, { limit: 1, writtenAfter: undefined });
        const after = { limit: 10, writtenAfter: first?.id };
        expect(await requests({}, after)).toEqual(['request-3', 'request-2']);
      });

      it.each<[LogFilter, string[]]>([
        [{ types: ['seccft'] }, ['request-2', 'request-1']],
        [{ types: ['seccft', 'feccft'], clientId: 'x' }, ['request-3', 'request-1']],
        [{ requestId: 'request-2' }, ['request-2']],
        [{ concernedClientId: 'x' }, []],
        [{ after: start + 120_000, before: start + 180_000 }, ['request-3', 'request-2']],
      ])('can be searched by %j', async (filter, found) => {
        expect(await requests(filter, newest)).toEqual(found);
        expect(await log.count(filter, 100)).toBe(found.length);
        expect(await log.count(filter, 1)).toBe(Math.min(1, found.length));
      });

      it('names the clients, and believes in a claimed id only where there is such a client', async () => {
        const known = await stored('Known');
        const claimed = (claimedClientId: string): LogEvent => ({
          type: 'feccft',
          date: clock.now,
          by: {},
          claimedClientId,
        });
        await tenant.logEvents.write([claimed(known.client_id), claimed('a-secret-in-the-wrong-place')]);
        const failed = await tenant.logEvents.list({ types: ['feccft'] }, newest);
        expect(failed.map((event) => event.by)).toEqual(
          expect.arrayContaining([{ clientId: known.client_id, clientName: 'Known' }, {}]),
        );
        const rows = await db.selectFrom('log_events').selectAll().where('type', '=', 'feccft').execute();
        expect(JSON.stringify(rows)).not.toContain('a-secret-in-the-wrong-place');
      });

      it('finds the changes of a client by the client, and by who made them', async () => {
        const actor = await stored('Actor');
        const changed = await stored('Changed');
        const change = (current: Client) => ({ client: { ...current, description: 'new' } });
        await tenant.clients.update(changed.client_id, change, { clientId: actor.client_id });
        const [event] = await tenant.logEvents.list({ concernedClientId: changed.client_id }, newest);
        expect(event).toMatchObject({
          type: 'sapi',
          by: { clientId: actor.client_id, clientName: 'Actor' },
          change: { object: 'client', action: 'update', properties: ['description'] },
        });
        expect(await tenant.logEvents.list({ clientId: actor.client_id }, newest)).toEqual([event]);
      });

      it('loses its oldest entries first when it is swept, so many at once', async () => {
        const { logEvents } = storage.tenant('swept');
        const dates = [5, 3, 4, 1, 2];
        await logEvents.write(dates.map((date) => ({ type: 'seccft', date, by: {} })));
        const left = async () => (await logEvents.list({}, newest)).map(({ date }) => date);
        expect(await logEvents.sweep(4, 2)).toBe(2);
        expect(await left()).toEqual([5, 4, 3]);
        expect([await logEvents.sweep(4, 2), await logEvents.sweep(4, 2)]).toEqual([1, 0]);
        expect(await left()).toEqual([5, 4]);
      });
    });

    it('refuses another instance key and another secrets mode, with a line that says so', async () => {
      const otherKey = { id: 'other', bytes: randomBytes(32) };
      await expect(createStorage(db, { ...options, instanceKeys: () => [otherKey] })).rejects.toThrow(
        /instance key/,
      );
      const sameId = { id: instanceKey.id, bytes: randomBytes(32) };
      await expect(createStorage(db, { ...options, instanceKeys: () => [sameId] })).rejects.toThrow(
        /instance key/,
      );
      await expect(createStorage(db, { ...options, clientSecrets: 'once' })).rejects.toThrow(/"readable"/);
    });
  });
}
