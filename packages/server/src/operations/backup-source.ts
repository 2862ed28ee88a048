import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type OpenBackup, openBackup } from '../backup/read.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { OperatorError } from '../errors/operator-error.js';
import { type InstanceKey, loadInstanceKeys } from '../instance/instance-key.js';

/** Reads a backup from a file or a stream, with the instance keys that it needs, and closes it at the end. */
export async function fromBackup<T>(
  settings: OperatorSettings,
  from: string | Readable,
  use: (backup: OpenBackup, keys: readonly InstanceKey[]) => Promise<T>,
): Promise<T> {
  const source = typeof from === 'string' ? createReadStream(from) : from;
  try {
    const backup = await openBackup(source, typeof from === 'string' ? from : 'the backup');
    return await use(backup, neededKeys(settings, backup));
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
