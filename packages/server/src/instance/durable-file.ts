import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from './start-error.js';
import { fileProblem } from './system-error.js';

/**
 * Writes a whole file so that a crash leaves the old content or the new, never a part of it (POSIX.1-2017,
 * rename() and fsync()).
 */
export function writeDurably(file: string, content: string, mode: number): void {
  try {
    const draft = `${file}.new`;
    rmSync(draft, { force: true });
    writeAndSync(draft, content, mode);
    renameSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    throw new StartError(
      `${file} cannot be written (${fileProblem(error)}): make it and its folder writable for this user`,
    );
  }
}

function writeAndSync(file: string, content: string, mode: number): void {
  const descriptor = openSync(file, 'wx', mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the names in a folder durable; Windows opens no folders and needs none of this (POSIX.1-2017, fsync()). */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
