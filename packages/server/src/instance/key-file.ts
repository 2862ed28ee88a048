import { readFileSync } from 'node:fs';
import { rewriteDurably } from './durable-file.js';
import { keyLines, loadInstanceKeys, newInstanceKey } from './instance-key.js';

/** Puts a new key before those that a key file holds; they stay, and so do its comments. docs/decisions/0050 */
export function addKeyTo(file: string): { id: string; previous: string } {
  const [previous] = loadInstanceKeys(file);
  const { key, line } = newInstanceKey();
  rewriteDurably(file, `${line}\n${readFileSync(file, 'utf8')}`);
  return { id: key.id, previous: previous.id };
}

/** Takes all keys but the first out of a key file; returns which they were. docs/decisions/0050 */
export function dropEarlierKeysFrom(file: string): string[] {
  const [first, ...earlier] = loadInstanceKeys(file);
  if (earlier.length === 0) return [];
  const text = readFileSync(file, 'utf8');
  const dropped = new Set(
    keyLines(text)
      .slice(1)
      .map(({ number }) => number),
  );
  const kept = text.split('\n').filter((_, index) => !dropped.has(index + 1));
  rewriteDurably(file, kept.join('\n'));
  return [...new Set(earlier.map(({ id }) => id))].filter((id) => id !== first.id);
}
