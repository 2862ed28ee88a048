// Installs and builds where that is needed, and does nothing where it is not. It runs before anything is
// installed, so it uses Node alone.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compile, compiledFiles } from './setup/compile.mjs';
import { filesBelow, filesIn, hashOf, root } from './setup/files.mjs';
import { fail, runProgram } from './setup/run-program.mjs';

const packages = readdirSync(join(root, 'packages')).sort();
/** What the bundlers make of what is compiled, by the name of the package. */
const bundles = {
  sdk: ['packages/sdk/dist/cjs/index.js', 'packages/sdk/dist/esm/index.js'],
  server: ['packages/server/bundle/main.js'],
};
const bundleFolders = Object.values(bundles).flat().map(dirname);
const documents = ['packages/server/sdk-docs/index.html', 'docs/sdk/dist/sdk.json'];

checkNode();
const installation = installationHash();
await unlessDone('install', { hash: installation, made: [], work: install });
await Promise.all([build(), document()]);

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

// The stamp goes before the work and comes back after it: what was interrupted is done again, from nothing.
async function unlessDone(name, { hash, made, work }) {
  const stamp = join(root, `node_modules/.clientele-${name}`);
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  const whole = before !== undefined && made.every((path) => existsSync(join(root, path)));
  if (whole && before === hash) return;
  rmSync(stamp, { force: true });
  await work({ fromNothing: !whole });
  writeFileSync(stamp, hash);
}

// What is installed depends on the platform too: a folder may be shared with a container.
function installationHash() {
  const manifests = packages.map((name) => `packages/${name}/package.json`);
  const files = ['package-lock.json', 'package.json', '.npmrc', 'docs/sdk/package.json', ...manifests];
  return hashOf(files, `${process.platform} ${process.arch}`);
}

async function install() {
  console.log('Installing dependencies …');
  // The settings of the npm that may have started this must not leave out what the build needs.
  const args = ['ci', '--include=dev', '--no-dry-run', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js')
    await runProgram(process.execPath, [npm, ...args], { cwd: root });
  else await runProgram('npm', args, { cwd: root, shell: process.platform === 'win32' });
}

async function build() {
  const sources = packages.flatMap((name) => [
    `packages/${name}/tsconfig.json`,
    ...filesBelow(`packages/${name}/src`),
  ]);
  await unlessDone('compile', {
    hash: hashOf(['tsconfig.json', 'tsconfig.base.json', ...sources], installation),
    made: packages.flatMap(compiledFiles),
    work: async ({ fromNothing }) => {
      console.log('Compiling …');
      await compile(packages, { fromNothing, bundles: bundleFolders });
    },
  });
  await Promise.all(packages.filter((name) => name in bundles).map(bundle));
}

async function bundle(name) {
  const references = JSON.parse(
    readFileSync(join(root, `packages/${name}/tsconfig.json`), 'utf8'),
  ).references;
  const bundled = [name, ...(references ?? []).map(({ path }) => basename(path))];
  const compiled = bundled.flatMap(compiledFiles).filter((path) => /\.(js|d\.ts)$/.test(path));
  await unlessDone(`bundle-${name}`, {
    hash: hashOf([...filesIn(`packages/${name}`, /\.[cm]js$/), ...compiled], installation),
    made: bundles[name],
    work: async () => {
      console.log(`Bundling ${name} …`);
      await runProgram(process.execPath, [join(root, `packages/${name}/bundle.mjs`)], { cwd: root });
    },
  });
}

async function document() {
  const settings = filesIn('docs/sdk', /\.(js(on)?|css)$/);
  const described = [
    'packages/sdk/tsconfig.json',
    'packages/sdk/README.md',
    ...filesBelow('packages/sdk/src'),
  ];
  await unlessDone('document', {
    hash: hashOf(['tsconfig.base.json', ...settings, ...described], installation),
    made: documents,
    work: async () => {
      console.log('Documenting the SDK …');
      const folder = join(root, 'docs/sdk');
      await runProgram(process.execPath, [join(folder, 'node_modules/typedoc/bin/typedoc')], { cwd: folder });
    },
  });
}
