// The package @clientele/sdk: what is built, as it stands.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { layManifest, layTexts, manifestOf, root } from './laying.mjs';

const notPublished = /\.(map|tsbuildinfo)$/;
/** The modules that the two files are made of. */
const singleModules = /\/dist\/(?!cjs|esm)[^.]+\.js$/;

export function laySdk(folder) {
  mkdirSync(folder);
  // All that is laid is packed.
  const { files, ...manifest } = manifestOf('sdk');
  layManifest(folder, manifest);
  layTexts(folder, 'sdk');
  cpSync(join(root, 'packages/sdk/dist'), join(folder, 'dist'), {
    recursive: true,
    filter: (source) => !notPublished.test(source) && !singleModules.test(source),
  });
}
