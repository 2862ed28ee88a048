import { newClient } from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../src/storage/open-storage.js';
import {
  AlreadyAnswered,
  type KeptAnswer,
  TooManyAnswers,
  UnreadableAnswer,
} from '../../../src/storage/port/answers.js';
import { ConflictError } from '../../../src/storage/port/errors.js';
import type { TenantStorage } from '../../../src/storage/port/port.js';
import { by, type StorageUnderTest } from '../storage-under-test.js';

const day = 86_400_000;
const kibibyte = 1024;

/** What kept answers promise on every engine. docs/decisions/0108 */
export function keptAnswersSuite(on: StorageUnderTest): void {
  const answer = (body: unknown = {}): KeptAnswer => ({
    fingerprint: 'the digest of a request',
    scopes: ['create:clients'],
    status: 201,
    headers: { etag: '"1"' },
    body,
  });
  let made = 0;
  /** A key that nobody has used. */
  const key = (caller = 'caller') => {
    made += 1;
    return { caller, key: `key ${made}` };
  };
  const register = (storage: TenantStorage, id: string, keep: () => { caller: string; key: string }) =>
    storage.change(by, async ({ clients, answers }) => {
      const client = newClient({ name: 'x' }, { clientId: id, tenant: 'one', credentialIds: {} });
      await clients.create({
        client,
        secret: { id: 'first', text: 'the-secret-of-the-client' },
        credentials: [],
      });
      await answers.keep(keep(), answer({ client_id: id }));
    });
  const bytesOf = async (caller: string) => {
    const row = await on.engine.db
      .selectFrom('kept_answer_bytes')
      .select('bytes')
      .where('caller_id', '=', caller)
      .executeTakeFirst();
    return row?.bytes;
  };

  describe('an answer', () => {
    it('is kept as it was, for its caller, key and tenant alone', async () => {
      const of = key();
      await on.tenant.answers.keep(of, answer({ text: 'Ünïcode "quoted" 🔑' }));
      expect(await on.tenant.answers.find(of)).toEqual(answer({ text: 'Ünïcode "quoted" 🔑' }));
      expect(await on.tenant.answers.find({ ...of, caller: 'another' })).toBeUndefined();
      expect(await on.tenant.answers.find({ ...of, key: 'another' })).toBeUndefined();
      expect(await on.storage.tenant('two').answers.find(of)).toBeUndefined();
    });

    it('is committed with its change, or neither is', async () => {
      const of = key();
      const change = register(on.tenant, 'half-done', () => {
        throw new ConflictError('client');
      });
      await expect(change).rejects.toThrow(ConflictError);
      expect(await on.tenant.clients.find('half-done')).toBeUndefined();
      await register(on.tenant, 'whole', () => of);
      expect(await on.tenant.answers.find(of)).toEqual(answer({ client_id: 'whole' }));
    });

    it('that is there undoes every other change that wants to keep one', async () => {
      const of = key();
      const ids = Array.from({ length: 20 }, (_, n) => `one-of-many-${n}`);
      const all = await Promise.allSettled(ids.map((id) => register(on.tenant, id, () => of)));
      const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toHaveLength(19);
      for (const reason of refused) expect(reason).toBeInstanceOf(AlreadyAnswered);
      const found = await Promise.all(ids.map((id) => on.tenant.clients.find(id)));
      const [done] = found.flatMap((client) => client ?? []);
      expect(found.filter((client) => client !== undefined)).toHaveLength(1);
      expect(await on.tenant.answers.find(of)).toEqual(answer({ client_id: done?.client_id }));
    });

    it('is forgotten after a day, and the key is free again', async () => {
      const of = key('forgetful');
      await on.tenant.answers.keep(of, answer('first'));
      on.clock.now += day - 1;
      await expect(on.tenant.answers.keep(of, answer('second'))).rejects.toThrow(AlreadyAnswered);
      expect((await on.tenant.answers.find(of))?.body).toBe('first');
      on.clock.now += 1;
      expect(await on.tenant.answers.find(of)).toBeUndefined();
      expect(await bytesOf('forgetful')).toBeUndefined();
      await on.tenant.answers.keep(of, answer('second'));
      expect((await on.tenant.answers.find(of))?.body).toBe('second');
    });

    it('stands in the database encrypted, and moved or changed it is not readable', async () => {
      const [of, other] = [key('guarded'), key('guarded')];
      await on.tenant.answers.keep(of, answer({ client_secret: 'a secret that is shown once' }));
      on.clock.now += 1;
      await on.tenant.answers.keep(other, answer('harmless'));
      const rows = on.engine.db.selectFrom('kept_answers').selectAll().where('caller_id', '=', 'guarded');
      const [first, second] = await rows.orderBy('expires_at').execute();
      for (const text of ['secret', 'client_secret', of.key, 'create:clients'])
        expect(JSON.stringify([first, second])).not.toContain(text);
      for (const sealed of [
        second?.sealed ?? '',
        first?.sealed.slice(0, -8) ?? '',
        '',
        'v1.lost.AAAA.AAAA',
      ]) {
        await on.engine.db
          .updateTable('kept_answers')
          .set({ sealed })
          .where('key_digest', '=', first?.key_digest ?? '')
          .execute();
        await expect(on.tenant.answers.find(of)).rejects.toThrow(UnreadableAnswer);
        await expect(on.tenant.answers.keep(of, answer())).rejects.toThrow(AlreadyAnswered);
      }
    });
  });

  describe('the answers to a caller', () => {
    const bounded = async () => {
      const storage = await openStorage(on.engine, { ...on.options, answerBytes: 10 * kibibyte });
      return storage.tenant('one');
    };

    it('take no more bytes than there are, exactly: what is beyond is not done', async () => {
      const tenant = await bounded();
      const fill = (id: string) => register(tenant, id, () => key('busy'));
      const ids = Array.from({ length: 40 }, (_, n) => `bounded-${n}`);
      const all = await Promise.allSettled(ids.map(fill));
      const done = all.filter(({ status }) => status === 'fulfilled').length;
      expect(done).toBeGreaterThan(10);
      expect(done).toBeLessThan(40);
      for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(TooManyAnswers);
      const there = await Promise.all(ids.map((id) => on.tenant.clients.find(id)));
      expect(there.filter((client) => client !== undefined)).toHaveLength(done);
      expect(await bytesOf('busy')).toBeLessThanOrEqual(10 * kibibyte);
      await tenant.answers.keep(key('another'), answer());
      on.clock.now += day;
      while ((await tenant.answers.sweep(on.clock.now + 1, 7)) === 7);
      expect(await bytesOf('busy')).toBeUndefined();
      await fill('bounded-later');
    });

    it('are deleted no more at once than is asked for, and none before their day is over', async () => {
      while ((await on.tenant.answers.sweep(on.clock.now + day + 1, 100)) === 100);
      for (let n = 0; n < 5; n += 1) await on.tenant.answers.keep(key('swept'), answer());
      const over = on.clock.now + day;
      expect(await on.tenant.answers.sweep(over, 100)).toBe(0);
      expect(await on.storage.tenant('two').answers.sweep(over + 1, 100)).toBe(0);
      expect(await on.tenant.answers.sweep(over + 1, 3)).toBe(3);
      expect(await on.tenant.answers.sweep(over + 1, 3)).toBe(2);
      expect(await bytesOf('swept')).toBeUndefined();
    });
  });
}
