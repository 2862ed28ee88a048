// Bun and Deno: npm carries their binaries as a package for each platform.
import { join } from 'node:path';
import { fetchedProgram } from './fetched-program.mjs';

const { platform, arch } = process;
const isWindows = platform === 'win32';
const bun = {
  name: `@oven/bun-${isWindows ? 'windows' : platform}-${arch === 'arm64' ? 'aarch64' : arch}`,
  wanted: '1.4.5',
  binary: join('bin', isWindows ? 'bun.exe' : 'bun'),
};
const deno = {
  name: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`,
  wanted: '2.9.6',
  binary: isWindows ? 'deno.exe' : 'deno',
};

/** The program of one of them, and which version; or why it cannot be had. */
export function bunProgram() {
  return fetched('bun', bun);
}

/** The program of one of them, and which version; or why it cannot be had. */
export function denoProgram() {
  return fetched('deno', deno);
}

function fetched(kind, { name, wanted, binary }) {
  const folder = join(kind, `${platform}-${arch}`, wanted);
  return fetchedProgram({ folder, name, wanted, binary });
}
