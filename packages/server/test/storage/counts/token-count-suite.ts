import { randomBytes } from 'node:crypto';
import { newClient, newClientId } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import type { Storage, TenantStorage } from '../../../src/storage/port/port.js';

const instanceKey = { id: 'suite', bytes: randomBytes(32) };
const at = Date.parse('2026-06-01T12:15:00Z');
const hour = 3_600_000;
const none = { hour: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY };

/** What every engine has to keep of token counts; run once for each. */
export function tokenCountSuite(
  name: string,
  open: () => Promise<Engine>,
  /** Whether several servers count together on one database. */
  { shared = false } = {},
): void {
  describe(`token counts on ${name}`, () => {
    let engine: Engine;
    let storage: Storage;
    let tenant: TenantStorage;
    /** Another process on the same database, as it sees what is written down. */
    const afterRestart = async () => (await opened()).tenant('one').tokenCounts;
    const opened = () =>
      openStorage(engine, {
        instanceKeys: () => [instanceKey],
        clientSecrets: 'readable',
        managementIdentifier: (id) => `https://${id}.example/api/v2/`,
        now: () => at,
      });
    beforeAll(async () => {
      engine = await open();
      storage = await opened();
      tenant = storage.tenant('one');
    });
    afterAll(() => engine.db.destroy());

    async function stored(): Promise<string> {
      const clientId = newClientId(randomBytes);
      const client = newClient({ name: 'client' }, { clientId, tenant: 'one', credentialIds: {} });
      await tenant.change({}, ({ clients }) =>
        clients.create({
          client,
          secret: { id: 'first', text: 'the-secret-of-the-client' },
          credentials: [],
        }),
      );
      return clientId;
    }
    /** The counts, learned by asking for a token that no limit allows. */
    const countsOf = async (clientId: string, { counts = tenant.tokenCounts, now = at } = {}) =>
      (await counts.add(clientId, { at: now, limits: { hour: 0, day: 0 } })).counts;

    it('are exact when many are counted at once, while they are being written', async () => {
      const clientId = await stored();
      const adding = Array.from({ length: 200 }, async (_, n) => {
        if (n % 10 === 0) await tenant.tokenCounts.flush();
        return tenant.tokenCounts.add(clientId, { at, limits: { hour: 150, day: 1000 } });
      });
      const counted = (await Promise.all(adding)).filter((answer) => answer.counted);
      expect(counted).toHaveLength(150);
      expect(new Set(counted.map(({ counts }) => counts.hour)).size).toBe(150);
      await tenant.tokenCounts.flush();
      expect(await countsOf(clientId, { counts: await afterRestart() })).toEqual({ hour: 150, day: 150 });
    });

    it('lose no token, at whatever moment of writing it comes', async () => {
      const clientId = await stored();
      const moments = 400;
      for (let moment = 0; moment < moments; moment += 1) {
        await tenant.tokenCounts.add(clientId, { at, limits: none });
        const writing = tenant.tokenCounts.flush();
        for (let turn = 0; turn < moment; turn += 1) await undefined;
        await tenant.tokenCounts.add(clientId, { at, limits: none });
        await writing;
      }
      expect(await countsOf(clientId)).toEqual({ hour: 2 * moments, day: 2 * moments });
      await tenant.tokenCounts.flush();
      expect(await countsOf(clientId, { counts: await afterRestart() })).toMatchObject({ hour: 2 * moments });
    });

    it('can be had again once the database can be read again', async () => {
      const clientId = await stored();
      await engine.db.schema.alterTable('token_counts').renameTo('elsewhere').execute();
      await expect(tenant.tokenCounts.add(clientId, { at, limits: none })).rejects.toThrow();
      await engine.db.schema.alterTable('elsewhere').renameTo('token_counts').execute();
      expect(await countsOf(clientId)).toEqual({ hour: 0, day: 0 });
    });

    if (shared) {
      it('are exact when several servers count at once', async () => {
        const clientId = await stored();
        const servers = [tenant.tokenCounts, await afterRestart(), await afterRestart()];
        const limits = { hour: 100, day: 1000 };
        const adding = Array.from({ length: 180 }, (_, n) => servers[n % 3]?.add(clientId, { at, limits }));
        const counted = (await Promise.all(adding)).filter((answer) => answer?.counted);
        expect(counted).toHaveLength(100);
        expect(new Set(counted.map((answer) => answer?.counts.hour)).size).toBe(100);
      });

      it('hold where the clock of one server is behind that of another', async () => {
        const clientId = await stored();
        const [ahead, behind] = [tenant.tokenCounts, await afterRestart()];
        const limits = { hour: 2, day: 3 };
        const nextHour = at + hour;
        expect(await ahead.add(clientId, { at: nextHour, limits })).toMatchObject({ counts: { hour: 1 } });
        expect(await behind.add(clientId, { at, limits })).toMatchObject({ counts: { hour: 2 } });
        expect(await ahead.add(clientId, { at: nextHour, limits })).toEqual({
          counted: false,
          counts: { hour: 2, day: 2 },
        });
      });
    }

    it('start anew with the hour and with the day', async () => {
      const clientId = await stored();
      await tenant.tokenCounts.add(clientId, { at, limits: none });
      expect(await tenant.tokenCounts.add(clientId, { at: at + hour, limits: none })).toEqual({
        counted: true,
        counts: { hour: 1, day: 2 },
      });
      await tenant.tokenCounts.flush();
      expect(await countsOf(clientId, { now: at + 2 * hour })).toEqual({ hour: 0, day: 2 });
      expect(await countsOf(clientId, { now: at + 24 * hour })).toEqual({ hour: 0, day: 0 });
    });

    it('are taken back from the windows that they were counted in', async () => {
      const clientId = await stored();
      await tenant.tokenCounts.add(clientId, { at, limits: none });
      await tenant.tokenCounts.add(clientId, { at: at + hour, limits: none });
      await tenant.tokenCounts.takeBack(clientId, at);
      expect(await countsOf(clientId, { now: at + hour })).toEqual({ hour: 1, day: 1 });
      await tenant.tokenCounts.takeBack(clientId, at + hour);
      expect(await countsOf(clientId, { now: at + hour })).toEqual({ hour: 0, day: 0 });
    });

    it('of one tenant and client are not those of another', async () => {
      const [one, other] = [await stored(), await stored()];
      await tenant.tokenCounts.add(one, { at, limits: none });
      expect(await countsOf(other)).toEqual({ hour: 0, day: 0 });
      expect(await countsOf(one, { counts: storage.tenant('two').tokenCounts })).toEqual({ hour: 0, day: 0 });
    });

    it('are the same for everyone who asks the storage for the tenant', async () => {
      const clientId = await stored();
      await tenant.tokenCounts.add(clientId, { at, limits: none });
      expect(await countsOf(clientId, { counts: storage.tenant('one').tokenCounts })).toEqual({
        hour: 1,
        day: 1,
      });
    });

    it('go with their client, also when they are written afterwards', async () => {
      const [written, unwritten] = [await stored(), await stored()];
      await tenant.tokenCounts.add(written, { at, limits: none });
      await tenant.tokenCounts.flush();
      await tenant.tokenCounts.add(unwritten, { at, limits: none });
      for (const clientId of [written, unwritten])
        await tenant.change({}, ({ clients }) => clients.delete(clientId));
      await tenant.tokenCounts.flush();
      const rows = engine.db
        .selectFrom('token_counts')
        .selectAll()
        .where('client_id', 'in', [written, unwritten]);
      expect(await rows.execute()).toEqual([]);
    });

    it('of many clients are all written', async () => {
      const clientIds: string[] = [];
      while (clientIds.length < 250)
        clientIds.push(...(await Promise.all(Array.from({ length: 25 }, stored))));
      for (const clientId of clientIds) await tenant.tokenCounts.add(clientId, { at, limits: none });
      await tenant.tokenCounts.flush();
      const rows = await engine.db
        .selectFrom('token_counts')
        .selectAll()
        .where('client_id', 'in', clientIds)
        .execute();
      expect(rows.map(({ in_hour, in_day }) => [in_hour, in_day])).toEqual(clientIds.map(() => [1, 1]));
    });
  });
}
