// Bundles the command with all that it needs, except libsql, whose binary is of one platform.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { asScript, asScripts, bundling, unbundled } from '../../packages/server/bundling.mjs';
import { root } from './laying.mjs';

const certificates = fileURLToPath(new URL('certificates/library.mjs', import.meta.url));
const inOrder = {
  name: 'certificates',
  setup({ onResolve }) {
    onResolve({ filter: /^@peculiar\/x509$/ }, ({ importer }) =>
      importer === certificates ? undefined : { path: certificates },
    );
  },
};

/** Without indentation a quarter is saved. Names stay, so that stack traces tell where something failed. */
const layout = { minifyWhitespace: true, lineLimit: 160 };

/** Answers the files that the bundle is made of. */
export async function bundleCommand(folder) {
  const { outputFiles, metafile } = await build({
    ...bundling,
    ...asScripts,
    absWorkingDir: root,
    outdir: folder,
    entryPoints: [
      { in: 'packages/cli/dist/main.js', out: 'clientele' },
      { in: 'packages/cli/dist/index.js', out: 'index' },
    ],
    // What the compiler made, and not the bundle that is made of it.
    alias: { '@clientele/server': join(root, 'packages/server/dist') },
    external: unbundled,
    plugins: [inOrder],
    write: false,
    metafile: true,
  });
  mkdirSync(folder);
  for (const { path, text } of outputFiles) writeFileSync(path, asScript(text, layout));
  makeCommand(outputFiles.find(({ path }) => basename(path) === 'clientele.js'));
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
  );
}

function makeCommand({ path, text }) {
  writeFileSync(path, `#!/usr/bin/env node\n${asScript(text, layout)}`);
  chmodSync(path, 0o755);
}
