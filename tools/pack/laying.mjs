// What goes into each package alike.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function manifestOf(name) {
  return JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), 'utf8'));
}

export function layManifest(folder, manifest) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** Licence, changelog, and the package's own README. */
export function layTexts(folder, name) {
  for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, `packages/${name}/README.md`), join(folder, 'README.md'));
}
