import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInUse } from '../../instance/lock.js';
import { shellQuote } from '../../instance/shell-quote.js';
import { fileProblem } from '../../instance/system-error.js';
import { type Finding, fail, ok, warn } from './finding.js';

const check = 'data folder';

/** Whether the data folder can be used, by its owner alone, and whether a server uses it (docs/architecture.md, "Starting"). */
export function checkDataFolder(folder: string): Finding[] {
  const problem = existsSync(folder) ? problemOf(folder) : problemOfMaking(folder);
  if (problem !== undefined)
    return [fail(check, `${folder} cannot be used (${problem}): name another with CLIENTELE_DATA or --data`)];
  if (!existsSync(folder)) return [ok(check, `${folder} does not exist yet: the first start creates it`)];
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0)
    return [
      warn(
        check,
        `${folder} is accessible to other users: restrict it with: chmod 700 ${shellQuote(folder)}`,
      ),
    ];
  return [ok(check, `${folder}, ${isInUse(folder) ? 'in use by a running server' : 'not in use'}`)];
}

function problemOf(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'it is a file';
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return fileProblem(error);
  }
}

function problemOfMaking(folder: string): string | undefined {
  const above = nearestExisting(folder);
  if (!statSync(above).isDirectory()) return `${above} is a file`;
  // A file system of the kernel's own, such as /proc.
  if (statfsSync(above).blocks === 0) return `no folder can be made in ${above}`;
  return problemOf(above);
}

/** The folder that is there, or the nearest one above it. */
export function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
