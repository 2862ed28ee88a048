import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managementToken } from '../../../test/contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { emptyDatabase } from '../../../test/postgres/empty-database.js';
import { openSqliteReader } from '../../server/src/storage/sqlite/readers.js';
import { clientele, unusedPath } from './command.js';

const audience = 'https://api.example/';

/** The secrets of a client by what they are, each with the status that a token request gets. */
interface Held {
  clientId: string;
  secrets: Record<'retiring' | 'primary' | 'staged' | 'disabled' | 'ended', string>;
  stagedId: string;
}

const statuses = { retiring: 200, primary: 200, staged: 401, disabled: 401, ended: 401 };

async function caller(server: SpawnedServer) {
  const authorization = `Bearer ${await managementToken(server)}`;
  return async (method: string, path: string, body?: object, key?: string) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
    };
    const init = { method, headers, body: body ? JSON.stringify(body) : null };
    const answer = await fetch(`${server.httpUrl}/api/v2${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
}

async function makeSecrets(server: SpawnedServer): Promise<Held> {
  const call = await caller(server);
  await call('POST', '/resource-servers', { identifier: audience });
  const { client_id: clientId, client_secret: retiring } = await call('POST', '/clients', {
    name: 'Rotated',
  });
  await call('POST', '/client-grants', { client_id: clientId, audience, scope: [] });
  const rotation = { previous_secret_expires_in: 3600 };
  const path = `/clients/${clientId}`;
  const { client_secret: primary } = await call('POST', `${path}/rotate-secret`, rotation, 'a-key');
  const add = () => call('POST', `${path}/secrets`, {});
  const [staged, disabled, ended] = [await add(), await add(), await add()];
  await call('PATCH', `${path}/secrets/${disabled.id}`, { state: 'disabled' });
  await call('DELETE', `${path}/secrets/${ended.id}`);
  const secrets = {
    retiring,
    primary,
    staged: staged.secret,
    disabled: disabled.secret,
    ended: ended.secret,
  };
  return { clientId, secrets, stagedId: staged.id };
}

async function status(server: SpawnedServer, clientId: string, secret: string): Promise<number> {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    audience,
  };
  const init = { method: 'POST', body: new URLSearchParams(parameters) };
  return (await fetch(`${server.httpUrl}/oauth/token`, init)).status;
}

async function seen(server: SpawnedServer, { clientId, secrets }: Held) {
  const found: Record<string, number> = {};
  for (const [what, secret] of Object.entries(secrets)) found[what] = await status(server, clientId, secret);
  return found;
}

describe.each([
  ['SQLite', 'PostgreSQL'],
  ['PostgreSQL', 'SQLite'],
] as const)('a backup from %s, restored on %s', (from, to) => {
  const place = async (engine: string) =>
    engine === 'PostgreSQL' ? { database: await emptyDatabase() } : {};
  let server: SpawnedServer;
  let restored: SpawnedServer;
  let held: Held;
  beforeAll(async () => {
    server = await spawnServer(await place(from));
    held = await makeSecrets(server);
    expect(await seen(server, held)).toEqual(statuses);
    await server.stop();
    const dataFolder = unusedPath();
    mkdirSync(dataFolder, { mode: 0o700 });
    for (const file of ['instance.key', 'bootstrap-client-secret'])
      copyFileSync(join(server.dataFolder, file), join(dataFolder, file));
    const target = await place(to);
    const run = (args: string[], database: string | undefined) =>
      clientele(args, { env: database === undefined ? {} : { CLIENTELE_DATABASE_URL: database } });
    const file = unusedPath('backup');
    const backup = await run(['backup', '--data', server.dataFolder, '--to', file], server.database);
    expect([backup.stderr, backup.code]).toEqual(['', 0]);
    const restore = await run(['restore', '--data', dataFolder, '--from', file], target.database);
    expect([restore.stderr, restore.code]).toEqual(['', 0]);
    const issuer = `https://${server.domain}/`;
    restored = await spawnServer({ ...target, dataFolder, flags: ['--issuer', issuer] });
  }, 120_000);
  afterAll(async () => {
    await server.remove();
    await restored.remove();
  });

  it('keeps every secret what it was', async () => {
    expect(await seen(restored, held)).toEqual(statuses);
  });

  it('lets a staged one be promoted, and the primary one retire', async () => {
    const call = await caller({ ...restored, domain: server.domain });
    const promotion = { state: 'primary', previous_secret_expires_in: 60 };
    await call('PATCH', `/clients/${held.clientId}/secrets/${held.stagedId}`, promotion);
    expect(await seen(restored, held)).toEqual({ ...statuses, staged: 200 });
  });
});

describe.each(['readable', 'once'])('in mode %s', (mode) => {
  it.each(['plain', 'prefixed'])(
    'no secret in the %s format is in the files, the output or the log',
    async (format) => {
      const env = { CLIENTELE_CLIENT_SECRETS: mode, CLIENTELE_SECRET_FORMAT: format };
      const server = await spawnServer({ dataFolder: unusedPath(), env });
      try {
        const held = await makeSecrets(server);
        expect(await seen(server, held)).toEqual(statuses);
        const call = await caller(server);
        if (format === 'prefixed') await call('POST', '/secrets/lookup', { secret: held.secrets.primary });
        await expect
          .poll(async () => JSON.stringify(await call('GET', '/logs?per_page=100')))
          .toContain('was retired on');
        const log = JSON.stringify(await call('GET', '/logs?per_page=100'));
        await server.stop();
        const files = readdirSync(server.dataFolder)
          .filter((name) => name.startsWith('clientele.db'))
          .map((name) => readFileSync(join(server.dataFolder, name)).toString('latin1'));
        for (const secret of Object.values(held.secrets))
          for (const text of [log, server.output(), ...files]) expect(text.includes(secret)).toBe(false);
        const { db } = await openSqliteReader(join(server.dataFolder, 'clientele.db'));
        const rows = await db.selectFrom('client_secrets').select(['state', 'sealed']).execute();
        await db.destroy();
        const sealed = rows.filter((row) => row.sealed !== null).map(({ state }) => state);
        expect(sealed.includes('ended')).toBe(false);
        expect(sealed.length > 0).toBe(mode === 'readable');
      } finally {
        await server.remove();
      }
    },
  );
});
