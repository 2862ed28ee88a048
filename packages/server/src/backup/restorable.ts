import { OperatorError } from '../errors/operator-error.js';
import { schemas } from '../storage/database/migrations/migrate.js';
import type { BackupHeader } from './format.js';

/** What a backup must fit to be of use where it is restored. */
export interface RestoreTarget {
  /** The fingerprints of the keys that the server will start with. */
  instanceKeyIds: readonly string[];
  /** The mode that the server will start in; any, unless given. */
  clientSecrets?: 'readable' | 'once';
}

/**
 * Refuses a backup that this version cannot read, or whose secrets the server could not open. docs/decisions/0052
 * @throws OperatorError that names both sides.
 */
export function checkRestorable(header: BackupHeader, target: RestoreTarget): void {
  if (!schemas.includes(header.schema))
    throw new OperatorError(
      `the backup has the schema "${header.schema}", newer than this version's "${schemas.at(-1)}": restore it with the version that made it, or a later one`,
    );
  const missing = header.instance_keys.find((id) => !target.instanceKeyIds.includes(id));
  if (missing !== undefined)
    throw new OperatorError(
      `the backup is encrypted under the instance key ${missing}, and the key file holds ${target.instanceKeyIds.join(', ')}: name the right key file with CLIENTELE_KEY_FILE or --key-file`,
    );
  const { clientSecrets = header.client_secrets } = target;
  if (header.client_secrets !== null && header.client_secrets !== clientSecrets)
    throw new OperatorError(
      `the backup stores client secrets in mode "${header.client_secrets}", not "${clientSecrets}": restore it with CLIENTELE_CLIENT_SECRETS=${header.client_secrets}, and start the server with the same, or switch it afterwards with: clientele secrets mode ${clientSecrets}`,
    );
}
