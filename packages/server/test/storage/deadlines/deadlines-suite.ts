import { randomBytes } from 'node:crypto';
import { type Credential, chosenSecret, type Expiring, newClient } from '@clientele/model';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../src/storage/port/listing.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import { by, type StorageUnderTest } from '../storage-under-test.js';

const day = 86_400_000;

/** What every engine has to tell of what expires. */
export function deadlinesSuite(on: StorageUnderTest): void {
  describe('what expires', () => {
    /** Other tenants of the suite have deadlines of their own. */
    let tenants = 0;
    async function tenantWith(entries: Record<string, number>): Promise<TenantStorage> {
      tenants += 1;
      const tenant = on.storage.tenant(`deadlines-${tenants}`);
      const client = newClient(
        { name: 'Robot' },
        { clientId: 'robot', tenant: tenant.id, credentialIds: {} },
      );
      await tenant.change(by, ({ clients }) =>
        clients.create({
          client,
          secret: chosenSecret(randomBytes, 'the-secret-of-the-robot'),
          credentials: [],
        }),
      );
      for (const [id, left] of Object.entries(entries)) await add(tenant, id, left);
      return tenant;
    }
    async function add(tenant: TenantStorage, id: string, left: number) {
      if (id.startsWith('cred'))
        return tenant.change(by, ({ credentials }) =>
          credentials.add('robot', credential(id, left), () => {}),
        );
      return on.engine.db
        .insertInto('client_secrets')
        .values({
          tenant_id: tenant.id,
          client_id: 'robot',
          id,
          digest: '',
          digest_key: '',
          sealed: null,
          created_at: 1,
          expires_at: on.clock.now + left,
          last_used_at: null,
          name: 'Nightly',
          state: id.split('-')[1] ?? 'primary',
          hint: null,
          created_by: null,
          primary_since: null,
        })
        .execute();
    }
    const credential = (id: string, left: number): Credential => ({
      ...on.credential(id),
      expires_at: new Date(on.clock.now + left).toISOString(),
    });
    async function idsOf({ deadlines }: TenantStorage, within: number, after?: Position, limit = 100) {
      const ids: string[] = [];
      const period = { from: on.clock.now - 30 * day, to: on.clock.now + within };
      let last: Position | undefined;
      for await (const { item, position } of deadlines.expiring(period, { limit, after })) {
        ids.push(item.id);
        last = position;
      }
      return { ids, last };
    }

    it('is listed soonest first, secrets among keys, with the name of the client', async () => {
      const tenant = await tenantWith({
        'cred-b': 2 * day,
        'sec-staged': day,
        'cred-a': day,
        'cred-late': 8 * day,
      });
      expect((await idsOf(tenant, 7 * day)).ids).toEqual(['cred-a', 'sec-staged', 'cred-b']);
      const items: Expiring[] = [];
      const period = { from: 0, to: on.clock.now + day };
      for await (const { item } of tenant.deadlines.expiring(period, { limit: 5 })) items.push(item);
      expect(items[0]).toEqual({
        kind: 'credential',
        id: 'cred-a',
        clientId: 'robot',
        clientName: 'Robot',
        credentialType: 'public_key',
        createdAt: on.clock.now,
        expiresAt: on.clock.now + day,
      });
      expect(items[1]).toMatchObject({ kind: 'secret', name: 'Nightly', state: 'staged', createdAt: 1 });
    });

    it('is read on from a place, also among equals', async () => {
      const entries = Array.from({ length: 7 }, (_, n) => [n % 2 ? `cred-${n}` : `sec-primary-${n}`, day]);
      const tenant = await tenantWith(Object.fromEntries(entries));
      const seen: string[] = [];
      let after: Position | undefined;
      for (;;) {
        const { ids, last } = await idsOf(tenant, 2 * day, after, 2);
        seen.push(...ids);
        if (!last) break;
        after = last;
      }
      expect(seen).toEqual((await idsOf(tenant, 2 * day)).ids);
      expect(new Set(seen).size).toBe(7);
    });

    it('has expired and is still there, unless it was retired or has ended', async () => {
      const tenant = await tenantWith({
        'cred-over': -day,
        'cred-long-over': -31 * day,
        'sec-primary': -2 * day,
        'sec-retiring': -1,
        'sec-ended': -day,
      });
      expect((await idsOf(tenant, day)).ids).toEqual(['sec-primary', 'cred-over']);
      const period = { from: on.clock.now - 30 * day, to: on.clock.now };
      expect(await tenant.deadlines.countExpiring('secret', period, 10)).toBe(1);
      expect(await tenant.deadlines.countExpiring('credential', { from: 0, to: on.clock.now }, 10)).toBe(2);
      expect(await tenant.deadlines.countExpiring('credential', { from: 0, to: on.clock.now }, 1)).toBe(1);
    });

    const givenBy = async ({ deadlines }: TenantStorage) =>
      (await deadlines.giveNotice(10)).given.map(({ id, days }) => `${id} ${days}`).sort();
    const logged = async ({ logEvents }: TenantStorage) =>
      (
        await logEvents.list(
          { types: ['credential_expiry_warning'] },
          { limit: 100, writtenAfter: undefined },
        )
      ).map(({ expiry }) => `${expiry?.id} ${expiry?.days}`);

    it('is noticed 30, 14, 7 and 1 days before, once each', async () => {
      const tenant = await tenantWith({ 'cred-1': 40 * day, 'sec-primary': 40 * day });
      const begin = on.clock.now;
      const steps: string[][] = [];
      for (const left of [31, 30, 20, 14, 13, 7, 3, 1, 0.5, 0, -1]) {
        on.clock.now = begin + (40 - left) * day;
        steps.push(await givenBy(tenant));
        expect(await givenBy(tenant)).toEqual([]);
      }
      const both = (days: number) => [`cred-1 ${days}`, `sec-primary ${days}`];
      expect(steps).toEqual([[], both(30), [], both(14), [], both(7), [], both(1), [], [], []]);
      expect((await logged(tenant)).sort()).toEqual([30, 14, 7, 1].flatMap(both).sort());
      const [event] = await tenant.logEvents.list(
        { types: ['credential_expiry_warning'], concernedClientId: 'robot' },
        { limit: 1, writtenAfter: undefined },
      );
      expect(event).toMatchObject({
        by: { clientId: 'robot', clientName: 'Robot' },
        expiry: { expires_at: new Date(begin + 40 * day).toISOString(), days: 30 },
      });
    });

    it('of several steps that went by, only the nearest is noticed', async () => {
      const tenant = await tenantWith({ 'cred-1': 40 * day, 'cred-2': 40 * day });
      on.clock.now += 34 * day;
      expect(await givenBy(tenant)).toEqual(['cred-1 7', 'cred-2 7']);
      on.clock.now += 5 * day;
      expect(await givenBy(tenant)).toEqual(['cred-1 1', 'cred-2 1']);
    });

    it('is noticed anew with another expiry, and no more when it has ended', async () => {
      const tenant = await tenantWith({ 'cred-1': 10 * day, 'sec-primary': 10 * day });
      expect(await givenBy(tenant)).toEqual(['cred-1 14', 'sec-primary 14']);
      await tenant.change(by, ({ credentials }) =>
        credentials.update('robot', 'cred-1', () => credential('cred-1', 12 * day)),
      );
      await on.engine.db
        .updateTable('client_secrets')
        .set({ state: 'ended' })
        .where('tenant_id', '=', tenant.id)
        .where('id', '=', 'sec-primary')
        .execute();
      expect(await givenBy(tenant)).toEqual(['cred-1 14']);
      on.clock.now += 5 * day;
      expect(await givenBy(tenant)).toEqual(['cred-1 7']);
    });

    it('is noticed once, however many servers look at the same time', async () => {
      const tenant = await tenantWith(
        Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`cred-${n}`, 20 * day])),
      );
      const rounds = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const given: string[] = [];
          for (;;) {
            const some = await tenant.deadlines.giveNotice(10);
            given.push(...some.given.map(({ id }) => id));
            if (!some.more) return given;
          }
        }),
      );
      while ((await givenBy(tenant)).length > 0);
      expect(await logged(tenant)).toHaveLength(40);
      expect(new Set(await logged(tenant)).size).toBe(40);
      expect(new Set(rounds.flat()).size).toBe(rounds.flat().length);
    });
  });
}
