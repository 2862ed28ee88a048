import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

// Outside the checkout, so that neither a clean checkout nor another one builds them again.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'clientele', 'clients');

/**
 * The folder of a tool in the cache, made by `make` where it is not there: whole or not at all. The name says all that
 * decides about its content, above all the version.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const part = `${folder}.${process.pid}`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    await make(part);
    mkdirSync(dirname(folder), { recursive: true });
    // Another run may have made the same meanwhile.
    if (!existsSync(folder)) renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}
