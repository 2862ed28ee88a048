// Versions of Node: npm carries each as a package with the binary inside.
import { join } from 'node:path';
import { fetchedProgram } from './fetched-program.mjs';

const isWindows = process.platform === 'win32';
const platform = `${isWindows ? 'win' : process.platform}-${process.arch}`;
const binary = join('bin', isWindows ? 'node.exe' : 'node');

/** The program of a version, as in `24`, and which one exactly; or why it cannot be had. */
export function nodeOf(version) {
  const folder = join('node', platform, version);
  return fetchedProgram({ folder, name: `node-${platform}`, wanted: version, binary });
}
