import { randomBytes } from 'node:crypto';
import { type Client, newClient, newResourceServer } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/storage/changes/change.js';
import { changingStores } from '../../../src/storage/changes/stores.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../../src/storage/open-storage.js';
import { ConflictError } from '../../../src/storage/port/errors.js';
import type { News, NewsItem } from '../../../src/storage/port/news.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';

/** Two servers on one database, each with its way of hearing of changes. */
export interface TwoServers {
  engines: [Engine, Engine];
  news: [News, News];
  close(): Promise<void>;
}

const by = { clientId: 'operator', clientName: 'Operator', requestId: 'request' };
const newest = { limit: 10, offset: 0, newestFirst: true };

/** What a change promises; run once for each engine. */
export function changeSuite(name: string, start: () => Promise<TwoServers>): void {
  describe(`a change on ${name}`, () => {
    let servers: TwoServers;
    let here: TenantStorage;
    let there: TenantStorage;
    const received: NewsItem[] = [];
    const key = { id: 'change', bytes: randomBytes(32) };
    beforeAll(async () => {
      servers = await start();
      const options: StorageOptions = {
        instanceKeys: () => [key],
        clientSecrets: 'readable',
        managementIdentifier: () => 'https://id.example/api/v2/',
        now: Date.now,
        changing: withRename,
      };
      const [one, two] = await Promise.all(
        servers.engines.map((engine, n) => openStorage(engine, { ...options, news: newsOf(n) })),
      );
      if (!one || !two) throw new Error('both were just opened');
      here = one.tenant('one');
      there = two.tenant('one');
      newsOf(1).subscribe((item) => void received.push(item));
    });
    afterAll(() => servers.close());

    function newsOf(n: number): News {
      const news = servers.news[n];
      if (!news) throw new Error('there are two servers');
      return news;
    }
    async function registered(id: string): Promise<Client> {
      const client = newClient({ name: 'before' }, { clientId: id, tenant: 'one', credentialIds: {} });
      await here.change(by, ({ clients }) =>
        clients.create({
          client,
          secret: { id: 'first', text: 'the-secret-of-the-client' },
          credentials: [],
        }),
      );
      return client;
    }
    const nameIn = async (server: TenantStorage, id: string) => (await server.clients.find(id))?.name;

    it('by a method that nobody has written yet is logged, told and forgotten like any other', async () => {
      await registered('renamed');
      expect(await nameIn(here, 'renamed')).toBe('before');
      expect(await nameIn(there, 'renamed')).toBe('before');
      received.length = 0;

      await here.change(by, async ({ clients }) => {
        if (!('rename' in clients)) throw new Error('the method is not there');
        await (clients as typeof clients & Renaming).rename('renamed', 'after');
      });

      expect(await nameIn(here, 'renamed')).toBe('after');
      await expect.poll(() => nameIn(there, 'renamed')).toBe('after');
      expect(received).toContainEqual({ tenant: 'one', what: 'client', clientId: 'renamed' });
      const [event] = await here.logEvents.list({}, newest);
      expect(event).toMatchObject({
        by,
        change: { object: 'client', action: 'update', id: 'renamed', properties: ['name'] },
      });
    });

    it('of which the last part fails leaves nothing changed, logged or told', async () => {
      const client = await registered('untouched');
      expect(await nameIn(there, 'untouched')).toBe('before');
      const events = await here.logEvents.list({}, newest);
      const counted = await here.clients.count({});
      received.length = 0;

      const api = newResourceServer({ identifier: 'urn:new' }, { id: 'new-api' });
      const change = here.change(by, async ({ clients, resourceServers }) => {
        await clients.update('untouched', (current) => ({ client: { ...current, name: 'half-done' } }));
        await resourceServers.create({ resourceServer: api });
        // What this change did so far is seen inside it, and nowhere else.
        expect((await clients.find('untouched'))?.name).toBe('half-done');
        await clients.create({ client, secret: { id: 'first', text: 'another-secret' }, credentials: [] });
      });
      await expect(change).rejects.toThrow(ConflictError);

      expect(await nameIn(here, 'untouched')).toBe('before');
      expect(await here.resourceServers.findById('new-api')).toBeUndefined();
      expect(await here.clients.count({})).toBe(counted);
      expect(await here.logEvents.list({}, newest)).toEqual(events);
      // The news of a later change arrives after that of this one.
      await registered('later');
      await here.change(by, ({ clients }) => clients.delete('later'));
      const last = { tenant: 'one', what: 'client', clientId: 'later' };
      await expect.poll(() => received).toContainEqual(last);
      expect(received.filter((item) => 'clientId' in item && item.clientId === 'untouched')).toEqual([]);
    });

    it('of which a write failed is undone, whatever is made of the error', async () => {
      await registered('kept');
      const events = await here.logEvents.list({}, newest);
      const change = here.change(by, async ({ clients }) => {
        await clients.update('kept', (current) => ({ client: { ...current, name: 'half-done' } }));
        const client = newClient({ name: 'x' }, { clientId: 'kept', tenant: 'one', credentialIds: {} });
        await clients
          .create({ client, secret: { id: 'first', text: 'another-secret' }, credentials: [] })
          .catch(() => undefined);
      });
      await expect(change).rejects.toThrow(ConflictError);
      expect(await nameIn(here, 'kept')).toBe('before');
      expect(await here.logEvents.list({}, newest)).toEqual(events);
    });

    it('that does not wait for its writes is refused', async () => {
      await registered('hasty');
      const change = here.change(by, async ({ clients }) => {
        if ('rename' in clients)
          void (clients as typeof clients & Renaming).hurry('hasty', 'after').catch(() => undefined);
      });
      await expect(change).rejects.toThrow(/await them/);
      expect(await nameIn(here, 'hasty')).toBe('before');
    });

    it('of several objects is one event each, in the order in which they were changed', async () => {
      const client = newClient({ name: 'x' }, { clientId: 'several', tenant: 'one', credentialIds: {} });
      await here.change(by, async ({ clients, resourceServers }) => {
        const api = newResourceServer({ identifier: 'urn:several' }, { id: 'several-api' });
        await resourceServers.create({ resourceServer: api });
        await clients.create({
          client,
          secret: { id: 'first', text: 'the-secret-of-several' },
          credentials: [],
        });
        await clients.delete('several');
        await resourceServers.delete('several-api');
      });
      const events = await here.logEvents.list({}, { limit: 4, offset: 0, newestFirst: true });
      expect(events.map(({ change }) => `${change?.action} ${change?.id}`).toReversed()).toEqual([
        'create several-api',
        'create several',
        'delete several',
        'delete several-api',
      ]);
    });
  });
}

interface Renaming {
  rename(clientId: string, name: string): Promise<void>;
  /** Writes in the turn in which it is called. */
  hurry(clientId: string, name: string): Promise<void>;
}

/** The stores of the product, one of which can do more. */
function withRename(change: Change) {
  const stores = changingStores(change);
  const renaming: Renaming = {
    async hurry(id, name) {
      await change.write({ object: 'client', action: 'update', id, properties: ['name'] }, (rows) =>
        rows.updateTable('clients').set({ external_client_id: name }).where('client_id', '=', id).execute(),
      );
    },
    async rename(id, name) {
      const client = await stores.clients.find(id);
      await change.write({ object: 'client', action: 'update', id, properties: ['name'] }, (rows) =>
        rows
          .updateTable('clients')
          .set({ document: JSON.stringify({ ...client, name }) })
          .where('client_id', '=', id)
          .execute(),
      );
    },
  };
  return { ...stores, clients: { ...stores.clients, ...renaming } };
}
