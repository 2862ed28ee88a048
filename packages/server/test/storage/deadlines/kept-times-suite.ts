import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/storage/database/engine.js';
import { migrate } from '../../../src/storage/database/migrations/migrate.js';

const day = 86_400_000;
const made = 1_800_000_000_000;
const expiry = made + 100 * day;

/** The times that follow from what is written; run once for each engine, on a database without schema. */
export function keptTimesSuite(name: string, open: () => Promise<Engine>): void {
  describe(`the times that the database keeps in step on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
      await migrate(engine, '0016-kept-answers');
      await insertClient('early', {});
      await insertSecret('early', 'lasting', null);
      await insertSecret('early', 'expiring', expiry);
      await insertCredential('early', 'key', expiry);
      await insertCredential('early', 'lasting-key', undefined);
      await migrate(engine);
    });
    afterAll(() => engine.db.destroy());

    const insertClient = (id: string, document: object) =>
      sql`insert into clients (tenant_id, client_id, created_at, updated_at, is_global, is_first_party, document)
      values ('default', ${id}, 1, 1, 0, 1, ${JSON.stringify({ client_id: id, ...document })})`.execute(
        engine.db,
      );
    // As a server of an earlier version writes them.
    const insertSecret = (client: string, id: string, expiresAt: number | null) =>
      sql`insert into client_secrets (tenant_id, client_id, id, digest, digest_key, sealed, created_at, expires_at, last_used_at)
      values ('default', ${client}, ${id}, '', '', null, ${made}, ${expiresAt}, null)`.execute(engine.db);
    const documentOf = (id: string, expiresAt: number | undefined) =>
      JSON.stringify({
        id,
        credential_type: 'public_key',
        ...(expiresAt !== undefined && { expires_at: new Date(expiresAt).toISOString() }),
      });
    const insertCredential = (client: string, id: string, expiresAt: number | undefined) =>
      sql`insert into credentials (tenant_id, client_id, id, created_at, document)
      values ('default', ${client}, ${id}, ${made}, ${documentOf(id, expiresAt)})`.execute(engine.db);
    const number = (value: unknown) => (value === null ? null : Number(value));
    async function credential(id: string) {
      const row = await engine.db
        .selectFrom('credentials')
        .select(['expires_at', 'notice_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return [number(row.expires_at), number(row.notice_at)];
    }
    async function secret(id: string) {
      const row = await engine.db
        .selectFrom('client_secrets')
        .select(['notice_at', 'successor_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return [number(row.notice_at), number(row.successor_at)];
    }

    it('are there for what was there before', async () => {
      expect(await credential('key')).toEqual([expiry, expiry - 30 * day]);
      expect(await credential('lasting-key')).toEqual([null, null]);
      expect(await secret('expiring')).toEqual([expiry - 30 * day, null]);
      expect(await secret('lasting')).toEqual([null, null]);
    });

    it('come for credentials that an earlier version writes, to the millisecond', async () => {
      await insertCredential('early', 'added', expiry + 1);
      expect(await credential('added')).toEqual([expiry + 1, expiry + 1 - 30 * day]);
      await sql`update credentials set document = ${documentOf('added', expiry + 7)} where id = 'added'`.execute(
        engine.db,
      );
      expect(await credential('added')).toEqual([expiry + 7, expiry + 7 - 30 * day]);
      await sql`update credentials set document = ${documentOf('added', undefined)} where id = 'added'`.execute(
        engine.db,
      );
      expect(await credential('added')).toEqual([null, null]);
    });

    it('begin anew with another expiry, and stay with the same one', async () => {
      await insertCredential('early', 'noticed', expiry);
      await insertSecret('early', 'noticed', expiry);
      for (const table of ['credentials', 'client_secrets'])
        await sql`update ${sql.table(table)} set notice_at = null where id = 'noticed'`.execute(engine.db);
      const renamed = JSON.stringify({ ...JSON.parse(documentOf('noticed', expiry)), name: 'other' });
      await sql`update credentials set document = ${renamed} where id = 'noticed'`.execute(engine.db);
      await sql`update client_secrets set expires_at = ${expiry}, name = 'other' where id = 'noticed'`.execute(
        engine.db,
      );
      expect(await credential('noticed')).toEqual([expiry, null]);
      expect(await secret('noticed')).toEqual([null, null]);
      await sql`update credentials set document = ${documentOf('noticed', expiry + day)} where id = 'noticed'`.execute(
        engine.db,
      );
      await sql`update client_secrets set expires_at = ${expiry + day} where id = 'noticed'`.execute(
        engine.db,
      );
      expect(await credential('noticed')).toEqual([expiry + day, expiry - 29 * day]);
      expect(await secret('noticed')).toEqual([expiry - 29 * day, null]);
    });

    it('are restored as they were', async () => {
      await sql`insert into credentials (tenant_id, client_id, id, created_at, document, expires_at, notice_at)
        values ('default', 'early', 'restored', 1, ${documentOf('restored', expiry)}, ${expiry}, null)`.execute(
        engine.db,
      );
      await insertClient('aged', { secret_rotation: { max_age: 86_400 } });
      await sql`insert into client_secrets
        (tenant_id, client_id, id, digest, digest_key, created_at, expires_at, notice_at, successor_at)
        values ('default', 'aged', 'restored', '', '', 1, ${expiry}, null, null)`.execute(engine.db);
      expect(await credential('restored')).toEqual([expiry, null]);
      expect(await secret('restored')).toEqual([null, null]);
    });

    it('say when the successor of a primary secret is due: a tenth of its age before, and at most 14 days', async () => {
      await insertClient('young', { secret_rotation: { max_age: 86_400 } });
      await insertSecret('young', 'daily', null);
      expect(await secret('daily')).toEqual([null, made + day - day / 10]);
      await insertClient('old', { secret_rotation: { overlap: 60, max_age: 31_536_000 } });
      await insertSecret('old', 'yearly', null);
      expect(await secret('yearly')).toEqual([null, made + 365 * day - 14 * day]);
    });

    it('follow the longest age, the state, and since when a secret is primary', async () => {
      await insertClient('robot', {});
      await insertSecret('robot', 'followed', null);
      const setAge = (age: number | undefined) =>
        sql`update clients set document = ${JSON.stringify({
          client_id: 'robot',
          ...(age !== undefined && { secret_rotation: { max_age: age } }),
        })} where client_id = 'robot'`.execute(engine.db);
      await setAge(864_000);
      expect(await secret('followed')).toEqual([null, made + 9 * day]);
      const set = (change: object) =>
        engine.db.updateTable('client_secrets').set(change).where('id', '=', 'followed').execute();
      await set({ successor_at: null });
      await setAge(864_000);
      expect(await secret('followed')).toEqual([null, null]);
      await set({ primary_since: made + day });
      expect(await secret('followed')).toEqual([null, made + 10 * day]);
      await set({ state: 'retiring' });
      expect(await secret('followed')).toEqual([null, null]);
      await set({ state: 'primary', primary_since: made + 2 * day });
      expect(await secret('followed')).toEqual([null, made + 11 * day]);
      await setAge(undefined);
      expect(await secret('followed')).toEqual([null, null]);
    });
  });
}
