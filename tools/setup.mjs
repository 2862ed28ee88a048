// Installs and builds where that is needed, and does nothing where it is not. It runs before anything is
// installed, so it uses Node alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readdirSync(join(root, 'packages')).sort();
const documents = ['packages/server/sdk-docs/index.html', 'docs/sdk/dist/sdk.json'];
const installStamp = join(root, 'node_modules/.clientele-install');
const bundlers = ['packages/sdk/bundle.mjs', 'packages/server/bundle.mjs'];
const bundled = ['packages/server/run-main.cjs', 'packages/server/compile-main.mjs'];
const built = [
  ...['model', 'sdk', 'server'].map((name) => `packages/${name}/dist/index.js`),
  ...['packages/server/bundle/main.js', 'packages/cli/dist/main.js'],
];
const buildStamp = join(root, 'node_modules/.clientele-build');
const documentStamp = join(root, 'node_modules/.clientele-document');

checkNode();
await unlessDone(installStamp, installHash(), install);
if (!built.every((path) => existsSync(join(root, path)))) rmSync(buildStamp, { force: true });
await unlessDone(buildStamp, buildHash(), build);
if (!documents.every((path) => existsSync(join(root, path)))) rmSync(documentStamp, { force: true });
await unlessDone(documentStamp, documentHash(), document);

function checkNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = wanted.split('||').some((range) => {
    const [, sign, wantedMajor, wantedMinor] = /(\^|>=)(\d+)\.(\d+)/.exec(range) ?? [];
    const sameLine = major === Number(wantedMajor);
    return sameLine ? minor >= Number(wantedMinor) : sign === '>=' && major > Number(wantedMajor);
  });
  if (!fits)
    fail(
      `Clientele needs Node ${wanted}, this is ${process.versions.node}: install another one, for example from https://nodejs.org/`,
    );
}

// The stamp goes before the work and comes back after it: an interrupted set-up is done again.
async function unlessDone(stamp, hash, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(stamp, { force: true });
  await work();
  writeFileSync(stamp, hash);
}

// What is installed depends on the platform too: a folder may be shared with a container.
function installHash() {
  const files = [
    'package-lock.json',
    'package.json',
    '.npmrc',
    'docs/sdk/package.json',
    ...packages.map((name) => `packages/${name}/package.json`),
  ];
  return hashOf(files, `${process.platform} ${process.arch}`);
}

async function install() {
  console.log('Installing dependencies …');
  // The settings of the npm that may have started this must not leave out what the build needs.
  const options = ['ci', '--include=dev', '--no-dry-run', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js') await run(process.execPath, [npm, ...options]);
  else await run('npm', options, { shell: process.platform === 'win32' });
}

function buildHash() {
  const sources = packages.flatMap((name) => [
    `packages/${name}/tsconfig.json`,
    ...filesBelow(`packages/${name}/src`),
  ]);
  return hashOf(['tsconfig.json', 'tsconfig.base.json', ...bundlers, ...bundled, ...sources], installHash());
}

async function build() {
  console.log('Building …');
  // The compiler leaves behind what was made of sources that are gone.
  for (const name of packages) rmSync(join(root, `packages/${name}/dist`), { recursive: true, force: true });
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--build']);
  for (const bundler of bundlers) await run(process.execPath, [join(root, bundler)]);
}

function documentHash() {
  const settings = readdirSync(join(root, 'docs/sdk')).filter((name) => /\.js(on)?$/.test(name));
  const files = [
    'tsconfig.base.json',
    'packages/sdk/tsconfig.json',
    'packages/sdk/README.md',
    ...settings.sort().map((name) => `docs/sdk/${name}`),
    ...filesBelow('packages/sdk/src'),
  ];
  return hashOf(files, installHash());
}

async function document() {
  console.log('Documenting the SDK …');
  const folder = join(root, 'docs/sdk');
  await run(process.execPath, [join(folder, 'node_modules/typedoc/bin/typedoc')], { cwd: folder });
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function hashOf(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

// Shows what a program says only where it fails, and takes it along where this is told to end.
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that the programs it starts in turn are ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
      ...options,
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    const endOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const end = (signal) => {
      if (child.pid !== undefined && child.exitCode === null)
        process.kill(detached ? -child.pid : child.pid, signal);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of endOn) process.on(signal, end);
    child.on('error', (error) => fail(`${command} cannot be started: ${error.message}`));
    child.on('close', (code) => {
      for (const signal of endOn) process.off(signal, end);
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      fail(`${[basename(command), ...args].join(' ')} failed`);
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
