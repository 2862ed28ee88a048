// Makes few files of the hundreds that the compiler and the packages have: finding and reading them is most of a start.
// docs/decisions/0047
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { asScript, asScripts, bundling, unbundled } from './bundling.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here('bundle');

const common = {
  ...bundling,
  outdir,
  external: [
    ...unbundled,
    // Asks for packages that it can do without.
    'pg',
    // Must be run in this order, which files that are shared would not keep.
    'reflect-metadata',
    '@peculiar/x509',
  ],
};

rmSync(outdir, { recursive: true, force: true });
buildSync({
  ...common,
  // Beside the sources and what the compiler makes, so that paths from here to there are the same in all three.
  entryPoints: [
    'index',
    'config/operator-settings',
    'config/settings',
    'config/help',
    'operations/*',
    'operations/doctor/doctor',
  ].map((name) => here(`dist/${name}.js`)),
  outbase: here('dist'),
  outExtension: { '.js': '.mjs' },
  // Packages in the older module system ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});
const program = buildSync({
  ...common,
  entryPoints: [{ in: here('dist/main.js'), out: 'program' }],
  ...asScripts,
  write: false,
}).outputFiles;
for (const { path, text } of program) writeFileSync(path, inFunction(asScript(text)));
// The program starts in the older module system: Node has less to load for it.
writeFileSync(here('bundle/package.json'), '{ "type": "commonjs" }\n');
copyFileSync(here('run-main.cjs'), here('bundle/main.js'));
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

/** A function in place of a module: V8's compiled form of a script can be kept, of a module it cannot. */
function inFunction(script) {
  // ASCII is read without decoding it; what is not, stands in comments of packages.
  const ascii = script.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `(function (exports, require, module, __filename, __dirname) { ${ascii}\n})`;
}
