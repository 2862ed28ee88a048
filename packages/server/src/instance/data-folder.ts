import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { takeLock } from './lock.js';
import { fileProblem } from './system-error.js';

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
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new OperatorError(
      `data folder ${path} cannot be used (${fileProblem(error)}): fix that, or choose another folder with CLIENTELE_DATA or --data`,
    );
  }
  const lock = takeLock(path);
  return { path, file: (name) => join(path, name), release: () => lock.release() };
}
