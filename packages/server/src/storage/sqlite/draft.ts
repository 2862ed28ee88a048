import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnavailableError } from '../port/errors.js';

/** What the name of a database ends with until it is whole, by what makes it. */
const suffixes = { start: '.new', restore: '.restoring' } as const;

/** Fills a database under another name, and gives it its own once it is whole and on the disk. */
export async function makeInDraft<T>(
  file: string,
  by: keyof typeof suffixes,
  fill: (draft: string) => Promise<T>,
): Promise<T> {
  const draft = `${file}${suffixes[by]}`;
  removeDraft(draft);
  try {
    const filled = await fill(draft);
    publish(draft, file);
    return filled;
  } finally {
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
}

function publish(draft: string, file: string): void {
  sync(draft, 'r+');
  renameSync(draft, file);
  // Windows opens no folders and needs none of this. POSIX.1-2017, fsync()
  if (process.platform !== 'win32') sync(dirname(file), 'r');
}

function sync(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whether there is no database yet.
 * @throws UnavailableError where one was being restored and is not whole.
 */
export function isMissing(file: string): boolean {
  if (existsSync(file)) return false;
  const draft = `${file}${suffixes.restore}`;
  if (existsSync(draft))
    throw new UnavailableError(
      `a restore into ${dirname(file)} was cut short: run clientele restore again, or delete ${draft} to start empty`,
    );
  return true;
}
