import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spawnServer } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { command } from './command.js';
import { emptyFolder, refusal, refusesWith } from './starting.js';

describe('a development server on PostgreSQL', () => {
  it('makes no new instance key where the database was encrypted under another', async () => {
    const env = { CLIENTELE_DATABASE_URL: await emptyDatabase() };
    const dataFolder = emptyFolder();
    const server = await spawnServer({ dataFolder, env });
    await server.stop();
    const key = join(dataFolder, 'instance.key');
    rmSync(key);
    await refusesWith(/the instance key .* is missing, .*: put it back/, ['--data', dataFolder], env);
    expect(existsSync(key)).toBe(false);
    const doctor = await command(
      ['doctor', '--data', dataFolder, '--http-port', '0', '--https-port', '0'],
      env,
    );
    const lines = doctor.stdout.split('\n').filter((line) => line.includes('instance key'));
    expect([doctor.code, lines]).toEqual([
      1,
      [
        expect.stringMatching(
          /^fail .*encrypted under the key [0-9a-f]{16}, and .* does not exist: put it back/,
        ),
      ],
    ]);
  });

  it('names the setting by which the database was named', async () => {
    const file = join(emptyFolder(), 'database-url');
    writeFileSync(file, 'postgres://someone:hidden@127.0.0.1:1/none\n');
    const named = { CLIENTELE_DATABASE_URL_FILE: file };
    const { stderr } = await refusal(['--data', emptyFolder()], named);
    expect(stderr).toMatch(/host and port in CLIENTELE_DATABASE_URL_FILE\n$/);
    const flag = ['--database', 'postgres://someone@127.0.0.1:1/none'];
    expect((await refusal(['--data', emptyFolder(), ...flag])).stderr).toMatch(
      /host and port in --database\n$/,
    );
    const backup = await command(['backup', '--to', join(emptyFolder(), 'backup')], named);
    expect(backup.stderr).toMatch(/host and port in CLIENTELE_DATABASE_URL_FILE\n$/);
    const doctor = await command(['doctor', '--http-port', '0', '--https-port', '0'], named);
    expect(doctor.stdout.split('\n').filter((line) => line.startsWith('fail'))).toEqual([
      expect.stringMatching(/^fail {2}database .*host and port in CLIENTELE_DATABASE_URL_FILE$/),
    ]);
  });
});
