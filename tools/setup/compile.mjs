// Compiles the packages: all of them, or what follows from the edits since the last time.
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, root } from './files.mjs';
import { runProgram } from './run-program.mjs';

/** What the compiler makes of the sources of a package. */
export function compiledFiles(name) {
  const sources = filesBelow(`packages/${name}/src`).filter((path) => path.endsWith('.ts'));
  const made = sources.flatMap((path) => {
    const stem = path.replace('/src/', '/dist/').slice(0, -'.ts'.length);
    return ['.js', '.d.ts', '.js.map'].map((ending) => stem + ending);
  });
  return [...made, stateOf(name)];
}

/** What the compiler remembers of the last time. */
const stateOf = (name) => `packages/${name}/dist/.tsbuildinfo`;

/** `bundles` are the folders that something else makes of what is compiled. */
export async function compile(packages, { fromNothing, bundles }) {
  for (const name of packages) {
    if (fromNothing) rmSync(join(root, `packages/${name}/dist`), { recursive: true, force: true });
    removeLeftovers(name, bundles);
    letCompilerCompare(name);
  }
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await runProgram(process.execPath, [compiler, '--build'], { cwd: root });
}

// The compiler leaves behind what it made of sources that are gone.
function removeLeftovers(name, bundles) {
  const expected = new Set(compiledFiles(name));
  for (const path of filesBelow(`packages/${name}/dist`))
    if (!expected.has(path) && !bundles.some((folder) => path.startsWith(`${folder}/`)))
      rmSync(join(root, path));
}

// It compares contents only where a source is newer than its state, and an edited file may bear an old date.
function letCompilerCompare(name) {
  const state = join(root, stateOf(name));
  if (existsSync(state)) utimesSync(state, 0, 0);
}
