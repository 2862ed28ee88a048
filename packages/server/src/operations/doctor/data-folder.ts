import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderInUse, takeLock } from '../../instance/lock.js';
import { shellQuote } from '../../instance/shell-quote.js';
import { fileProblem } from '../../instance/system-error.js';
import { type Finding, fail, ok, warn } from './finding.js';

const check = 'data folder';

/** Whether the data folder can be used, by its owner alone, and whether a server uses it (docs/architecture.md, "Starting"). */
export function checkDataFolder(folder: string): Finding[] {
  if (!existsSync(folder)) return [ok(check, `${folder} does not exist yet: the first start creates it`)];
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [
      fail(
        check,
        `${folder} cannot be used (${fileProblem(error)}): make it writable for the user of the server`,
      ),
    ];
  }
  const stats = statSync(folder);
  if (!stats.isDirectory())
    return [fail(check, `${folder} is a file: name a folder with CLIENTELE_DATA or --data`)];
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
    return [
      warn(
        check,
        `${folder} is accessible to other users: restrict it with: chmod 700 ${shellQuote(folder)}`,
      ),
    ];
  return [ok(check, `${folder}, ${isInUse(folder) ? 'in use by a running server' : 'not in use'}`)];
}

function isInUse(folder: string): boolean {
  if (!existsSync(join(folder, 'server.lock'))) return false;
  try {
    takeLock(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}
