import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { OperatorError } from '../errors/operator-error.js';
import type { TextSources } from './given-text.js';
import type { SeedDocument } from './seed-document.js';
import { readLists, type SeedLists } from './seed-lists.js';

/** What a seed file holds, and how it is known again. */
export interface Seed {
  document: SeedDocument;
  /** Of the content as it is written, without texts that may be secret. */
  digest: string;
}

/** The most bytes of one file; thousands of clients with keys take a part of it. */
const longestSeed = 10_000_000;

/**
 * Reads a seed file.
 * @throws OperatorError that names file and line.
 */
export async function readSeed(file: string): Promise<Seed> {
  // The parser of YAML is loaded only where there is a seed file.
  const { parseSeed } = await import('./seed-document.js');
  const document = parseSeed(file, textOf(file));
  return { document, digest: digestOf(document.value) };
}

/** The lists of a seed, with the texts that stand elsewhere. @throws OperatorError that names file, line and property. */
export function listsOf({ document }: Seed, sources: TextSources): SeedLists {
  return readLists(document, sources);
}

function textOf(file: string): string {
  try {
    if (statSync(file).size <= longestSeed)
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new OperatorError(
      `CLIENTELE_SEED_FILE: ${file} cannot be read: expected a file in JSON or YAML, in UTF-8`,
    );
  }
  throw new OperatorError(`CLIENTELE_SEED_FILE: ${file} has more than ${longestSeed} bytes`);
}

/** A digest of a short secret could be guessed back. */
const mayBeSecret = /secret|password|key$/i;

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** The same text for the same content, however it is written and in whatever order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (typeof part === 'string') return mayBeSecret.test(name) ? '' : part;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
