import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { probe, untilReady } from './probes.js';

/** Roles are shared by all databases of a server. */
const role = `served_${randomBytes(6).toString('hex')}`;
let databaseUrl: string;
let server: SpawnedServer;

async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  databaseUrl = await emptyDatabase();
  await asOwner(`create role ${role} login password 'served'`, `grant all on schema public to ${role}`);
  const url = new URL(databaseUrl);
  Object.assign(url, { username: role, password: 'served' });
  server = await spawnServer({ env: { CLIENTELE_DATABASE_URL: url.href } });
});
afterAll(async () => {
  await server.remove();
  await asOwner(`drop owned by ${role}`, `drop role ${role}`);
});

describe('a database user whose rights are taken while its server serves', () => {
  it.each([
    [
      'to write a table',
      `revoke insert on log_events from ${role}`,
      `grant insert on log_events to ${role}`,
      /this user lacks privileges on the table log_events/,
    ],
    [
      'to use the schema',
      `revoke all on schema public from public, ${role}`,
      `grant all on schema public to ${role}`,
      /this user may use no schema/,
    ],
    [
      'to log in',
      `alter role ${role} nologin`,
      `alter role ${role} login`,
      /this user may not connect any more|not permitted to log in/,
    ],
  ])(
    '%s: /health says so, and the log why, until they are given back',
    async (_which, take, give, reason) => {
      await untilReady(server, true);
      const before = server.output().length;
      await asOwner(take);
      await untilReady(server, false);
      const [status, body] = await probe(server, '/health');
      expect([status, body]).toMatchObject([503, { checks: { database: 'failed' } }]);
      expect(server.output().slice(before)).toMatch(reason);
      await asOwner(give);
      await untilReady(server, true);
      expect(server.output().slice(before)).toContain('the database is available again');
    },
  );
});
