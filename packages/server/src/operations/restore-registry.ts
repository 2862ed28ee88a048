import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type LoadOptions, loadBackup, type RestoreSummary } from '../backup/load.js';
import { type OpenBackup, openBackup } from '../backup/read.js';
import { checkRestorable } from '../backup/restorable.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { OperatorError } from '../errors/operator-error.js';
import { openDataFolder } from '../instance/data-folder.js';
import { type InstanceKey, loadInstanceKeys } from '../instance/instance-key.js';
import { openToRestore } from '../storage/engines.js';
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
export async function restoreRegistry(
  settings: OperatorSettings,
  { from, onProgress }: RestoreRequest,
): Promise<RestoreSummary> {
  const source = typeof from === 'string' ? createReadStream(from) : from;
  try {
    const backup = await openBackup(source, typeof from === 'string' ? from : 'the backup');
    const keys = neededKeys(settings, backup);
    checkRestorable(backup.header, {
      instanceKeyIds: keys.map(({ id }) => id),
      clientSecrets: settings.clientSecrets,
    });
    const { databaseUrl, assertionMaxLifetime } = settings;
    const options = { keys, assertionMaxLifetime, onProgress };
    if (databaseUrl === undefined) return await restoreToFile(settings, backup, options);
    return await openToRestore(placeOf(settings), (engine) => loadBackup(engine, backup, options));
  } finally {
    source.destroy();
  }
}

function neededKeys({ keyFile }: OperatorSettings, { header }: OpenBackup): readonly InstanceKey[] {
  if (header.instance_keys.length === 0) return [];
  const wanted = `the instance key ${header.instance_keys.join(', ')}, which this backup needs`;
  if (keyFile === undefined)
    throw new OperatorError(`CLIENTELE_KEY_FILE: name the file that holds ${wanted}`);
  if (!existsSync(keyFile))
    throw new OperatorError(
      `${keyFile} does not exist: put ${wanted}, there, or name its file with CLIENTELE_KEY_FILE or --key-file`,
    );
  return loadInstanceKeys(keyFile);
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
