import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Libsql from 'libsql';
import { UnavailableError } from '../port/errors.js';
import { sqliteError } from './errors.js';

/** Up to this size the whole file is checked at start; beyond it that would take too long. */
const fullCheckBytes = 64 * 1024 * 1024;

const magic = 'SQLite format 3\0';
const headerBytes = 100;

/**
 * Refuses a file that SQLite would take for a new database, or that is shorter than it says. https://sqlite.org/fileformat.html
 * @throws UnavailableError for one that is empty, cut short or something else.
 */
export function checkDatabaseFile(file: string): void {
  const stats = statSync(file);
  if (!stats.isFile()) throw notOpened(file);
  const { size } = stats;
  if (size === 0) throw unusable(file, 'it is empty');
  const header = beginningOf(file);
  if (header.toString('latin1', 0, magic.length) !== magic) throw unusable(file, 'it is no SQLite database');
  const whole = wholeSize(header);
  // What is in the write-ahead log only need not be in the file yet.
  if (size < whole && isEmptyOrMissing(`${file}-wal`))
    throw unusable(file, `it is truncated: it has ${size} of ${whole} bytes`);
}

function beginningOf(file: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  try {
    const descriptor = openSync(file, 'r');
    readSync(descriptor, header, 0, headerBytes, 0);
    closeSync(descriptor);
  } catch (error) {
    throw notOpened(file, error);
  }
  return header;
}

/** By the number of pages in the header, which counts only if the version that wrote it kept that number. */
function wholeSize(header: Buffer): number {
  const pageSize = header.readUInt16BE(16);
  const isValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  return isValid ? header.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize) : headerBytes;
}

function isEmptyOrMissing(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** Opens a file; nothing of its content is looked at yet. */
export function openFile(file: string, timeout: number): Libsql.Database {
  try {
    return new Libsql(file, { timeout });
  } catch (error) {
    throw notOpened(file, error);
  }
}

function notOpened(file: string, cause?: unknown): UnavailableError {
  return new UnavailableError(
    `the database ${file} cannot be opened: check that it is a file, and that it and its folder belong to this user`,
    { cause },
  );
}

/** Reads all of a database, unless it is large. https://sqlite.org/pragma.html#pragma_quick_check */
export function checkIntegrity(connection: Libsql.Database, file: string): void {
  if (file === ':memory:' || statSync(file).size > fullCheckBytes) return;
  const [first] = connection.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw new Error(first?.quick_check ?? 'integrity check failed');
}

/** A database whose file cannot be used, with what to do about it. */
export function unusable(file: string, problem: unknown): UnavailableError {
  const known = sqliteError(problem);
  // A problem with permissions or disks does not mean that the content is damaged.
  if (known instanceof UnavailableError)
    return new UnavailableError(`${file}: ${known.message}`, { cause: problem });
  const reason = problem instanceof Error ? problem.message.split('\n')[0] : String(problem);
  return new UnavailableError(
    `the database ${file} cannot be used (${reason}): restore it from a backup, or move it away to start empty`,
    { cause: problem },
  );
}
