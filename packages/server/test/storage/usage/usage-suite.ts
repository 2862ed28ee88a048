import { newClient, usageStepStart, usageSteps } from '@clientele/model';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../../src/storage/open-storage.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import type { UsageStore, Use } from '../../../src/storage/port/usage.js';
import { by, type StorageUnderTest } from '../storage-under-test.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What every engine keeps of counted use. */
export function usageSuite(on: StorageUnderTest): void {
  describe('use', () => {
    let tenantNumber = 0;
    let tenant: TenantStorage;
    let usage: UsageStore;
    const begin = on.clock.now;
    // A tenant of its own for each test, so that none sees what another one has counted.
    beforeEach(() => {
      tenantNumber += 1;
      tenant = on.storage.tenant(`usage-${tenantNumber}`);
      usage = tenant.usage;
      on.clock.now = begin;
    });

    /** Another server on the same database. */
    const anotherServer = async () => (await openStorage(on.engine, on.options)).tenant(tenant.id).usage;
    const use = (some: Partial<Use> = {}): Use => ({
      clientId: 'client',
      credentialId: 'sec_one',
      api: 'https://api.example/',
      outcome: 'issued',
      at: on.clock.now,
      aliveUntil: on.clock.now + day,
      address: '192.0.2.1',
      userAgent: 'curl/8',
      ...some,
    });
    const counted = (from: UsageStore, groupBy: 'client' | 'api' | 'credential' | 'outcome' = 'client') =>
      from.points({ groupBy, step: 'day', from: 0, to: on.clock.now + day }, 100_000);
    const total = async (from = usage) => (await counted(from))?.reduce((sum, { count }) => sum + count, 0);
    const tendAll = async (store = usage) => {
      while (await store.tend(7));
    };

    it('is counted by client, credential, API, outcome and minute', async () => {
      const start = usageStepStart(on.clock.now, 'hour');
      on.clock.now = start + 10 * minute;
      for (let n = 0; n < 3; n += 1) usage.count(use());
      usage.count(use({ at: on.clock.now + minute }));
      usage.count(use({ outcome: 'no_client_grant', aliveUntil: 0 }));
      usage.count(use({ credentialId: '', api: '', outcome: 'client_not_authenticated', aliveUntil: 0 }));
      const period = { from: start, to: start + hour };
      const points = (groupBy: 'client' | 'api' | 'credential' | 'outcome', step: 'minute' | 'hour') =>
        usage.points({ groupBy, step, ...period }, 1000);
      expect(await points('client', 'hour')).toEqual([{ clientId: 'client', at: start, count: 6 }]);
      const credentials = await points('credential', 'hour');
      expect(new Set(credentials)).toEqual(
        new Set([
          { clientId: 'client', credentialId: 'sec_one', at: start, count: 5 },
          { clientId: 'client', credentialId: '', at: start, count: 1 },
        ]),
      );
      expect(await points('api', 'minute')).toEqual(
        expect.arrayContaining([
          { api: 'https://api.example/', at: start + 10 * minute, count: 4 },
          { api: 'https://api.example/', at: start + 11 * minute, count: 1 },
          { api: '', at: start + 10 * minute, count: 1 },
        ]),
      );
      expect((await points('outcome', 'hour'))?.map(({ outcome, count }) => [outcome, count]).sort()).toEqual(
        [
          ['client_not_authenticated', 1],
          ['issued', 4],
          ['no_client_grant', 1],
        ],
      );
      expect(
        await usage.points({ groupBy: 'client', step: 'hour', ...period, clientId: 'other' }, 9),
      ).toEqual([]);
    });

    it('says where it would have to add up more than it may', async () => {
      for (let n = 0; n < 5; n += 1) usage.count(use({ credentialId: `sec_${n}` }));
      const query = { groupBy: 'client', step: 'day', from: 0, to: on.clock.now + day } as const;
      expect(await usage.points(query, 4)).toBeUndefined();
      expect(await usage.points(query, 5)).toHaveLength(1);
    });

    it('adds up over servers that write the same counts at once', async () => {
      const servers = [usage, await anotherServer(), await anotherServer()];
      for (let round = 0; round < 20; round += 1) {
        for (const server of servers)
          for (let n = 0; n < 60; n += 1)
            server.count(
              use({ credentialId: `sec_${(n * (round + 1)) % 60}`, address: `192.0.2.${n % 25}` }),
            );
        await Promise.all(servers.map((server) => server.flush()));
      }
      expect(await total()).toBe(20 * 3 * 60);
      expect((await usage.acceptedSince('client', 0)).reduce((sum, { count }) => sum + count, 0)).toBe(3600);
    });

    it('loses nothing that is counted while it is written', async () => {
      for (let moment = 0; moment < 100; moment += 1) {
        usage.count(use({ credentialId: `sec_${moment}` }));
        const writing = usage.flush();
        for (let turn = 0; turn < moment; turn += 1) await undefined;
        usage.count(use());
        await writing;
      }
      expect(await total()).toBe(200);
    });

    it('is kept in memory while it cannot be written, and written once', async () => {
      usage.count(use());
      await usage.flush();
      await on.engine.db.schema.alterTable('usage_sources').renameTo('elsewhere').execute();
      usage.count(use());
      await expect(usage.flush()).rejects.toThrow();
      usage.count(use());
      await expect(usage.flush()).rejects.toThrow();
      await on.engine.db.schema.alterTable('elsewhere').renameTo('usage_sources').execute();
      expect(await total()).toBe(3);
      expect((await usage.lastUses('client', ['sec_one'])).get('sec_one')?.count24h).toBe(3);
    });

    it('is not written again where only the answer to its commit was lost', async () => {
      const server = await anotherServer();
      await server.flush();
      // As if a first attempt had been committed: the observer has written one batch more than it knows of.
      server.count(use());
      await sql`update usage_observers set writes = writes + 1 where tenant_id = ${tenant.id}`.execute(
        on.engine.db,
      );
      await server.flush();
      server.count(use());
      await server.flush();
      expect(await total(server)).toBe(1);
    });

    it('becomes hours after two days, days after ninety, and is forgotten after two years', async () => {
      const start = usageStepStart(on.clock.now, 'day');
      for (let n = 0; n < 50; n += 1) usage.count(use({ at: start + n * 40 * minute }));
      await usage.flush();
      const rows = async () =>
        (
          await on.engine.db
            .selectFrom('usage_counts')
            .select(['step', 'count'])
            .where('tenant_id', '=', tenant.id)
            .orderBy('step')
            .execute()
        ).map(({ step, count }) => [step, Number(count)]);
      on.clock.now = start + 4 * day;
      await tendAll();
      expect(new Set((await rows()).map(([step]) => step))).toEqual(new Set([60]));
      expect(await total()).toBe(50);
      on.clock.now = start + 93 * day;
      await tendAll();
      expect(await rows()).toEqual([
        [1440, 36],
        [1440, 14],
      ]);
      on.clock.now = start + usageSteps.day.keptFor + 3 * day;
      await tendAll();
      expect(await rows()).toEqual([]);
    });

    it('is added up once where several servers do it at once', async () => {
      for (let n = 0; n < 400; n += 1)
        usage.count(use({ at: on.clock.now - (n % 100) * minute, credentialId: `sec_${n % 4}` }));
      await usage.flush();
      on.clock.now += 3 * day;
      const servers = [usage, await anotherServer(), await anotherServer()];
      await Promise.all(servers.map(tendAll));
      await tendAll();
      const minutes = await on.engine.db
        .selectFrom('usage_counts')
        .select('step')
        .where('tenant_id', '=', tenant.id)
        .where('step', '=', 1)
        .execute();
      expect([minutes, await total()]).toEqual([[], 400]);
    });

    const made = {
      client: newClient({ name: 'x' }, { clientId: 'client', tenant: 'one', credentialIds: {} }),
      secret: { id: 'sec_one', text: 'the-secret-of-the-client' },
      credentials: [],
    };

    it('tells the latest twenty addresses and user agents of each, with counts', async () => {
      for (let n = 0; n < 30; n += 1) {
        on.clock.now += 1000;
        usage.count(use({ address: `192.0.2.${n}`, userAgent: `agent/${n}` }));
      }
      usage.count(use({ address: '192.0.2.29', userAgent: undefined }));
      usage.count(use({ credentialId: 'sec_two', address: undefined }));
      const uses = await usage.lastUses('client', ['sec_one', 'sec_two', 'sec_unused']);
      expect([...uses.keys()].sort()).toEqual(['sec_one', 'sec_two']);
      const one = uses.get('sec_one');
      expect([one?.at, one?.count24h, one?.addresses.length, one?.userAgents.length]).toEqual([
        on.clock.now,
        31,
        20,
        20,
      ]);
      expect(one?.addresses[0]).toEqual({ value: '192.0.2.29', count: 2, lastAt: on.clock.now });
      expect(uses.get('sec_two')?.addresses).toEqual([]);
      const kept = () =>
        on.engine.db
          .selectFrom('usage_sources')
          .select('value')
          .where('tenant_id', '=', tenant.id)
          .where('credential_id', '=', 'sec_one')
          .where('kind', '=', 'address')
          .execute();
      await tenant.change(by, ({ clients }) => clients.create(made));
      await tendAll();
      expect(await kept()).toHaveLength(20);
      expect((await usage.lastUses('client', ['sec_one'])).get('sec_one')?.addresses).toEqual(one?.addresses);
      // With the client goes who used it.
      await tenant.change(by, ({ clients }) => clients.delete('client'));
      await tendAll();
      expect(await kept()).toEqual([]);
    });

    it('of the last 24 hours is told apart from what was before', async () => {
      usage.count(use());
      on.clock.now += day + minute;
      usage.count(use());
      expect((await usage.lastUses('client', ['sec_one'])).get('sec_one')).toMatchObject({
        at: on.clock.now,
        count24h: 1,
      });
    });

    it('says what was accepted since a time, and until when tokens of others than one live', async () => {
      usage.count(use({ credentialId: 'sec_old', aliveUntil: on.clock.now + 2 * day }));
      usage.count(use({ credentialId: '', outcome: 'client_not_authenticated', aliveUntil: 0 }));
      on.clock.now += hour;
      usage.count(use({ aliveUntil: on.clock.now + 9 * day }));
      const since = (time: number) => usage.acceptedSince('client', time);
      expect((await since(begin)).map(({ credentialId }) => credentialId)).toEqual(['sec_one', 'sec_old']);
      expect((await since(begin + 1)).map(({ credentialId }) => credentialId)).toEqual(['sec_one']);
      expect(await usage.aliveUntil('client', { except: 'sec_one' })).toBe(begin + 2 * day);
      expect(await usage.aliveUntil('client', { except: undefined })).toBe(on.clock.now + 9 * day);
      on.clock.now = begin + 2 * day;
      expect(await usage.aliveUntil('client', { except: 'sec_one' })).toBeUndefined();
    });

    it('is observed since the first server counted, and on over those that end properly', async () => {
      expect(await usage.observed()).toEqual({ since: begin, reason: 'counting_began' });
      on.clock.now += hour;
      await usage.end();
      const next = await anotherServer();
      await next.flush();
      on.clock.now += 30_000;
      expect(await next.observed()).toEqual({ since: begin, reason: 'counting_began' });
    });

    it('is reported until now by a server that is alone, also where it has not said so for a while', async () => {
      await usage.flush();
      on.clock.now += 10_000;
      expect(await usage.reportedUntil()).toBe(on.clock.now);
    });

    it('is reported until the other server wrote that has been silent the longest and has not ended', async () => {
      if (!on.engine.shared) return;
      await usage.flush();
      const [one, two] = [await anotherServer(), await anotherServer()];
      await one.flush();
      on.clock.now += 5000;
      await two.flush();
      on.clock.now += 1000;
      expect(await usage.reportedUntil()).toBe(begin);
      await one.end();
      expect(await usage.reportedUntil()).toBe(begin + 5000);
      on.clock.now += 1000;
      two.count(use());
      await two.flush();
      expect(await usage.reportedUntil()).toBe(on.clock.now);
    });

    it('leaves a gap where there was no room for all of it', async () => {
      await usage.flush();
      for (let n = 0; n < 20_001; n += 1) usage.count(use({ credentialId: `sec_${n}`, address: undefined }));
      on.clock.now += 1000;
      expect(await usage.observed()).toEqual({ since: on.clock.now, reason: 'counts_dropped' });
      expect(await total()).toBe(20_000);
    });

    it('leaves a gap where a server ended without notice', async () => {
      await usage.flush();
      const lost = await anotherServer();
      lost.count(use());
      await lost.flush();
      if (!on.engine.shared) {
        // The next server on the file knows at once that the one before is gone.
        on.clock.now += 1000;
        const next = await anotherServer();
        expect(await next.observed()).toEqual({ since: on.clock.now, reason: 'server_lost' });
        return;
      }
      on.clock.now += 61_000;
      await usage.flush();
      expect(await usage.observed()).toBeUndefined();
      await tendAll();
      expect(await usage.observed()).toEqual({ since: on.clock.now, reason: 'server_lost' });
      // It was there after all: what it has still counted is written, and not twice.
      lost.count(use());
      await lost.flush();
      await lost.flush();
      expect(await total()).toBe(2);
    });
  });
}
