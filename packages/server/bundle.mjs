// Makes few files of the hundreds that the compiler and the packages have: finding and reading them is most of a start.
// docs/decisions/0047
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here('bundle');

rmSync(outdir, { recursive: true, force: true });
buildSync({
  // Beside the sources and what the compiler makes, so that paths from here to there are the same in all three.
  entryPoints: ['index', 'main', 'config/operator-settings', 'config/settings', 'operations/*'].map((name) =>
    here(`dist/${name}.js`),
  ),
  outbase: here('dist'),
  outdir,
  bundle: true,
  // What is imported later stays in files of its own, read when it is needed.
  splitting: true,
  format: 'esm',
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
  // Packages in the older module system ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
