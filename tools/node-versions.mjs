// Fetches versions of Node: npm carries each as a package with the binary inside.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const packageName = `node-${platform}`;
const binary = join('node_modules', packageName, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
// Outside the checkout, so that neither a clean checkout nor another one fetches them again.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'clientele', 'node', platform);

/** The program of a version, as in `24`, and which one exactly; or why it cannot be had. */
export function nodeOf(version) {
  const folder = join(cache, version);
  const program = join(folder, binary);
  try {
    if (!existsSync(program)) fetchInto(folder, version);
  } catch {
    return { why: `npm could not fetch ${packageName}@${version}` };
  }
  try {
    return { program, exactly: execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().slice(1) };
  } catch (error) {
    return { why: `${program} does not run here: ${error.message}` };
  }
}

// Whole or not at all: it gets its name once it is there.
function fetchInto(folder, version) {
  const part = `${folder}.${process.pid}`;
  mkdirSync(part, { recursive: true });
  try {
    const options = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
    npm(['install', '--prefix', part, ...options, `${packageName}@${version}`]);
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
