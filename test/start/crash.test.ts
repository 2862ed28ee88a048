import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openSqlite } from '../../packages/server/src/storage/sqlite.js';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';

// security-checklist.md 52: a crash in the middle.

const writers = 8;
const enough = 60;

const { publicKey: pem } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Registers clients with a credential and a grant each until the server is gone; answers what was acknowledged. */
async function write(
  server: SpawnedServer,
  acknowledged: { clients: string[]; grants: string[] },
): Promise<void> {
  const token = await managementToken(server);
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${server.httpUrl}/api/v2${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: string; client_id: string };
  };
  const credentials = [{ credential_type: 'public_key', pem }];
  const methods = { private_key_jwt: { credentials } };
  try {
    for (;;) {
      const { client_id } = await post('/clients', {
        name: 'Written',
        client_authentication_methods: methods,
      });
      acknowledged.clients.push(client_id);
      const audience = `https://${server.domain}/api/v2/`;
      acknowledged.grants.push((await post('/client-grants', { client_id, audience, scope: [] })).id);
    }
  } catch (error) {
    // fetch fails with a TypeError once nobody answers.
    if (!(error instanceof TypeError)) throw error;
  }
}

it('kill -9 under writers loses nothing that was acknowledged, and leaves nothing half-done', async () => {
  const server = await spawnServer();
  const acknowledged = { clients: [] as string[], grants: [] as string[] };
  const writing = Array.from({ length: writers }, () => write(server, acknowledged));
  await expect.poll(() => acknowledged.clients.length, { timeout: 30_000 }).toBeGreaterThan(enough);
  await server.stop('SIGKILL');
  await Promise.all(writing);

  const db = await openSqlite(join(server.dataFolder, 'clientele.db'));
  const ids = async (query: string) => {
    const { rows } = await sql<{ id: string }>`${sql.raw(query)}`.execute(db);
    return rows.map(({ id }) => id);
  };
  const clients = await ids('select client_id as id from clients');
  const grants = await ids('select id from client_grants');
  expect(clients).toEqual(expect.arrayContaining(acknowledged.clients));
  expect(grants).toEqual(expect.arrayContaining(acknowledged.grants));

  const orphans = 'client_id not in (select client_id from clients)';
  for (const table of ['client_secrets', 'credentials', 'client_grants'])
    expect(await ids(`select client_id as id from ${table} where ${orphans}`)).toEqual([]);
  expect(
    await ids(
      'select client_id as id from clients where client_id not in (select client_id from client_secrets)',
    ),
  ).toEqual([]);
  const created = "json_extract(document, '$.action') = 'create' and json_extract(document, '$.object')";
  const logged = (object: string) =>
    ids(`select json_extract(document, '$.id') as id from log_events where ${created} = '${object}'`);
  expect((await logged('client')).sort()).toEqual([...clients].sort());
  expect((await logged('client_grant')).sort()).toEqual([...grants].sort());
  const totals = await db.selectFrom('totals').select(['list', 'total']).orderBy('list').execute();
  expect(totals).toMatchObject([
    { list: 'client_grants', total: grants.length },
    { list: 'clients', total: clients.length },
    { list: 'resource_servers', total: 1 },
  ]);
  await db.destroy();
  await server.remove();
});
