// Makes what is published of what the compiler made: one file for bundlers and other runtimes, one for Node, and types
// for both.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const dist = fileURLToPath(new URL('dist/', import.meta.url));

// For Node the bundler also lists the names of what is exported where Node looks for them, so that an ES module can
// import them from the file for require.
function bundle(format, platform) {
  rmSync(join(dist, format), { recursive: true, force: true });
  const { metafile } = buildSync({
    entryPoints: [join(dist, 'index.js')],
    outfile: join(dist, format, 'index.js'),
    bundle: true,
    format,
    platform,
    target: 'es2022',
    metafile: true,
  });
  return Object.values(metafile.outputs)[0].exports;
}

const names = bundle('esm', 'neutral');
bundle('cjs', 'node');

// In Node a program that imports and a library that requires share one copy: an error of the one is an error of the
// other, by `instanceof` too. Importing the file for require would take Node ten times as long as requiring it.
writeFileSync(
  join(dist, 'esm/node.js'),
  `import { createRequire } from 'node:module';
const sdk = createRequire(import.meta.url)('../cjs/index.js');
${names.map((name) => `export const ${name} = sdk.${name};`).join('\n')}
`,
);

// Editors show the comment of either signature of a method: it is written once, and published above both.
for (const name of readdirSync(join(dist, 'managers')).filter((name) => name.endsWith('.d.ts'))) {
  const path = join(dist, 'managers', name);
  const text = readFileSync(path, 'utf8');
  const below = /^ *\/\*\* As below: .*\*\/\n(?=(.*\n)( *\/\*\*[\s\S]*?\*\/\n))/gm;
  writeFileSync(path, text.replace(below, '$2'));
}

// A declaration is of the module system of the package.json that is nearest to it.
writeFileSync(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n');
const declarations = readdirSync(dist, { recursive: true }).filter(
  (name) => name.endsWith('.d.ts') && !name.startsWith('cjs'),
);
for (const name of declarations) cpSync(join(dist, name), join(dist, 'cjs', name));
