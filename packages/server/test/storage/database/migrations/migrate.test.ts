import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { up } from '../../../../src/storage/database/migrations/0004-log.js';
import { openSqlite } from '../../../../src/storage/sqlite/open.js';

it('entries of a log from before it could be searched are found by what they say', async () => {
  const engine = await openSqlite(':memory:');
  await sql`drop table log_events`.execute(engine.db);
  await sql`create table log_events (tenant_id text, id text, created_at bigint, type text, document text,
    primary key (tenant_id, id))`.execute(engine.db);
  const by = { clientId: 'actor', requestId: 'request' };
  const changes = [
    { object: 'client', action: 'create', id: 'made', by },
    { object: 'credential', action: 'create', id: 'cred', of: 'owner', by },
    { object: 'signing_key', action: 'create', id: 'kid', by: {} },
    ...Array.from({ length: 1000 }, () => ({ object: 'client', action: 'delete', id: 'gone', by })),
  ];
  for (const [n, change] of changes.entries())
    await sql`insert into log_events values ('default', ${`log_${String(n).padStart(5, '0')}`}, ${n}, 'sapi',
      ${JSON.stringify(change)})`.execute(engine.db);
  await up(engine.db);
  const rows = await engine.db
    .selectFrom('log_events')
    .select(['client_id', 'concerned_client_id', 'request_id'])
    .orderBy('id')
    .execute();
  expect(rows.slice(0, 3)).toEqual([
    { client_id: 'actor', concerned_client_id: 'made', request_id: 'request' },
    { client_id: 'actor', concerned_client_id: 'owner', request_id: 'request' },
    { client_id: null, concerned_client_id: null, request_id: null },
  ]);
  expect(rows.at(-1)).toEqual({ client_id: 'actor', concerned_client_id: 'gone', request_id: 'request' });
  await engine.db.destroy();
});
