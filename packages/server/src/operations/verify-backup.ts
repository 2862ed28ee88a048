import type { Readable } from 'node:stream';
import { checkRestorable } from '../backup/restorable.js';
import { type VerifiedBackup, verifyBackup } from '../backup/verify.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { fromBackup } from './backup-source.js';

/** What `clientele backup verify` is given. */
export interface VerifyRequest {
  /** A file, or a stream. */
  from: string | Readable;
  /** Called meanwhile with the number of rows read so far. */
  onProgress?: (rows: number) => void;
}

/**
 * Proves that a backup can be restored with the instance keys of these settings: it is whole, and they open all that is
 * encrypted in it. Restores nothing and needs no database. docs/decisions/0101
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export function verifyBackupFile(
  settings: OperatorSettings,
  { from, onProgress }: VerifyRequest,
): Promise<VerifiedBackup> {
  return fromBackup(settings, from, (backup, keys) => {
    checkRestorable(backup.header, { instanceKeyIds: keys.map(({ id }) => id) });
    return verifyBackup(backup, keys, onProgress);
  });
}
