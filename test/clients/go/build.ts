import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.js';
import { fetched, succeed } from '../tool.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A program of ours that plays a library. */
export interface Program {
  /** The library. */
  name: string;
  version: string;
  folder: string;
  /** The module file that names this version of the library, where it is not `go.mod`; its sums lie beside it. */
  modules?: string;
  /** What other import paths are written for another major version. */
  imports?: [from: string, to: string];
}

/** Builds a program in the cache, and answers where it is. */
export async function build(program: Program): Promise<string> {
  const { folder, version } = program;
  const made = await cached(`go/${folder}-${version}-${hashOf(['play', folder])}`, async (target) => {
    const sources = join(target, 'sources');
    for (const module of ['play', folder])
      cpSync(join(here, module), join(sources, module), { recursive: true });
    const cwd = join(sources, folder);
    takeVersion(cwd, program);
    await fetched(['go', 'mod', 'download'], { cwd });
    await succeed(['go', 'build', '-trimpath', '-mod=readonly', '-o', join(target, 'play'), '.'], { cwd });
    rmSync(sources, { recursive: true });
  });
  return join(made, 'play');
}

function takeVersion(folder: string, { modules, imports }: Program): void {
  if (modules !== undefined)
    for (const kind of ['mod', 'sum']) cpSync(join(folder, `${modules}.${kind}`), join(folder, `go.${kind}`));
  if (imports === undefined) return;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.go'))) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(...imports));
  }
}

/** Changes with the sources, so that what was built of older ones is not played. */
function hashOf(folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const file of readdirSync(join(here, folder)).sort())
      hash.update(file).update(readFileSync(join(here, folder, file)));
  return hash.digest('hex').slice(0, 16);
}
