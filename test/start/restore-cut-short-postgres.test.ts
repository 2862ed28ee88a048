import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registryOf } from '../contract/registry.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { command } from './command.js';
import { emptyFolder, refusesWith, root } from './starting.js';

let used: SpawnedServer;
let backup: string;
beforeAll(async () => {
  used = await spawnServer();
  const post = await registryOf(used);
  for (let count = 0; count < 20; count += 1) await post('clients', { name: 'One of many' });
  await used.stop();
  backup = join(used.dataFolder, 'backup');
  expect((await command(['backup', '--data', used.dataFolder, '--to', backup])).code).toBe(0);
});
afterAll(() => used.remove());

/** A data folder that holds nothing but the key of the backup. */
function folderWithKey(): string {
  const folder = join(emptyFolder(), 'data');
  mkdirSync(folder, { mode: 0o700 });
  copyFileSync(join(used.dataFolder, 'instance.key'), join(folder, 'instance.key'));
  return folder;
}

/** Gives a restore half of the backup, and kills it when it has begun. */
async function cutShort(
  data: string,
  env: Record<string, string>,
  begun: () => Promise<void>,
): Promise<void> {
  const args = [join(root, 'packages/cli/bin/clientele.js'), 'restore', '--from', '-', '--data', data];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const bytes = readFileSync(backup);
  child.stdin.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  await begun();
  child.kill('SIGKILL');
  await once(child, 'close');
}

const anyPorts = ['--http-port', '0', '--https-port', '0'];

/** A start, a backup and the doctor all say how to go on; then the restore is done again, and its server serves. */
async function goesOn(data: string, env: Record<string, string>, reason: RegExp): Promise<void> {
  await refusesWith(reason, ['--data', data], env);
  const other = await command(['backup', '--data', data, '--to', join(emptyFolder(), 'other')], env);
  expect([other.code, other.stderr]).toEqual([1, expect.stringMatching(reason)]);
  const doctor = await command(['doctor', '--data', data, ...anyPorts], env);
  const failed = doctor.stdout.split('\n').filter((line) => line.startsWith('fail'));
  expect([doctor.code, failed]).toEqual([1, [expect.stringMatching(reason)]]);

  const again = await command(['restore', '--from', backup, '--data', data], env);
  expect([again.stderr, again.code]).toEqual(['', 0]);
  const server = await spawnServer({ dataFolder: data, env });
  expect((await fetch(`${server.httpUrl}/health`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
}

describe('a restore that is killed', () => {
  it('leaves no database file and no lock, and is done again', async () => {
    const data = folderWithKey();
    await cutShort(data, {}, () =>
      vi.waitFor(() => expect(readdirSync(data)).toContain('clientele.db.restoring'), 20_000),
    );
    expect(existsSync(join(data, 'clientele.db'))).toBe(false);
    await goesOn(data, {}, /a restore into .* was cut short: run clientele restore again, or delete/);
  });

  it('leaves no rows and no lock in PostgreSQL, and is done again', async () => {
    const url = await emptyDatabase();
    const env = { CLIENTELE_DATABASE_URL: url };
    const data = folderWithKey();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const held = async () => {
      const { rows } = await client.query(
        `select 1 from pg_locks join pg_class on pg_class.oid = relation
         where relname = 'clients' and mode = 'AccessExclusiveLock' and granted`,
      );
      expect(rows).toHaveLength(1);
    };
    await cutShort(data, env, () => vi.waitFor(held, 20_000));
    expect((await client.query('select * from clients')).rows).toEqual([]);
    await client.end();
    await goesOn(
      data,
      env,
      /a restore into this database, begun at .*, was not finished: run clientele restore again/,
    );
  });

  it('of a damaged backup leaves no trace: the database may be started', async () => {
    const env = { CLIENTELE_DATABASE_URL: await emptyDatabase() };
    const data = folderWithKey();
    const half = join(emptyFolder(), 'half');
    writeFileSync(half, readFileSync(backup).subarray(0, -100));
    const refused = await command(['restore', '--from', half, '--data', data], env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('is truncated')]);
    const server = await spawnServer({ dataFolder: data, env });
    expect(await server.stop()).toBe(0);
  });
});
