import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newClient } from '@clientele/model';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openStorage } from '../../../../src/storage/open-storage.js';
import { openSqlite } from '../../../../src/storage/sqlite/open.js';
import { temporaryFolder } from '../../../instance/temporary-folder.js';

const instanceKey = { id: 'earlier', bytes: randomBytes(32) };
const options = {
  instanceKeys: () => [instanceKey] as const,
  clientSecrets: 'once' as const,
  managementIdentifier: () => 'https://id.example/api/v2/',
  now: Date.now,
};

it('secrets from before digests named their key authenticate as before', async () => {
  const file = join(temporaryFolder(), 'clientele.db');
  const before = await openSqlite(file);
  const storage = (await openStorage(before, options)).tenant('one');
  const client = newClient({ name: 'x' }, { clientId: 'robot', tenant: 'one', credentialIds: {} });
  await storage.change({}, ({ clients }) =>
    clients.create({ client, secret: { id: 'first', text: 'replaced below' }, credentials: [] }),
  );
  // As it was written then.
  const digestKey = hkdfSync('sha256', instanceKey.bytes, '', 'clientele client secret digest v1', 32);
  const digest = createHmac('sha256', Buffer.from(digestKey))
    .update(JSON.stringify(['one', 'robot', 'a secret of an earlier version']))
    .digest('base64url');
  await before.db.updateTable('client_secrets').set({ digest }).execute();
  for (const trigger of [
    ...['credential_times_written', 'credential_times_kept', 'client_max_age_written', 'client_max_age_kept'],
    ...['secret_times_written', 'secret_notice_kept', 'secret_successor_kept'],
  ])
    await sql`drop trigger ${sql.ref(trigger)}`.execute(before.db);
  for (const index of [
    ...['credentials_by_expiry', 'credentials_notices'],
    ...['client_secrets_notices', 'client_secrets_successors', 'client_secrets_deadlines'],
  ])
    await sql`drop index ${sql.ref(index)}`.execute(before.db);
  for (const [table, ...columns] of [
    ['credentials', 'expires_at', 'notice_at'],
    ['clients', 'secret_max_age'],
    ['client_secrets', 'notice_at', 'successor_at'],
  ] as const)
    for (const column of columns) await before.db.schema.alterTable(table).dropColumn(column).execute();
  await sql`alter table client_secrets drop column digest_key`.execute(before.db);
  for (const trigger of ['client_core_written', 'client_core_kept'])
    await sql`drop trigger ${sql.ref(trigger)}`.execute(before.db);
  await sql`alter table clients drop column core`.execute(before.db);
  for (const table of ['client_search_text', 'client_search', 'client_metadata'])
    await before.db.schema.dropTable(table).execute();
  await sql`drop index clients_search_due`.execute(before.db);
  await sql`alter table clients drop column search_due`.execute(before.db);
  for (const table of ['clients', 'resource_servers', 'client_grants'])
    for (const column of ['updated_at', 'recent_changes'])
      await before.db.schema.alterTable(table).dropColumn(column).execute();
  await sql`drop index resource_servers_system`.execute(before.db);
  await sql`drop index clients_express`.execute(before.db);
  for (const table of [
    ...['tenant_settings', 'kept_answers', 'kept_answer_bytes'],
    ...['usage_counts', 'usage_sources', 'usage_observers', 'usage_gaps'],
    'console_sessions',
  ])
    await before.db.schema.dropTable(table).execute();
  for (const index of ['client_secrets_by_id', 'client_secrets_by_expiry', 'log_events_by_user'])
    await before.db.schema.dropIndex(index).execute();
  for (const column of ['name', 'state', 'hint', 'created_by', 'primary_since'])
    await before.db.schema.alterTable('client_secrets').dropColumn(column).execute();
  await before.db.schema.alterTable('log_events').dropColumn('user_id').execute();
  await sql`delete from kysely_migration where name >= '0008'`.execute(before.db);
  await before.db.destroy();

  const engine = await openSqlite(file);
  const tenant = (await openStorage(engine, options)).tenant('one');
  const known = await tenant.clients.authentication('robot');
  const [stored] = known?.secretDigests ?? [];
  expect(stored).toMatchObject({ digest, key: 'earlier' });
  expect(tenant.secretDigest('robot', 'a secret of an earlier version', stored?.key)).toBe(digest);
  await engine.db.destroy();
});
