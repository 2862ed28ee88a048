import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Created, registryOf } from '../../../test/contract/registry.js';
import { type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { openSqliteReader } from '../../server/src/storage/sqlite/readers.js';
import { contentOf } from '../../server/test/backup/content.js';
import { answer, clientele, inShell, refusal, unusedPath } from './command.js';

const api = 'https://api.example/';

interface Registered {
  bySecret: Required<Created>;
  byKey: Created & { key: KeyObject };
}

/** Registers a client with a secret and one with a key, both allowed to call an API. */
async function register(server: SpawnedServer): Promise<Registered> {
  const post = await registryOf(server);
  await post('resource-servers', { identifier: api });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const bySecret = await post('clients', { name: 'By secret' });
  const byKey = await post('clients', {
    name: 'By key',
    client_authentication_methods: {
      private_key_jwt: { credentials: [{ credential_type: 'public_key', pem, alg: 'RS256' }] },
    },
  });
  for (const { client_id } of [bySecret, byKey])
    await post('client-grants', { client_id, audience: api, scope: [] });
  return { bySecret: { client_secret: '', ...bySecret }, byKey: { ...byKey, key: privateKey } };
}

async function token(server: SpawnedServer, parameters: Record<string, string>): Promise<number> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', audience: api, ...parameters });
  return (await fetch(`${server.httpUrl}/oauth/token`, { method: 'POST', body })).status;
}

function assertion(
  server: SpawnedServer,
  { client_id, key }: Registered['byKey'],
  lifetime = '4m',
): Promise<string> {
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(client_id)
    .setSubject(client_id)
    .setAudience(`https://${server.domain}/`)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(key);
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Registers clients with grants until told to stop; answers how many were acknowledged so far. */
function writers(server: SpawnedServer, { bySecret }: Registered) {
  const acknowledged: string[] = [];
  let stopped = false;
  const write = async () => {
    const post = await registryOf(server);
    while (!stopped) {
      const { client_id } = await post('clients', { name: 'Written meanwhile' });
      acknowledged.push(client_id);
      await post('client-grants', { client_id, audience: api, scope: [] });
      await token(server, bySecret);
    }
  };
  const writing = Promise.all([write(), write(), write(), write()]);
  const stop = async () => {
    stopped = true;
    await writing;
  };
  return { acknowledged, stop };
}

/** Waits until so many were acknowledged. */
function moreThan(count: number, acknowledged: string[]): Promise<void> {
  return vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(count), { timeout: 90_000 });
}

/** A data folder that holds nothing but the instance key of another one. */
function folderWithKeyOf(dataFolder: string): string {
  const folder = unusedPath();
  mkdirSync(folder, { mode: 0o700 });
  copyFileSync(join(dataFolder, 'instance.key'), join(folder, 'instance.key'));
  return folder;
}

async function rowsIn(dataFolder: string): Promise<Record<string, unknown[]>> {
  const engine = await openSqliteReader(join(dataFolder, 'clientele.db'));
  try {
    return await contentOf(engine);
  } finally {
    await engine.db.destroy();
  }
}

/** The lines of a backup but the first and the last, which name the time. */
function linesOf(backup: Buffer): string[] {
  return gunzipSync(backup).toString().trimEnd().split('\n').slice(1, -1);
}

describe('a backup under load', () => {
  let server: SpawnedServer;
  let registered: Registered;
  let atStart: number;
  let acknowledged: string[];
  const file = unusedPath('backup');
  let figures: { rows: Record<string, number>; bytes: number; instance_keys: string[] };

  beforeAll(async () => {
    server = await spawnServer();
    registered = await register(server);
    const load = writers(server, registered);
    await moreThan(50, load.acknowledged);
    atStart = load.acknowledged.length;
    figures = JSON.parse(await answer('backup', '--data', server.dataFolder, '--to', file, '--json'));
    const atEnd = load.acknowledged.length;
    await moreThan(atEnd, load.acknowledged);
    await load.stop();
    acknowledged = load.acknowledged;
  }, 180_000);
  afterAll(() => server.remove());

  it('is one file for its owner alone, and the server has served all along', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(file).size).toBe(figures.bytes);
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('.part'))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(atStart);
  });

  it('restored is one whole state: what was acknowledged before is there, and nothing of it is half', async () => {
    const folder = folderWithKeyOf(server.dataFolder);
    const said = await answer('restore', '--data', folder, '--from', file);
    expect(said).toMatch(/^Restored [\d,]+ rows of 17 tables, as they were at 20/);
    const rows = await rowsIn(folder);
    const ids = (table: string, column = 'client_id') =>
      (rows[table] ?? []).map((row) => Object(row)[column]);
    const clients = ids('clients');
    expect(clients).toEqual(expect.arrayContaining(acknowledged.slice(0, atStart)));
    expect(clients.length).toBe(figures.rows.clients);
    expect(new Set(ids('client_secrets'))).toEqual(new Set(clients));
    expect(ids('client_grants').filter((id) => !clients.includes(id))).toEqual([]);
    const events = (rows.log_events ?? []).map((row) => JSON.parse(Object(row).document));
    const created = events.filter(({ object, action }) => object === 'client' && action === 'create');
    expect(created.map(({ id }) => id).sort()).toEqual(clients.toSorted());
    expect(rows.totals).toMatchObject([
      { list: 'client_grants', total: ids('client_grants').length },
      { list: 'clients', total: clients.length },
      { list: 'resource_servers', total: 2 },
    ]);
    // What was restored and backed up again is the same, line by line.
    const again = await clientele(['backup', '--data', folder, '--to', '-']);
    expect(again.stderr).toMatch(/^Backed up/);
    expect(linesOf(again.stdout)).toEqual(linesOf(readFileSync(file)));
  });

  it('opens with its key: a client gets tokens by its secret and by its key, and used assertions stay used', async () => {
    const { bySecret, byKey } = registered;
    const used = await assertion(server, byKey);
    const parameters = { client_assertion_type: assertionType, client_assertion: used };
    expect(await token(server, parameters)).toBe(200);
    const folder = folderWithKeyOf(server.dataFolder);
    const backup = await clientele(['backup', '--data', server.dataFolder, '--to', '-']);
    expect(backup.code).toBe(0);
    const { code } = await clientele(['restore', '--data', folder, '--from', '-'], { input: backup.stdout });
    expect(code).toBe(0);
    const port = server.domain.split(':')[1] ?? '';
    const before = await rowsIn(folder);
    await server.stop();
    const second = await spawnServer({
      dataFolder: folder,
      flags: ['--https-port', port, '--assertion-max-lifetime', '3600'],
    });
    try {
      expect(second.clientSecret).toBe(server.clientSecret);
      expect(
        await token(second, { client_id: bySecret.client_id, client_secret: bySecret.client_secret }),
      ).toBe(200);
      expect(await token(second, parameters)).toBe(401);
      // What expires in four minutes may have been used after the backup; what expires in an hour cannot have been.
      const soon = await assertion(second, byKey);
      expect(await token(second, { ...parameters, client_assertion: soon })).toBe(401);
      const late = await assertion(second, byKey, '59m');
      expect(await token(second, { ...parameters, client_assertion: late })).toBe(200);
    } finally {
      await second.stop();
    }
    // A stopped server's registry and what is restored of it are equal row by row.
    const last = unusedPath('backup');
    await answer('backup', '--data', folder, '--to', last);
    const third = folderWithKeyOf(folder);
    await answer('restore', '--data', third, '--from', last);
    expect(await rowsIn(third)).toEqual(await rowsIn(folder));
    expect(await rowsIn(third)).not.toEqual(before);
  });
});

describe('backup and restore refuse', () => {
  const data = unusedPath();
  const file = unusedPath('backup');
  let whole: Buffer;
  beforeAll(async () => {
    const server = await spawnServer({ dataFolder: data });
    await server.stop();
    await answer('backup', '--data', data, '--to', file);
    whole = readFileSync(file);
  });

  /** Refuses, and leaves no database. */
  async function refusesToRestore(args: string[], input?: Buffer): Promise<string> {
    const folder = folderWithKeyOf(data);
    const line = await refusal(['restore', '--data', folder, ...args], input && { input });
    expect(readdirSync(folder).filter((name) => name.includes('clientele.db'))).toEqual([]);
    return line;
  }

  it('to take the place of a file', async () => {
    expect(await refusal(['backup', '--data', data, '--to', file])).toContain('already exists');
    expect(readFileSync(file)).toEqual(whole);
  });

  it('where there is no registry, or nowhere to write', async () => {
    const to = unusedPath('backup');
    expect(await refusal(['backup', '--data', unusedPath(), '--to', to])).toContain('there is no database');
    expect(await refusal(['backup', '--data', data, '--to', join(to, 'x')])).toContain('does not exist');
    expect(existsSync(to)).toBe(false);
  });

  it('to go on where nobody reads any more, or the disk is full', async () => {
    for (const [end, reason] of [
      ['| true', 'reader of the output has closed it'],
      ['> /dev/full', 'the disk is full'],
    ] as const) {
      const { stderr } = await inShell(`set -o pipefail; "$@" ${end}`, [
        'backup',
        '--data',
        data,
        '--to',
        '-',
      ]);
      expect(stderr).toMatch(
        new RegExp(`^clientele: .*${reason}.*: the output is not a complete backup.*\n$`),
      );
    }
  });

  it.each([0, 1, 100, 0.5, 0.9, -1])('a backup that was cut at %d', async (at) => {
    const length = at > 0 && at < 1 ? Math.floor(whole.length * at) : at;
    const line = await refusesToRestore(['--from', '-'], whole.subarray(0, length));
    expect(line).toMatch(/truncated|not a backup/);
  });

  it('a damaged backup', async () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 0xff, bytes.length >> 1);
    expect(await refusesToRestore(['--from', '-'], bytes)).toMatch(/damaged|truncated/);
  });

  it('what is no backup, or not there', async () => {
    expect(await refusesToRestore(['--from', join(data, 'ca.pem')])).toContain('not a backup');
    expect(await refusesToRestore(['--from', data])).toContain('it is a folder');
    expect(await refusesToRestore(['--from', unusedPath()])).toContain('it does not exist');
  });

  it('a place that holds a registry already', async () => {
    expect(await refusal(['restore', '--data', data, '--from', file])).toContain('already exists');
  });

  it('a place where a server is running', async () => {
    const server = await spawnServer();
    const line = await refusal([
      'restore',
      '--data',
      server.dataFolder,
      '--from',
      file,
      '--key-file',
      join(data, 'instance.key'),
    ]);
    expect(line).toContain('in use by another server');
    await server.remove();
  });

  it('another instance key, and names both', async () => {
    const { instance_keys: ids } = JSON.parse(gunzipSync(whole).toString().split('\n')[0] ?? '');
    const other = unusedPath('key');
    writeFileSync(other, randomBytes(32).toString('base64'), { mode: 0o600 });
    const line = await refusesToRestore(['--from', file, '--key-file', other]);
    expect(line).toMatch(new RegExp(`instance key ${ids[0]}, and the key file holds [0-9a-f]{16}`));
    expect(line).not.toContain(readFileSync(other, 'utf8'));
    expect(await refusal(['restore', '--data', unusedPath(), '--from', file])).toContain(
      `put the instance key ${ids[0]}`,
    );
    expect(
      await refusal(['restore', '--data', unusedPath(), '--from', file, '--mode', 'production']),
    ).toContain('CLIENTELE_KEY_FILE');
  });

  it('another secrets mode', async () => {
    expect(await refusesToRestore(['--from', file, '--client-secrets', 'once'])).toContain(
      'restore it with CLIENTELE_CLIENT_SECRETS=readable',
    );
  });

  it('restores beside what a restore that was killed has left', async () => {
    const folder = folderWithKeyOf(data);
    writeFileSync(join(folder, 'clientele.db.restoring'), 'half');
    await answer('restore', '--data', folder, '--from', file);
    expect(await rowsIn(folder)).toEqual(await rowsIn(data));
    expect(readdirSync(folder).sort()).toEqual(['clientele.db', 'instance.key', 'server.lock']);
  });

  it('a database dump alone: without the key nothing in it can be used', async () => {
    const text = gunzipSync(whole).toString();
    const secret = readFileSync(join(data, 'bootstrap-client-secret'), 'utf8').trim();
    expect(text).not.toContain(secret);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(readFileSync(join(data, 'instance.key'), 'utf8').trim());
    const folder = unusedPath();
    const other = unusedPath('key');
    writeFileSync(other, randomBytes(32).toString('base64'), { mode: 0o600 });
    mkdirSync(folder);
    copyFileSync(join(data, 'clientele.db'), join(folder, 'clientele.db'));
    const line = await refusal([
      'start',
      '--data',
      folder,
      '--key-file',
      other,
      '--http-port',
      '0',
      '--https-port',
      '0',
    ]);
    expect(line).toContain('does not fit this database');
  });
});
