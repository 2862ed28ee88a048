// What makes a checkout ready to start, step by step, and whether it is done.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compile, compiledFiles } from './compile.mjs';
import { filesBelow, filesIn, hashOf, root } from './files.mjs';
import { install, installationHash, isUntouched, missingFile } from './installation.mjs';
import { runProgram } from './run-program.mjs';

/** The console is no package for Node: its bundler reads the sources. */
const packages = readdirSync(join(root, 'packages'))
  .filter((name) => name !== 'console')
  .sort();
/** What the bundlers make of what is compiled, by the name of the package. */
const bundles = {
  sdk: ['cjs/index.js', 'esm/index.js', 'esm/node.js'].map((file) => `packages/sdk/dist/${file}`),
  server: ['packages/server/bundle/main.js'],
};
const bundleFolders = Object.values(bundles).flat().map(dirname);
const installation = installationHash();

const installing = {
  name: 'install',
  doing: 'Installing dependencies',
  hash: () => installation,
  made: [],
  work: install,
};

const compiling = {
  name: 'compile',
  doing: 'Compiling',
  hash() {
    const sources = packages.flatMap((name) => [
      `packages/${name}/tsconfig.json`,
      ...filesBelow(`packages/${name}/src`),
    ]);
    return hashOf(['tsconfig.json', 'tsconfig.base.json', ...sources], installation);
  },
  get made() {
    return packages.flatMap(compiledFiles);
  },
  work: ({ fromNothing }) => compile(packages, { fromNothing, bundles: bundleFolders }),
};

const bundling = Object.keys(bundles).map((name) => ({
  name: `bundle-${name}`,
  doing: `Bundling ${name}`,
  hash() {
    const config = readFileSync(join(root, `packages/${name}/tsconfig.json`), 'utf8');
    const bundled = [name, ...(JSON.parse(config).references ?? []).map(({ path }) => basename(path))];
    const compiled = bundled.flatMap(compiledFiles).filter((path) => /\.(js|d\.ts)$/.test(path));
    return hashOf([...filesIn(`packages/${name}`, /\.[cm]js$/), ...compiled], installation);
  },
  made: bundles[name],
  completesItsInput: name === 'sdk',
  work: () => runProgram(process.execPath, [join(root, `packages/${name}/bundle.mjs`)], { cwd: root }),
}));

const bundlingConsole = {
  name: 'bundle-console',
  doing: 'Bundling console',
  hash() {
    const sources = ['console', 'model', 'sdk'].flatMap((name) => filesBelow(`packages/${name}/src`));
    return hashOf([...filesIn('packages/console', /\.(mjs|html|json)$/), ...sources], installation);
  },
  made: ['packages/server/console/index.html', 'packages/console/dist/inputs.json'],
  work: () => runProgram(process.execPath, [join(root, 'packages/console/bundle.mjs')], { cwd: root }),
};

const documenting = {
  name: 'document',
  doing: 'Documenting the SDK',
  hash() {
    const settings = filesIn('docs/sdk', /\.(js(on)?|css)$/);
    const described = [
      'packages/sdk/tsconfig.json',
      'packages/sdk/README.md',
      ...filesBelow('packages/sdk/src'),
      ...filesBelow('docs/sdk/recipes'),
    ];
    return hashOf(['tsconfig.base.json', ...settings, ...described], installation);
  },
  made: ['packages/server/sdk-docs/index.html', 'docs/sdk/dist/sdk.json'],
  work() {
    const folder = join(root, 'docs/sdk');
    return runProgram(process.execPath, [join(folder, 'node_modules/typedoc/bin/typedoc')], { cwd: folder });
  },
};

/** Every step, as they are counted where all are due. */
export const allSteps = [installing, compiling, documenting, bundlingConsole, ...bundling];

/** Whether packages have to be fetched. */
export function needsInstalling() {
  return !isDone(installing) || !isUntouched();
}

/** Whether a start finds all that it needs. */
export function isReady() {
  return !needsInstalling() && allSteps.every(isDone);
}

/** Does what is not done; `begin` is told of each step, and answers what is called at its end. */
export async function doSteps({ begin, repair }) {
  if (isDone(installing) && !isUntouched()) {
    const missing = missingFile();
    if (missing !== undefined) {
      repair(missing);
      rmSync(stampOf(installing));
    }
  }
  await unlessDone(installing, begin);
  const build = async () => {
    await unlessDone(compiling, begin);
    await Promise.all(bundling.map((step) => unlessDone(step, begin)));
  };
  await Promise.all([build(), unlessDone(documenting, begin), unlessDone(bundlingConsole, begin)]);
}

// The stamp goes before the work and comes back after it: what was interrupted is done again, from nothing.
async function unlessDone(step, begin) {
  if (isDone(step)) return;
  const hash = step.hash();
  const fromNothing = !isMade(step);
  if (existsSync(stampOf(step))) rmSync(stampOf(step));
  const end = begin(step);
  await step.work({ fromNothing });
  // The bundler of the SDK completes comments in the declarations that it starts from.
  writeFileSync(stampOf(step), step.completesItsInput ? step.hash() : hash);
  end();
}

function isDone(step) {
  return isMade(step) && readFileSync(stampOf(step), 'utf8') === step.hash();
}

function isMade(step) {
  return existsSync(stampOf(step)) && step.made.every((path) => existsSync(join(root, path)));
}

function stampOf({ name }) {
  return join(root, `node_modules/.clientele-${name}`);
}
