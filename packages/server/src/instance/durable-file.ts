import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { fileProblem } from './system-error.js';

/**
 * Writes a whole file so that a crash leaves the old content or the new, never a part of it (POSIX.1-2017,
 * rename() and fsync()).
 */
export function writeDurably(file: string, content: string, mode: number): void {
  replace(file, content, { mode });
}

/**
 * Replaces the content of a file that is there, likewise durably; it keeps its owner, and a
 * link to it stays a link.
 */
export function rewriteDurably(file: string, content: string): void {
  try {
    const target = realpathSync(file);
    replace(target, content, statSync(target));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw notWritten(file, error);
  }
}

interface Belonging {
  mode: number;
  uid?: number;
  gid?: number;
}

function replace(file: string, content: string, belonging: Belonging): void {
  try {
    const draft = `${file}.new`;
    rmSync(draft, { force: true });
    writeAndSync(draft, content, belonging);
    renameSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): OperatorError {
  return new OperatorError(
    `${file} cannot be written (${fileProblem(error)}): make it and its folder writable for this user`,
  );
}

function writeAndSync(file: string, content: string, { mode, uid, gid }: Belonging): void {
  const descriptor = openSync(file, 'wx', mode);
  try {
    // The umask may have taken away what others are to read.
    if (process.platform !== 'win32') fchmodSync(descriptor, mode);
    if (uid !== undefined && gid !== undefined && process.platform !== 'win32')
      fchownSync(descriptor, uid, gid);
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
