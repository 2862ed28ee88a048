import { describe, expect, it } from 'vitest';
import { by, type StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of signing keys. */
export function signingKeysSuite(on: StorageUnderTest): void {
  describe('signing keys', () => {
    const key = (kid: string) => ({
      kid,
      type: 'RSA' as const,
      created_at: on.clock.now,
      longest_lifetime: 0,
      public_key: 'public',
      private_key: `private-${kid}`,
    });
    const events = async () => {
      const rows = await on.engine.db.selectFrom('log_events').selectAll().orderBy('id').execute();
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
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change(() => [key('a'), whole]));
      expect(await on.tenant.signingKeys.list()).toEqual([key('a'), whole]);
      const { private_key: _gone, ...retired } = { ...key('a'), current_since: 1, current_until: 2 };
      on.clock.now += 1;
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change(() => [retired]));
      expect(await on.tenant.signingKeys.list()).toEqual([retired]);
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
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change((keys) => keys));
      expect(await events()).toHaveLength(4);
    });

    it('are sealed at rest, and stay as they are where the change refuses', async () => {
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change(() => [key('b')]));
      const rows = await on.engine.db.selectFrom('signing_keys').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('private-b');
      const refuse = () => {
        throw new Error('refused');
      };
      await expect(on.tenant.change(by, ({ signingKeys }) => signingKeys.change(refuse))).rejects.toThrow(
        'refused',
      );
      expect(await on.tenant.signingKeys.list()).toEqual([key('b')]);
      expect(await on.storage.tenant('two').signingKeys.list()).toEqual([]);
    });

    it('see each other: of ten that are each added to what is there, ten are there', async () => {
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change(() => []));
      const add = (n: number) =>
        on.tenant.change(by, ({ signingKeys }) => signingKeys.change((keys) => [...keys, key(`key-${n}`)]));
      await Promise.all(Array.from({ length: 10 }, (_, n) => add(n)));
      expect(await on.tenant.signingKeys.list()).toHaveLength(10);
    });

    it('remember the longest lifetime of a token', async () => {
      await on.tenant.change(by, ({ signingKeys }) => signingKeys.change(() => [key('c'), key('d')]));
      for (const lifetime of [60, 3600, 5]) await on.tenant.signingKeys.noteLifetime('c', lifetime);
      expect(await on.tenant.signingKeys.list()).toEqual([{ ...key('c'), longest_lifetime: 3600 }, key('d')]);
    });
  });
}
