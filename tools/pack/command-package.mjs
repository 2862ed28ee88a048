// The package `clientele`: the command, the server and its model in a few files, with the console and the documentation that it serves.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleCommand } from './bundle-command.mjs';
import { layManifest, layTexts, manifestOf, root } from './laying.mjs';
import { thirdPartyNotices } from './notices.mjs';

export async function layCommand(folder) {
  mkdirSync(folder);
  const inputs = await bundleCommand(join(folder, 'bundle'));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES'), thirdPartyNotices([...inputs, ...ofConsole()]));
  layManifest(folder, manifest());
  layTexts(folder, 'cli');
  layTypes(join(folder, 'types'), 'index.d.ts');
  for (const name of ['console', 'sdk-docs'])
    cpSync(join(root, 'packages/server', name), join(folder, name), { recursive: true });
  for (const name of ['clientele.service', 'clientele-tls.conf'])
    cpSync(join(root, 'deploy', name), join(folder, 'deploy', name));
}

/** The files of others that the console's bundle is made of. */
function ofConsole() {
  return JSON.parse(readFileSync(join(root, 'packages/console/dist/inputs.json'), 'utf8'));
}

function manifest() {
  const { name, version, description, keywords, license, engines } = manifestOf('cli');
  return {
    name,
    version,
    description,
    keywords,
    license,
    // Node starts what is not a module sooner, and everyone can load it. docs/decisions/0098
    type: 'commonjs',
    engines,
    bin: { clientele: 'bundle/clientele.js' },
    main: './bundle/index.js',
    types: './types/index.d.ts',
    exports: {
      '.': { types: './types/index.d.ts', default: './bundle/index.js' },
      './package.json': './package.json',
    },
    dependencies: { libsql: manifestOf('server').dependencies.libsql },
  };
}

/** A declaration and those that it imports; none may come from a package. */
function layTypes(folder, name) {
  const text = readFileSync(join(root, 'packages/cli/dist', name), 'utf8');
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  for (const [, specifier] of text.matchAll(/\bfrom '([^']+)'/g)) {
    if (!specifier.startsWith('./')) throw new Error(`${name}: the types of clientele refer to ${specifier}`);
    layTypes(folder, join(dirname(name), specifier.replace(/\.js$/, '.d.ts')));
  }
}
