// Makes what is published of what the compiler made: one file for import, one for require, and types for both.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const dist = fileURLToPath(new URL('dist/', import.meta.url));

// For Node the bundler also lists the names of what is exported where Node looks for them, so that an ES module can
// import them from the file for require.
for (const [format, platform] of [
  ['esm', 'neutral'],
  ['cjs', 'node'],
]) {
  rmSync(join(dist, format), { recursive: true, force: true });
  buildSync({
    entryPoints: [join(dist, 'index.js')],
    outfile: join(dist, format, 'index.js'),
    bundle: true,
    format,
    platform,
    target: 'es2022',
  });
}

// A declaration is of the module system of the package.json that is nearest to it.
writeFileSync(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n');
const declarations = readdirSync(dist, { recursive: true }).filter(
  (name) => name.endsWith('.d.ts') && !name.startsWith('cjs'),
);
for (const name of declarations) cpSync(join(dist, name), join(dist, 'cjs', name));
