import { coreProperties } from '@clientele/model';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/storage/database/engine.js';
import { migrate } from '../../../src/storage/database/migrations/migrate.js';

const whole = {
  client_id: 'early',
  tenant: 'default',
  global: false,
  name: 'Früher \u{1F511} "quoted" \\',
  description: '',
  app_type: 'non_interactive',
  disabled: true,
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_1' }] } },
  token_quota: { client_credentials: { per_hour: 5, enforce: false } },
  require_proof_of_possession: true,
  compliance_level: 'none',
  organization_usage: 'deny',
  default_organization: { organization_id: 'org_1', flows: ['client_credentials'] },
};
const besides = { callbacks: ['https://app.example.com/'], custom_login_page: 'x'.repeat(300_000) };

/** What is kept apart of each client equals what its document says; run once for each engine, on a database without schema. */
export function clientCoreSuite(name: string, open: () => Promise<Engine>): void {
  describe(`the core of a client on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
      await migrate(engine, '0011-failure-counts');
      await insert('early', { ...besides, ...whole });
      await insert('bare', { name: 'bare' });
      await migrate(engine);
    });
    afterAll(() => engine.db.destroy());

    const insert = (id: string, document: object) =>
      sql`insert into clients (tenant_id, client_id, created_at, is_global, is_first_party, document)
      values ('default', ${id}, 1, 0, 1, ${JSON.stringify(document)})`.execute(engine.db);
    async function core(id: string): Promise<unknown> {
      const row = await engine.db
        .selectFrom('clients')
        .select('core')
        .where('client_id', '=', id)
        .executeTakeFirstOrThrow();
      return JSON.parse(row.core);
    }

    it('is drawn from the documents that there were before', async () => {
      expect(await core('early')).toEqual(whole);
      expect(await core('bare')).toEqual({ name: 'bare' });
    });

    it('holds all that the model counts as core, and nothing else', async () => {
      expect(Object.keys((await core('early')) as object).sort()).toEqual([...coreProperties].sort());
    });

    it('follows the document, also where a server of an earlier version writes it', async () => {
      await insert('later', { name: 'later', callbacks: [] });
      expect(await core('later')).toEqual({ name: 'later' });
      const next = JSON.stringify({ name: 'later', disabled: true });
      await sql`update clients set document = ${next}, is_first_party = 0 where client_id = 'later'`.execute(
        engine.db,
      );
      expect(await core('later')).toEqual({ name: 'later', disabled: true });
    });
  });
}
