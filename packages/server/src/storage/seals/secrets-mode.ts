import { findSetting } from '../database/instance-settings.js';
import type { RowLocks } from '../database/row-locks.js';
import type { Queries, Reader } from '../database/tables.js';

/** Whether client secrets can be read back, or are shown once only. docs/decisions/0119 */
export type SecretsMode = 'readable' | 'once';

/** The setting of a database that says which. */
export const secretsModeSetting = 'client_secrets';

/** The mode that a database is in, if it has ever been served. */
export async function secretsMode(queries: Reader): Promise<SecretsMode | undefined> {
  return modeOf(await findSetting(queries, secretsModeSetting));
}

/**
 * The mode for what the caller's transaction writes, whatever the server was started with: until the transaction ends, the
 * database is in no other, since who switches waits for all who write secrets.
 */
export async function secretsModeForWriting(locks: RowLocks, queries: Queries): Promise<SecretsMode> {
  await locks.writingTo(queries, 'client_secrets');
  // What is not known to be readable is not written so that it can be read.
  return (await secretsMode(queries)) ?? 'once';
}

function modeOf(value: string | undefined): SecretsMode | undefined {
  return value === 'readable' || value === 'once' ? value : undefined;
}
