import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryOf } from '../../../test/contract/registry.js';
import { type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { answer, clientele, refusal, unusedPath } from './command.js';

let server: SpawnedServer;
let backup: string;
let key: string;
beforeAll(async () => {
  server = await spawnServer();
  const post = await registryOf(server);
  for (let count = 0; count < 3; count += 1) await post('clients', { name: 'With a secret' });
  backup = unusedPath('backup');
  key = unusedPath('instance.key');
  copyFileSync(join(server.dataFolder, 'instance.key'), key);
  await answer('backup', '--data', server.dataFolder, '--to', backup);
});
afterAll(() => server.remove());

/** A backup with other lines, whose digest is made anew, as somebody with bad intentions would. */
function changed(change: (lines: string[]) => string[]): string {
  const lines = change(gunzipSync(readFileSync(backup)).toString().trimEnd().split('\n'));
  const trailer = JSON.parse(lines.pop() ?? '') as Record<string, unknown>;
  const text = lines.map((line) => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const file = unusedPath('changed');
  writeFileSync(file, gzipSync(`${text}${JSON.stringify({ ...trailer, sha256 })}\n`));
  return file;
}

describe('clientele backup verify', () => {
  it('proves that a backup is whole and opens with its key, and makes nothing', async () => {
    const data = unusedPath();
    const text = await answer('backup', 'verify', backup, '--data', data, '--key-file', key);
    expect(text).toMatch(/^The backup of \S+ is whole: [\d,]+ rows of \d+ tables\.\n/);
    expect(text).toMatch(/The instance key [0-9a-f]{16} decrypts each of its [\d,]+ encrypted values\.\n$/);
    const figures = JSON.parse(await answer('backup', 'verify', backup, '--key-file', key, '--json')) as {
      opened: number;
      rows: Record<string, number>;
    };
    const { client_secrets = 0, signing_keys = 0 } = figures.rows;
    // The check of the key, the key of cursors, and what the rows hold.
    expect(figures.opened).toBeGreaterThanOrEqual(2 + client_secrets + signing_keys);
  });

  it('reads standard input too', async () => {
    const { code, stdout } = await clientele(['backup', 'verify', '-', '--key-file', key], {
      input: readFileSync(backup),
    });
    expect([code, stdout.toString()]).toEqual([0, expect.stringContaining('is whole')]);
  });

  it('refuses one that is truncated, changed, of another key, or none', async () => {
    const half = unusedPath('half');
    const bytes = readFileSync(backup);
    const middle = Math.floor(bytes.length / 2);
    writeFileSync(half, bytes.subarray(0, middle));
    expect(await refusal(['backup', 'verify', half, '--key-file', key])).toContain('is truncated');
    const broken = Buffer.from(bytes);
    broken.fill(0, middle, middle + 40);
    writeFileSync(half, broken);
    expect(await refusal(['backup', 'verify', half, '--key-file', key])).toMatch(/is damaged|is truncated/);
    const other = unusedPath('other.key');
    await answer('key', 'new', '--key-file', other);
    expect(await refusal(['backup', 'verify', backup, '--key-file', other])).toMatch(
      /encrypted under the instance key [0-9a-f]{16}, and the key file holds/,
    );
    expect(await refusal(['backup', 'verify', backup, '--key-file', unusedPath('none')])).toContain(
      'does not exist',
    );
    expect(await refusal(['backup', 'verify', unusedPath('none'), '--key-file', key])).toContain(
      'cannot be read',
    );
    expect(await refusal(['backup', 'verify', key, '--key-file', key])).toContain(
      'is not a backup of Clientele',
    );
    expect(await refusal(['backup', 'verify'])).toContain("missing required argument 'file'");
  });

  it('refuses one of which a single value does not open, although its digest is right', async () => {
    const file = changed((lines) => {
      const at = lines.findIndex((line) => line.includes('"table":"client_secrets"')) + 1;
      const sealed = /"(v1\.[0-9a-f]{16}\.[\w-]+\.)([\w-])/.exec(lines[at] ?? '');
      expect(sealed).not.toBe(null);
      const [, start = '', letter = ''] = sealed ?? [];
      lines[at] = (lines[at] ?? '').replace(`${start}${letter}`, `${start}${letter === 'A' ? 'B' : 'A'}`);
      return lines;
    });
    expect(await refusal(['backup', 'verify', file, '--key-file', key])).toMatch(
      /the backup is damaged: client_secrets\.sealed of \S+ is not decrypted by instance key [0-9a-f]{16}/,
    );
  });
});
