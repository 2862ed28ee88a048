import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { launch } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { managementAudience, type Replica, settingsOf, startReplica, surroundings } from './replica.js';

const shared = surroundings();
const running: Replica[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((replica) => replica.stop()));
  shared.remove();
});

it('ten replicas start at once on an empty database, which is made once; one with another key does not', async () => {
  const database = await emptyDatabase();
  const ten = await Promise.allSettled(Array.from({ length: 10 }, () => startReplica(shared, database)));
  for (const start of ten) if (start.status === 'fulfilled') running.push(start.value);
  expect(ten.flatMap((start) => (start.status === 'rejected' ? String(start.reason) : []))).toEqual([]);

  const { adminId: client_id, adminSecret: client_secret } = shared;
  const client = { client_id, client_secret, audience: managementAudience };
  for (const replica of running) expect((await replica.token(client)).status).toBe(200);
  const published = await Promise.all(
    running.map(async ({ url }) => (await fetch(`${url}/.well-known/jwks.json`)).text()),
  );
  expect(new Set(published).size).toBe(1);

  const observer = new pg.Client({ connectionString: database });
  await observer.connect();
  const { rows } = await observer.query(`select
    (select count(*)::int from signing_keys) as keys,
    (select count(*)::int from clients where is_global = 1) as global,
    (select count(*)::int from clients) as clients,
    (select count(*)::int from resource_servers) as apis,
    (select count(*)::int from client_grants) as grants,
    (select count(*)::int from bootstrap_clients) as administrators`);
  await observer.end();
  expect(rows).toEqual([{ keys: 2, global: 1, clients: 2, apis: 1, grants: 1, administrators: 1 }]);

  const otherKey = join(mkdtempSync(join(shared.folder, 'key-')), 'instance.key');
  writeFileSync(otherKey, randomBytes(32).toString('base64'), { mode: 0o600 });
  const { flags, env } = settingsOf({ ...shared, keyFile: otherKey }, database);
  await expect(launch(flags, { env, until: /api\/v2\/clients.*\n/ })).rejects.toThrow(
    /ended with 1: clientele: the key file does not fit this database/,
  );
}, 300_000);
