// Makes the tarballs of the two packages that are published, in tarballs/ or in the folder that is named:
// npm run pack -- --to ../elsewhere
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { layCommand } from './pack/command-package.mjs';
import { root } from './pack/laying.mjs';
import { laySdk } from './pack/sdk-package.mjs';

const { values } = parseArgs({ options: { to: { type: 'string', default: join(root, 'tarballs') } } });
const target = resolve(values.to);
const work = mkdtempSync(join(tmpdir(), 'clientele-pack-'));
try {
  await layCommand(join(work, 'clientele'));
  laySdk(join(work, 'clientele-sdk'));
  mkdirSync(target, { recursive: true });
  // The container file takes the one that is there.
  for (const name of tarballs()) rmSync(join(target, name));
  for (const name of readdirSync(work)) pack(join(work, name));
} finally {
  rmSync(work, { recursive: true });
}
for (const name of tarballs())
  console.log(
    `${relative('.', join(target, name))}  ${(statSync(join(target, name)).size / 1e6).toFixed(1)} MB`,
  );

function tarballs() {
  return readdirSync(target).filter((name) => /^clientele(-sdk)?-\d.*\.tgz$/.test(name));
}

function pack(folder) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', '--pack-destination', target, '--loglevel', 'warn', '--silent'];
  execFileSync(npm, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: npm !== 'npm' });
}
