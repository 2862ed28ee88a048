// Makes few files of the hundreds that the compiler and the packages have: finding and reading them is most of a start.
// docs/decisions/0047
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here('bundle');

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: [
    // Has a binary beside it.
    'libsql',
    // Asks for packages that it can do without.
    'pg',
    // Must be run in this order, which files that are shared would not keep.
    'reflect-metadata',
    '@peculiar/x509',
    // Fastify loads these when asked for what the server does otherwise or not at all.
    '@fastify/ajv-compiler',
    '@fastify/fast-json-stringify-compiler',
    'light-my-request',
  ],
  logLevel: 'warning',
};

rmSync(outdir, { recursive: true, force: true });
buildSync({
  ...common,
  // Beside the sources and what the compiler makes, so that paths from here to there are the same in all three.
  entryPoints: ['index', 'config/operator-settings', 'config/settings', 'operations/*'].map((name) =>
    here(`dist/${name}.js`),
  ),
  outbase: here('dist'),
  outdir,
  // What is imported later stays in files of its own, read when it is needed.
  splitting: true,
  format: 'esm',
  // Packages in the older module system ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});
const [main] = buildSync({
  ...common,
  entryPoints: [here('dist/main.js')],
  write: false,
  // V8's compiled form of a script can be kept, of a module it cannot.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'mainUrl' },
  banner: { js: "const mainUrl = require('node:url').pathToFileURL(__filename).href;" },
}).outputFiles;
// ASCII is read without decoding it; what is not, stands in comments of packages.
const program = main.text
  .replace(/^#!.*/, '')
  .replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
writeFileSync(
  here('bundle/main.cjs'),
  `(function (exports, require, module, __filename, __dirname) { ${program}\n})`,
);
copyFileSync(here('run-main.mjs'), here('bundle/run-main.js'));
writeFileSync(
  here('bundle/main.js'),
  "#!/usr/bin/env node\nimport { runMain } from './run-main.js';\n\nrunMain();\n",
);
try {
  execFileSync(process.execPath, [here('compile-main.mjs')], {
    stdio: 'inherit',
    timeout: 60_000,
    // Settings are for the server that somebody starts, above all which database it is to open.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CLIENTELE_'))),
  });
} catch {
  console.warn('The server could not be started to keep its compiled form: it works, and starts slower.');
}
