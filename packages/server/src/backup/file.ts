import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { OperatorError } from '../errors/operator-error.js';
import { syncFolder } from '../instance/durable-file.js';
import { fileProblem, systemErrorCode } from '../instance/system-error.js';
import type { BackupSink, BackupSummary } from './write.js';

/** Writes a backup to a sink. */
export type BackupWriter = (sink: BackupSink) => Promise<BackupSummary>;

/**
 * Makes a new file of a backup, for its owner alone (0600). It has its name only once it is whole and on the
 * disk; whatever ends this early leaves no file of that name. docs/decisions/0052
 * @throws OperatorError where the file exists or cannot be written.
 */
export async function backupToFile(
  file: string,
  write: BackupWriter,
  signal?: AbortSignal,
): Promise<BackupSummary & { bytes: number }> {
  refuseExisting(file);
  const draft = `${file}.${process.pid}.part`;
  const output = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
  const closed = new Promise<void>((resolve) => output.once('close', () => resolve()));
  try {
    const summary = await backupToStream(output, write, signal);
    const { size: bytes } = statSync(draft);
    refuseExisting(file);
    renameSync(draft, file);
    syncFolder(dirname(file));
    return { ...summary, bytes };
  } catch (error) {
    // A file that is still being opened would appear after its removal.
    output.destroy();
    await closed;
    removeIfThere(draft);
    throw problemOf(error, file);
  }
}

/** Sends a backup, compressed, to a stream and waits until it has taken all of it (RFC 1952). */
export async function backupToStream(
  output: NodeJS.WritableStream,
  write: BackupWriter,
  signal?: AbortSignal,
): Promise<BackupSummary> {
  const input = new PassThrough();
  const flowing = pipeline(input, createGzip(), output, signal ? { signal } : {});
  try {
    const summary = await write(async (text) => {
      if (!input.write(text)) await Promise.race([once(input, 'drain'), flowing]);
    });
    input.end();
    await flowing;
    return summary;
  } catch (error) {
    input.destroy();
    // The stream may have failed too; the first error is the one that is thrown.
    await flowing.catch(() => undefined);
    throw error;
  }
}

/**
 * Sends a backup to a stream that others read, which cannot be taken back where it ends early.
 * @throws OperatorError where it was broken off, or the stream takes no more.
 */
export async function backupToOutput(
  output: NodeJS.WritableStream,
  write: BackupWriter,
  signal?: AbortSignal,
): Promise<BackupSummary> {
  try {
    return await backupToStream(output, write, signal);
  } catch (error) {
    const reason = outputProblem(error);
    if (reason === undefined) throw error;
    throw new OperatorError(`${reason}: the output is not a complete backup, so discard it`, {
      cause: error,
    });
  }
}

function outputProblem(error: unknown): string | undefined {
  if (isAbort(error)) return 'interrupted';
  if (systemErrorCode(error) === 'EPIPE') return 'the reader of the output has closed it';
  return isOfFileSystem(error) ? `the output cannot be written (${fileProblem(error)})` : undefined;
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new OperatorError(`${file} already exists and is not overwritten: choose another name`);
}

// Where the folder itself is the problem there is nothing to remove, and the first error says so.
function removeIfThere(draft: string): void {
  if (existsSync(draft)) rmSync(draft);
}

function problemOf(error: unknown, file: string): unknown {
  if (isAbort(error)) return new OperatorError(`interrupted: ${file} was not written`, { cause: error });
  if (systemErrorCode(error)?.startsWith('E') !== true || !isOfFileSystem(error)) return error;
  return new OperatorError(
    `${file} cannot be written (${fileProblem(error)}): choose a folder with free space that this user may write to`,
    { cause: error },
  );
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
