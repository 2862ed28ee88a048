import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { emptyFolder, nobody, refusal, refusesWith } from './starting.js';

let used: SpawnedServer;
beforeAll(async () => {
  used = await spawnServer();
  await used.stop();
});
afterAll(() => used.remove());

/** A data folder that a server has used. */
function usedFolder(): string {
  const folder = emptyFolder();
  cpSync(used.dataFolder, folder, { recursive: true });
  return folder;
}

describe('a server that cannot start says why', () => {
  it('for a taken port', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as { port: number };
    await refusesWith(new RegExp(`${port}`), ['--data', emptyFolder(), '--http-port', `${port}`]);
  });

  it('for two taken ports, both of which it names', async () => {
    const holders = [0, 1].map(() => createServer().listen(0, '127.0.0.1'));
    await Promise.all(holders.map((holder) => once(holder, 'listening')));
    onTestFinished(() => void holders.map((holder) => holder.close()));
    const [http, https] = holders.map((holder) => (holder.address() as { port: number }).port);
    await refusesWith(
      new RegExp(`http port ${http} and https port ${https} are in use by other programs: choose others`),
      ['--data', emptyFolder(), '--http-port', `${http}`, '--https-port', `${https}`],
    );
  });

  it.runIf(process.platform === 'linux').each([
    ['where the system makes no folders', '/proc/x', 'no folder can be made there'],
    ['further down there', '/proc/x/y/z', 'no folder can be made there'],
    ['below a file', '/etc/passwd/data', 'a part of its path is a file'],
    ['of the system itself', '/sys', 'read-only|no permission|no folder|cannot be opened|cannot be taken'],
  ])('for a data folder %s', async (_where, path, problem) => {
    await refusesWith(new RegExp(problem), ['--data', path]);
  });

  it.runIf(process.getuid?.() === 0)('for a data folder that this user may not write to', async () => {
    const folder = emptyFolder();
    chmodSync(folder, 0o555);
    const { code, stderr } = await refusal(['--data', folder], {}, nobody);
    expect([code, stderr]).toEqual([
      1,
      `clientele: data folder ${folder} cannot be used (this user has no permission): fix that, or choose another folder with CLIENTELE_DATA or --data\n`,
    ]);
    const below = await refusal(['--data', join(folder, 'data')], {}, nobody);
    expect([below.code, below.stderr]).toEqual([1, expect.stringContaining('this user has no permission')]);
  });

  it('for a data folder that is a file', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    await refusesWith(/data folder/, ['--data', file]);
  });

  it.each([
    ['rubbish', (file: string) => writeFileSync(file, 'this is no database'.repeat(1000))],
    ['cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
    [
      'overwritten in the middle',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, 8192, 40_960);
        writeFileSync(file, bytes);
      },
    ],
  ])('for a database that is %s', async (_name, damage) => {
    const dataFolder = usedFolder();
    damage(join(dataFolder, 'clientele.db'));
    await refusesWith(/database .* cannot be used/, ['--data', dataFolder]);
  });

  it('for a database of a newer version', async () => {
    const dataFolder = usedFolder();
    const db = new Libsql(join(dataFolder, 'clientele.db'));
    db.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run(['9999-future', 'now']);
    db.close();
    await refusesWith(/newer version/, ['--data', dataFolder]);
  });

  it('for another instance key', async () => {
    const dataFolder = usedFolder();
    writeFileSync(join(dataFolder, 'instance.key'), Buffer.alloc(32, 7).toString('base64'), {
      mode: 0o600,
    });
    await refusesWith(/instance key/, ['--data', dataFolder]);
  });

  it('for a lost instance key, without making a new one', async () => {
    const dataFolder = usedFolder();
    const key = join(dataFolder, 'instance.key');
    rmSync(key);
    await refusesWith(/instance key .* is missing/, ['--data', dataFolder]);
    expect(existsSync(key)).toBe(false);
  });

  it('for the other secrets mode', async () => {
    const dataFolder = usedFolder();
    await refusesWith(/CLIENTELE_CLIENT_SECRETS=readable/, [
      '--data',
      dataFolder,
      '--client-secrets',
      'once',
    ]);
  });

  it.each([
    ['an unknown flag', ['--colour', 'red'], /--colour/],
    ['a bad port', ['--http-port', 'eighty'], /HTTP_PORT|--http-port/],
    ['a bad mode', ['--mode', 'staging'], /development.*production/],
    ['another address in development', ['--host', '0.0.0.0'], /CLIENTELE_HOST: development/],
  ])('for %s', async (_name, flags, pattern) => {
    await refusesWith(pattern, ['--data', join(emptyFolder(), 'data'), ...flags]);
  });
});
