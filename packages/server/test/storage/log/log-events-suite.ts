import type { Client, LogEvent, LogFilter } from '@clientele/model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import type { LogEventStore } from '../../../src/storage/port/stores.js';
import type { StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of the log. */
export function logEventsSuite(on: StorageUnderTest): void {
  describe('the log', () => {
    let log: TenantStorage['logEvents'];
    const start = on.clock.now;
    beforeAll(async () => {
      log = on.storage.tenant('logged').logEvents;
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
      expect(await on.tenant.logEvents.find(first?.id ?? '')).toBeUndefined();
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
      const known = await on.stored('Known');
      const claimed = (claimedClientId: string): LogEvent => ({
        type: 'feccft',
        date: on.clock.now,
        by: {},
        claimedClientId,
      });
      await on.tenant.logEvents.write([claimed(known.client_id), claimed('a-secret-in-the-wrong-place')]);
      const failed = await on.tenant.logEvents.list({ types: ['feccft'] }, newest);
      expect(failed.map((event) => event.by)).toEqual(
        expect.arrayContaining([{ clientId: known.client_id, clientName: 'Known' }, {}]),
      );
      const rows = await on.engine.db
        .selectFrom('log_events')
        .selectAll()
        .where('type', '=', 'feccft')
        .execute();
      expect(JSON.stringify(rows)).not.toContain('a-secret-in-the-wrong-place');
    });

    it('finds the changes of a client by the client, and by who made them', async () => {
      const actor = await on.stored('Actor');
      const changed = await on.stored('Changed');
      const change = (current: Client) => ({ client: { ...current, description: 'new' } });
      await on.tenant.change({ clientId: actor.client_id }, ({ clients }) =>
        clients.update(changed.client_id, change),
      );
      const [event] = await on.tenant.logEvents.list({ concernedClientId: changed.client_id }, newest);
      expect(event).toMatchObject({
        type: 'sapi',
        by: { clientId: actor.client_id, clientName: 'Actor' },
        change: { object: 'client', action: 'update', properties: ['description'] },
      });
      expect(await on.tenant.logEvents.list({ clientId: actor.client_id }, newest)).toEqual([event]);
    });

    it('loses its oldest entries first when it is swept, so many at once', async () => {
      const { logEvents } = on.storage.tenant('swept');
      const dates = [5, 3, 4, 1, 2];
      await logEvents.write(dates.map((date) => ({ type: 'seccft', date, by: {} })));
      const left = async () => (await logEvents.list({}, newest)).map(({ date }) => date);
      expect(await logEvents.sweep(4, 2)).toBe(2);
      expect(await left()).toEqual([5, 4, 3]);
      expect([await logEvents.sweep(4, 2), await logEvents.sweep(4, 2)]).toEqual([1, 0]);
      expect(await left()).toEqual([5, 4]);
    });
  });
}
