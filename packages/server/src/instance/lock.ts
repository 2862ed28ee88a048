import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { OperatorError } from '../errors/operator-error.js';
import { systemErrorCode } from './system-error.js';

const lockFile = 'server.lock';

/** Another server holds the lock of a data folder. */
export class DataFolderInUse extends OperatorError {
  constructor(folder: string) {
    super(
      `data folder ${folder} is in use by another server: stop that one, or choose another folder with CLIENTELE_DATA or --data`,
    );
  }
}

/** An exclusive hold on a data folder. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock that lets one server at a time use a data folder. It is an exclusive transaction on an empty
 * SQLite file, so the operating system frees it with the process, also after `kill -9` (SQLite, "File Locking
 * And Concurrency").
 */
export function takeLock(folder: string): Lock {
  const file = join(folder, lockFile);
  const connection = openLockFile(file);
  try {
    // A journal in memory: nothing is ever written, so nothing may be left behind either.
    connection.exec('PRAGMA journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    throw refusal(folder, file, error);
  }
  return {
    release() {
      if (!connection.open) return;
      // Closing alone does not end the transaction here, and with it the lock.
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

/** Whether a server uses a data folder. */
export function isInUse(folder: string): boolean {
  if (!existsSync(join(folder, lockFile))) return false;
  try {
    takeLock(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}

function openLockFile(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 });
  } catch {
    throw new OperatorError(`the lock ${file} cannot be opened: make the data folder writable for this user`);
  }
}

function refusal(folder: string, file: string, error: unknown): OperatorError {
  const code = systemErrorCode(error);
  if (code === 'SQLITE_BUSY') {
    return new DataFolderInUse(folder);
  }
  if (code === 'SQLITE_NOTADB') {
    return new OperatorError(`the lock ${file} is damaged: delete this file and start again`);
  }
  return new OperatorError(
    `the lock ${file} cannot be taken (${code ?? 'unknown error'}): check whether the disk is full or read-only`,
  );
}
