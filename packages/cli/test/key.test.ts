import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askManagementToken } from '../../../test/contract/management-token.js';
import { spawnServer } from '../../../test/contract/running-server.js';
import { answer, refusal, unusedPath } from './command.js';

/** What a command answers with `--json`. */
async function figures(...args: string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await answer(...args, '--json')) as Record<string, unknown>;
}

describe('clientele key', () => {
  it('makes a key for its owner alone, and never replaces one', async () => {
    const file = unusedPath('instance.key');
    const { id } = await figures('key', 'new', '--key-file', file);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const made = readFileSync(file, 'utf8');
    expect(await refusal(['key', 'new', '--key-file', file])).toContain('is not overwritten');
    expect(readFileSync(file, 'utf8')).toBe(made);
    expect(await refusal(['key', 'new', '--mode', 'production'])).toContain('CLIENTELE_KEY_FILE');
  });

  it('adds, rotates and retires while the server serves, and backups follow', async () => {
    const server = await spawnServer();
    const data = ['--data', server.dataFolder];
    const { id, previous } = await figures('key', 'add', ...data);
    expect(await refusal(['key', 'retire', ...data])).toContain('clientele key rotate');
    const before = await figures('backup', ...data, '--to', unusedPath('before'));
    expect(before.instance_keys).toEqual([previous]);
    expect(await figures('key', 'rotate', ...data)).toMatchObject({ id });
    expect((await askManagementToken(server)).status).toBe(200);
    const keyFile = join(server.dataFolder, 'instance.key');
    const aside = `${keyFile}.retired-${previous}`;
    expect(await figures('key', 'retire', ...data)).toEqual({ retired: [previous], kept: [aside] });
    expect(statSync(aside).mode & 0o777).toBe(0o600);
    expect((await askManagementToken(server)).status).toBe(200);
    const after = unusedPath('after');
    expect((await figures('backup', ...data, '--to', after)).instance_keys).toEqual([id]);
    await answer('restore', '--data', unusedPath(), '--from', after, '--key-file', keyFile);
    const line = await refusal([
      'restore',
      '--data',
      unusedPath(),
      '--from',
      String(before.file),
      '--key-file',
      keyFile,
    ]);
    expect(line).toContain(`encrypted under the instance key ${previous}, and the key file holds ${id}`);
    // The backup of before needs the key that was kept aside.
    expect(await answer('backup', 'verify', String(before.file), '--key-file', aside)).toContain(previous);
    await answer('restore', '--data', unusedPath(), '--from', String(before.file), '--key-file', aside);
    await server.remove();
  });

  it('says where a retired key is and which backups need it, or keeps none', async () => {
    const server = await spawnServer();
    const data = ['--data', server.dataFolder];
    const retire = async (...flags: string[]) => {
      const { previous } = await figures('key', 'add', ...data);
      await answer('key', 'rotate', ...data);
      return { previous, text: await answer('key', 'retire', ...data, ...flags) };
    };
    const kept = await retire();
    expect(kept.text).toContain(
      `Kept in ${join(server.dataFolder, `instance.key.retired-${kept.previous}`)}.`,
    );
    expect(kept.text).toContain('Backups made before the rotation need it; clientele backup verify <file>');
    const deleted = await retire('--no-keep');
    expect(deleted.text).toContain('Not kept. Backups made before the rotation need it');
    const files = readdirSync(server.dataFolder).filter((name) => name.startsWith('instance.key'));
    expect(files.sort()).toEqual(['instance.key', `instance.key.retired-${kept.previous}`]);
    await server.remove();
  });

  it('does nothing where there is no database', async () => {
    const folder = unusedPath();
    const key = unusedPath('instance.key');
    await answer('key', 'new', '--key-file', key);
    for (const verb of ['rotate', 'retire'])
      expect(await refusal(['key', verb, '--data', folder, '--key-file', key])).toContain(
        'there is no database',
      );
    expect(existsSync(folder)).toBe(false);
  });
});
