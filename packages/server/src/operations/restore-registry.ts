import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type LoadOptions, loadBackup, type RestoreSummary } from '../backup/load.js';
import type { OpenBackup } from '../backup/read.js';
import { checkRestorable } from '../backup/restorable.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { OperatorError } from '../errors/operator-error.js';
import { openDataFolder } from '../instance/data-folder.js';
import { openToRestore } from '../storage/engines.js';
import { fromBackup } from './backup-source.js';
import { placeOf } from './registry.js';

/** The options of `clientele restore`. */
export interface RestoreRequest {
  /** A file, or a stream. */
  from: string | Readable;
  /** Called during the restore with the number of rows restored so far. */
  onProgress?: (rows: number) => void;
}

/**
 * Restores a registry into an empty place. Nothing of it can be seen before all of it is there and found whole.
 * docs/decisions/0052
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export function restoreRegistry(
  settings: OperatorSettings,
  { from, onProgress }: RestoreRequest,
): Promise<RestoreSummary> {
  return fromBackup(settings, from, (backup, keys) => {
    checkRestorable(backup.header, {
      instanceKeyIds: keys.map(({ id }) => id),
      clientSecrets: settings.clientSecrets,
    });
    const { databaseUrl, assertionMaxLifetime } = settings;
    const options = { keys, assertionMaxLifetime, onProgress };
    return databaseUrl === undefined
      ? restoreToFile(settings, backup, options)
      : openToRestore(placeOf(settings), (engine) => loadBackup(engine, backup, options));
  });
}

/** The database has another name until it is whole and on the disk. */
async function restoreToFile(
  settings: OperatorSettings,
  backup: OpenBackup,
  options: LoadOptions,
): Promise<RestoreSummary> {
  const place = placeOf(settings);
  const folder = openDataFolder(settings.data);
  try {
    refuseExisting(place.file);
    return await openToRestore(place, (engine) => loadBackup(engine, backup, options));
  } finally {
    folder.release();
  }
}

function refuseExisting(file: string): void {
  for (const name of [file, `${file}-wal`])
    if (existsSync(name))
      throw new OperatorError(
        `${name} already exists, and a backup can be restored into an empty folder only: choose another data folder with CLIENTELE_DATA or --data, or move this file away`,
      );
}
