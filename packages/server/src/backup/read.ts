import { createHash, type Hash } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../errors/operator-error.js';
import { fileProblem, systemErrorCode } from '../instance/system-error.js';
import {
  type BackupHeader,
  type BackupTrailer,
  type BackupValue,
  isHeader,
  isRow,
  isTableLine,
  isTrailer,
  type TableLine,
} from './format.js';

/** A backup that is being read. */
export interface OpenBackup {
  header: BackupHeader;
  /**
   * The rows in their order, some at a time.
   * @throws OperatorError, at the latest after the last of them, where the backup is not whole and unchanged.
   */
  batches(): AsyncGenerator<RowBatch>;
}

/** Some rows of one table. */
export interface RowBatch extends TableLine {
  rows: BackupValue[][];
}

/** Rows in one batch, and the longest line that is possible: a request's body has at most a megabyte. */
const batchSize = 250;
const longestLine = 16 * 1024 * 1024;

/**
 * Begins to read a backup and understands its header. docs/decisions/0052
 * @throws OperatorError for what is not a backup, or of a later format.
 */
export async function openBackup(source: Readable, name: string): Promise<OpenBackup> {
  const hash = createHash('sha256');
  const lines = linesOf(source, name);
  const first = await lines.next();
  const header = first.done ? undefined : parsed(first.value);
  if (first.done || !isHeader(header)) throw notABackup(name);
  if (header.version !== 1)
    throw new OperatorError(
      `${name} has the backup format ${header.version}, and this version reads format 1: restore it with the version that wrote it`,
    );
  hash.update(`${first.value}\n`);
  return { header, batches: () => batchesOf(lines, hash, name) };
}

async function* batchesOf(lines: AsyncGenerator<string>, hash: Hash, name: string): AsyncGenerator<RowBatch> {
  const counts: Record<string, number> = {};
  let batch: RowBatch | undefined;
  for await (const text of lines) {
    const line = parsed(text);
    if (isTrailer(line)) {
      checkTrailer(line, { counts, sha256: hash.digest('hex'), name });
      if (batch) yield batch;
      if (!(await lines.next()).done) throw damaged(name, 'there is data after its end');
      return;
    }
    hash.update(`${text}\n`);
    if (isTableLine(line)) {
      if (batch) yield batch;
      batch = { ...line, rows: [] };
      counts[line.table] = 0;
    } else if (batch && isRow(line, batch.columns.length)) {
      batch.rows.push(line);
      counts[batch.table] = (counts[batch.table] ?? 0) + 1;
      if (batch.rows.length === batchSize) {
        yield batch;
        batch = { ...batch, rows: [] };
      }
    } else throw damaged(name, 'it has a line that is neither table nor row');
  }
  throw cutShort(name);
}

interface Read {
  counts: Record<string, number>;
  sha256: string;
  name: string;
}

function checkTrailer(trailer: BackupTrailer, { counts, sha256, name }: Read): void {
  if (trailer.sha256 !== sha256) throw damaged(name, 'its checksum does not match');
  const tables = new Set([...Object.keys(counts), ...Object.keys(trailer.rows)]);
  const wrong = [...tables].find((table) => counts[table] !== trailer.rows[table]);
  if (wrong !== undefined)
    throw damaged(name, `it has ${counts[wrong] ?? 0} rows of ${wrong}, not ${trailer.rows[wrong] ?? 0}`);
}

/** The lines of compressed text; an unfinished last line is not one. */
async function* linesOf(source: Readable, name: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  // Errors of the file and of its compression surface in the loop below.
  pipeline(source, gunzip, () => undefined);
  let begun: string[] = [];
  let length = 0;
  let any = false;
  try {
    for await (const chunk of gunzip.setEncoding('utf8')) {
      const [rest = '', ...more] = String(chunk).split('\n');
      begun.push(rest);
      length += rest.length;
      if (length > longestLine) throw damaged(name, 'it has a line that is too long');
      const last = more.pop();
      if (last === undefined) continue;
      any = true;
      yield begun.join('');
      yield* more;
      begun = [last];
      length = last.length;
    }
  } catch (error) {
    throw readProblem(error, name, any);
  }
}

function readProblem(error: unknown, name: string, begun: boolean): unknown {
  const code = systemErrorCode(error);
  if (error instanceof OperatorError || code === undefined) return error;
  if (code.startsWith('Z_')) {
    if (!begun) return notABackup(name);
    return code === 'Z_BUF_ERROR' ? cutShort(name) : damaged(name, 'its compressed data is broken');
  }
  return new OperatorError(`${name} cannot be read (${fileProblem(error)}): name the right file`, {
    cause: error,
  });
}

function notABackup(name: string): OperatorError {
  return new OperatorError(
    `${name} is not a backup of Clientele, or its beginning is damaged: expected a file written by "clientele backup"`,
  );
}

function cutShort(name: string): OperatorError {
  return new OperatorError(`${name} is truncated: use a complete copy of it, or another backup`);
}

function damaged(name: string, how: string): OperatorError {
  return new OperatorError(`${name} is damaged: ${how}: use another copy of it, or another backup`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
