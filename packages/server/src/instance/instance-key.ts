import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { InstanceKey, InstanceKeys } from '../crypto/seal.js';
import { OperatorError } from '../errors/operator-error.js';
import { writeDurably } from './durable-file.js';
import { type FileRights, isOpenToOthers } from './private-file.js';
import { shellQuote } from './shell-quote.js';
import { fileProblem } from './system-error.js';

export type { InstanceKey, InstanceKeys };

const keyBytes = 32;
const maxFileBytes = 65_536;
const expected = `${keyBytes} random bytes as base64, base64url or hex, for example from: openssl rand -base64 32`;

/** Reads the instance keys from a file that its owner alone may read, one a line (docs/architecture.md, "Keys and secrets"). */
export function loadInstanceKeys(file: string): InstanceKeys {
  const { text, rights } = readKeyFile(file);
  if (isOpenToOthers(rights)) {
    throw new OperatorError(
      `the instance key ${file} can be read by other users: restrict it to its owner with: chmod 600 ${shellQuote(file)}`,
    );
  }
  const [first, ...others] = keyLines(text).map(({ content, number }) => {
    const bytes = decodeKey(content);
    if (bytes === undefined) throw unusable(file, number);
    return instanceKey(bytes);
  });
  if (!first) throw unusable(file, 1);
  return [first, ...others];
}

/**
 * Reads the instance keys of a file now, and in each call of what it answers, if the file has changed since. Throws as
 * long as what is there is not usable (docs/architecture.md, "Keys and secrets").
 */
export function instanceKeyReader(file: string): () => InstanceKeys {
  let state = stateOf(file);
  let keys = loadInstanceKeys(file);
  return () => {
    const found = stateOf(file);
    if (found !== state) {
      keys = loadInstanceKeys(file);
      state = found;
    }
    return keys;
  };
}

/** Makes a new instance key in a file of its own (0600); a key that is already there is never replaced. */
export function createInstanceKey(file: string): InstanceKey {
  if (existsSync(file))
    throw new OperatorError(`the instance key ${file} already exists and is not overwritten`);
  const { key, line } = newInstanceKey();
  writeDurably(file, `${line}\n`, 0o600);
  return key;
}

/** A new instance key with the line by which a file holds it. */
export function newInstanceKey(): { key: InstanceKey; line: string } {
  const bytes = randomBytes(keyBytes);
  return { key: instanceKey(bytes), line: bytes.toString('base64') };
}

/** The lines of a key file that hold keys; the others are empty or comments. */
export function keyLines(text: string): { content: string; number: number }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ content: line.trim(), number: index + 1 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
}

/** An instance key that ends with the process, for a server that keeps nothing (docs/architecture.md). */
export function ephemeralInstanceKey(): InstanceKey {
  return instanceKey(randomBytes(keyBytes));
}

function instanceKey(bytes: Buffer): InstanceKey {
  const digest = createHmac('sha256', bytes).update('clientele instance key id').digest();
  return { id: digest.subarray(0, 8).toString('hex'), bytes };
}

function readKeyFile(file: string): { text: string; rights: FileRights } {
  try {
    const { size, mode, uid } = statSync(file);
    if (size > maxFileBytes) throw unusable(file, 1);
    return { text: readFileSync(file, 'latin1'), rights: { mode, uid } };
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      `the instance key ${file} cannot be read (${fileProblem(error)}): name the right file with CLIENTELE_KEY_FILE or --key-file`,
    );
  }
}

function unusable(file: string, line: number): OperatorError {
  const where = line === 1 ? '' : ` (line ${line})`;
  return new OperatorError(`the instance key ${file} is not usable${where}: expected ${expected}`);
}

/** What changes whenever the file does, also when another takes its place. */
function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ') : 'absent';
}

function decodeKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  // Node reads both base64 alphabets; 43 letters of either are 32 bytes.
  if (/^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/.test(text)) return Buffer.from(text, 'base64');
  return undefined;
}
