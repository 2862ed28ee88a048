import { readFileSync } from 'node:fs';
import { rewriteDurably, writeDurably } from './durable-file.js';
import { keyLines, loadInstanceKeys, newInstanceKey } from './instance-key.js';

/** Puts a new key before those that a key file holds; they stay, and so do its comments. docs/decisions/0050 */
export function addKeyTo(file: string): { id: string; previous: string } {
  const [previous] = loadInstanceKeys(file);
  const { key, line } = newInstanceKey();
  rewriteDurably(file, `${line}\n${readFileSync(file, 'utf8')}`);
  return { id: key.id, previous: previous.id };
}

/** What was taken out of a key file. */
export interface DroppedKeys {
  /** The ids of the keys. */
  dropped: string[];
  /** The files that hold them now, if they were kept. */
  kept: string[];
}

/**
 * Takes all keys but the first out of a key file; unless told not to, each stays in a file of its own beside it, since
 * backups may need it. docs/decisions/0050, 0101
 */
export function dropEarlierKeysFrom(file: string, { keep }: { keep: boolean }): DroppedKeys {
  const [first, ...earlier] = loadInstanceKeys(file);
  if (earlier.length === 0) return { dropped: [], kept: [] };
  const text = readFileSync(file, 'utf8');
  const lines = keyLines(text).slice(1);
  const numbers = new Set(lines.map(({ number }) => number));
  const lineOf = new Map(earlier.map(({ id }, index) => [id, lines[index]?.content ?? '']));
  lineOf.delete(first.id);
  // Each is on the disk before it leaves the file.
  const kept = keep ? [...lineOf].map(([id, line]) => keepAside(file, id, line)) : [];
  const left = text.split('\n').filter((_, index) => !numbers.has(index + 1));
  rewriteDurably(file, left.join('\n'));
  return { dropped: [...lineOf.keys()], kept };
}

function keepAside(file: string, id: string, line: string): string {
  const aside = `${file}.retired-${id}`;
  writeDurably(aside, `# Retired; backups need it that were made under it.\n${line}\n`, 0o600);
  return aside;
}
