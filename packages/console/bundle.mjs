// Makes the static files of the console, and each compressed as browsers ask for it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = here('../server/console');

const { output } = await build({ configFile: here('vite.config.mjs'), logLevel: 'warn' });
for (const name of readdirSync(join(folder, 'assets'))) {
  const path = join(folder, 'assets', name);
  const content = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(content));
  writeFileSync(`${path}.gz`, gzipSync(content));
}

// What of others is in it, for the notices of the package that people install.
const modules = output
  .flatMap(({ moduleIds = [] }) => moduleIds)
  .filter((id) => id.includes('/node_modules/'));
const inputs = [...new Set(modules.map((id) => relative(here('../..'), id.replace(/\?.*/, ''))))].sort();
mkdirSync(here('dist'), { recursive: true });
writeFileSync(here('dist/inputs.json'), `${JSON.stringify(inputs, undefined, 1)}\n`);
