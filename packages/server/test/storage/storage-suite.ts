import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/storage/database/engine.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { keptAnswersSuite } from './answers/kept-answers-suite.js';
import { deadlinesSuite } from './deadlines/deadlines-suite.js';
import { logEventsSuite } from './log/log-events-suite.js';
import { clientsSuite } from './registry/clients-suite.js';
import { grantsSuite } from './registry/grants-suite.js';
import { signingKeysSuite } from './registry/signing-keys-suite.js';
import { tenantSettingsSuite } from './registry/tenant-settings-suite.js';
import { by, instanceKey, storageUnderTest } from './storage-under-test.js';
import { usageSuite } from './usage/usage-suite.js';

/** What every engine has to keep; run once for each. */
export function storageSuite(name: string, open: () => Promise<Engine>): void {
  describe(`storage on ${name}`, () => {
    const on = storageUnderTest(open);

    clientsSuite(on);
    grantsSuite(on);
    signingKeysSuite(on);
    tenantSettingsSuite(on);
    deadlinesSuite(on);
    logEventsSuite(on);
    keptAnswersSuite(on);
    usageSuite(on);

    it('answers undefined for what is not there', async () => {
      expect(await on.tenant.clients.find('nobody')).toBeUndefined();
      expect(
        await on.tenant.change(by, ({ clients }) =>
          clients.update('nobody', (current) => ({ client: current })),
        ),
      ).toBeUndefined();
      expect(await on.tenant.clients.authentication('nobody')).toBeUndefined();
      expect(await on.tenant.credentials.find('nobody', 'none')).toBeUndefined();
      expect(
        await on.tenant.change(by, ({ credentials }) =>
          credentials.add('nobody', on.credential('c'), () => {}),
        ),
      ).toBeUndefined();
      expect(await on.tenant.resourceServers.findById('none')).toBeUndefined();
      expect(await on.tenant.clientGrants.find('none')).toBeUndefined();
      expect(await on.tenant.change(by, ({ clients }) => clients.delete('nobody'))).toBe(false);
    });

    it('keeps tenants apart', async () => {
      const made = await on.stored();
      const other = on.storage.tenant('two');
      expect(await other.clients.find(made.client_id)).toBeUndefined();
      expect(await other.change(by, ({ clients }) => clients.delete(made.client_id))).toBe(false);
      expect(await other.clients.count({})).toBe(0);
      expect(other.secretDigest(made.client_id, 's')).not.toBe(on.tenant.secretDigest(made.client_id, 's'));
      expect(
        other.cursors.decode('list', on.tenant.cursors.encode('list', { key: 1, id: 'a' })),
      ).toBeUndefined();
      expect(on.tenant.cursors.decode('list', on.tenant.cursors.encode('list', { key: 1, id: 'a' }))).toEqual(
        {
          key: 1,
          id: 'a',
        },
      );
    });

    it('claims each jti of a client once, also at once, and forgets it only after it expired', async () => {
      const { assertionReplays } = on.tenant;
      const claims = await Promise.all(
        Array.from({ length: 50 }, () => assertionReplays.claim('client', 'jti', on.clock.now + 1000)),
      );
      expect(claims.filter((first) => first)).toHaveLength(1);
      expect(await assertionReplays.claim('other', 'jti', on.clock.now + 1000)).toBe(true);
      expect(
        await on.storage.tenant('two').assertionReplays.claim('client', 'jti', on.clock.now + 1000),
      ).toBe(true);
      const spent = (jti: string, expiresAt = on.clock.now + 1000) =>
        assertionReplays.isSpent('client', jti, expiresAt);
      expect([await spent('jti'), await spent('new'), await spent('new')]).toEqual([true, false, false]);
      expect(await assertionReplays.sweep(on.clock.now + 1000, 10)).toBe(0);
      expect(await assertionReplays.sweep(on.clock.now + 1001, 1)).toBe(1);
      expect(await assertionReplays.sweep(on.clock.now + 1001, 10)).toBe(1);
      expect(await spent('never claimed')).toBe(true);
      expect(await spent('never claimed', on.clock.now + 1001)).toBe(false);
    });

    it('refuses another instance key and another secrets mode, with a line that says so', async () => {
      const otherKey = { id: 'other', bytes: randomBytes(32) };
      await expect(openStorage(on.engine, { ...on.options, instanceKeys: () => [otherKey] })).rejects.toThrow(
        /instance key/,
      );
      const sameId = { id: instanceKey.id, bytes: randomBytes(32) };
      await expect(openStorage(on.engine, { ...on.options, instanceKeys: () => [sameId] })).rejects.toThrow(
        /instance key/,
      );
      await expect(openStorage(on.engine, { ...on.options, clientSecrets: 'once' })).rejects.toThrow(
        /"readable"/,
      );
    });
  });
}
