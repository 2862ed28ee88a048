import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { takeLock } from './lock.js';
import { fileProblem, systemErrorCode } from './system-error.js';

/** The folder that holds everything a server keeps between two starts, for one server at a time. */
export interface DataFolder {
  path: string;
  /** The path of a file in the folder. */
  file(name: string): string;
  /** Releases the lock, so that another server may use the folder. */
  release(): void;
}

/** Makes the data folder if it is missing (0700), checks that it can be used and takes its lock (docs/architecture.md). */
export function openDataFolder(path: string): DataFolder {
  const problem = problemOf(path);
  if (problem !== undefined)
    throw new OperatorError(
      `data folder ${path} cannot be used (${problem}): fix that, or choose another folder with CLIENTELE_DATA or --data`,
    );
  const lock = takeLock(path);
  return { path, file: (name) => join(path, name), release: () => lock.release() };
}

function problemOf(path: string): string | undefined {
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) return 'it is a file';
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    // Some file systems, such as /proc, say so of every new name.
    return systemErrorCode(error) === 'ENOENT' ? 'no folder can be made there' : fileProblem(error);
  }
}

/** One folder after the other: where the system makes none, Node's own `recursive` tries for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
