import { statfsSync } from 'node:fs';
import { nearestExisting } from './data-folder.js';
import { type Finding, fail, ok, warn } from './finding.js';

/** Whether this version of Node is one of those that Clientele is tested on. docs/dependencies.md */
export function checkNode(version: string): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (supported) return [ok('node', `Node ${version}`)];
  return [fail('node', `Node ${version} is not supported: install 20.19 or newer, 22.12 or newer, or 24`)];
}

const mebibyte = 1024 * 1024;
/** Below the first, the next burst of writes may fail; below the second, someone should look. */
const tooLittle = 100 * mebibyte;
const little = 1024 * mebibyte;

/** How much room there is where a folder is, or will be (statvfs(3)). */
export function checkDisk(folder: string): Finding[] {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  const free = bavail * bsize;
  const message = `${Math.floor(free / mebibyte).toLocaleString('en-US')} MiB are free where ${folder} is`;
  if (free < tooLittle) return [fail('disk', `${message}: make room, or changes will be refused soon`)];
  if (free < little) return [warn('disk', `${message}: make room before it runs out`)];
  return [ok('disk', message)];
}
