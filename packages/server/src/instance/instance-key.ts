import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeDurably } from './durable-file.js';
import { shellQuote } from './shell-quote.js';
import { StartError } from './start-error.js';
import { fileProblem } from './system-error.js';

/** The key outside the database under which secrets are sealed and digested (docs/architecture.md, "Keys and secrets"). */
export interface InstanceKey {
  /** A fingerprint that may be shown and stored: it says which key this is and nothing about its bytes. */
  id: string;
  bytes: Buffer;
}

const keyBytes = 32;
const expected = `${keyBytes} random bytes as base64, base64url or hex, for example from: openssl rand -base64 32`;

/** Reads the instance key from a file that its owner alone may read (docs/architecture.md, "Keys and secrets"). */
export function loadInstanceKey(file: string): InstanceKey {
  const { text, mode } = readKeyFile(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new StartError(
      `the instance key ${file} can be read by other users: give it to its owner alone with: chmod 600 ${shellQuote(file)}`,
    );
  }
  const bytes = decodeKey(text.trim());
  if (bytes === undefined)
    throw new StartError(`the instance key ${file} is not usable: expected ${expected}`);
  return instanceKey(bytes);
}

/** Makes a new instance key in a file of its own (0600); a key that is already there is never replaced. */
export function createInstanceKey(file: string): InstanceKey {
  if (existsSync(file)) throw new StartError(`the instance key ${file} is there already and is not replaced`);
  const bytes = randomBytes(keyBytes);
  writeDurably(file, `${bytes.toString('base64')}\n`, 0o600);
  return instanceKey(bytes);
}

/** An instance key that ends with the process, for a server that keeps nothing (docs/architecture.md). */
export function ephemeralInstanceKey(): InstanceKey {
  return instanceKey(randomBytes(keyBytes));
}

function instanceKey(bytes: Buffer): InstanceKey {
  const digest = createHmac('sha256', bytes).update('clientele instance key id').digest();
  return { id: digest.subarray(0, 8).toString('hex'), bytes };
}

function readKeyFile(file: string): { text: string; mode: number } {
  try {
    return { text: readFileSync(file, 'latin1'), mode: statSync(file).mode };
  } catch (error) {
    throw new StartError(
      `the instance key ${file} cannot be read (${fileProblem(error)}): name the right file with CLIENTELE_KEY_FILE or --key-file`,
    );
  }
}

function decodeKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  // Node reads both base64 alphabets; 43 letters of either are 32 bytes.
  if (/^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/.test(text)) return Buffer.from(text, 'base64');
  return undefined;
}
