import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as download from '../../tools/setup/download.mjs';
import { root } from './starting.js';

interface Locked {
  integrity?: string;
  link?: boolean;
}

/** The packages that are installed here, as npm noted them. */
const installed = Object.entries<Locked>(
  JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages,
).flatMap(([path, { integrity, link }]) =>
  path.includes('node_modules/') && !link ? [{ path, integrity }] : [],
);

/** How many bytes of each there were to fetch: npm keeps them by their digests (npm, "cacache"). */
const cache = join(
  execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim(),
  '_cacache/content-v2',
);
const files = installed.map(({ integrity = '' }) => {
  const [algorithm = '', digest = ''] = integrity.split('-');
  const hex = Buffer.from(digest, 'base64').toString('hex');
  return join(cache, algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
});
const missing = files.filter((file) => !existsSync(file)).length;
const others = process.platform !== 'linux' || process.arch !== 'x64';
const reason = others ? 'other binaries on this platform' : `${missing} packages are not in npm's cache`;

describe('what the set-up says of its download', () => {
  it('is what the README says', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(readme).toContain(`downloads up to ${download.megabytes} MB`);
  });

  it('is the number of packages, to a tenth', () => {
    expect(Math.abs(installed.length / download.packages - 1)).toBeLessThan(0.1);
  });

  it.skipIf(others || missing > 0)(`is their size, to a tenth (not run: ${reason})`, () => {
    const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1_000_000;
    expect(Math.abs(megabytes / download.megabytes - 1)).toBeLessThan(0.1);
  });
});
