import { type Seal, sealKeyId } from '../../crypto/seal.js';
import { findSetting } from '../database/instance-settings.js';
import type { RowLocks } from '../database/row-locks.js';
import type { Reader } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { settingPlace } from './places.js';

/** Sealed under the current instance key: says which that is, and whether a key of its id is the right one. docs/decisions/0050 */
export const instanceKeyCheck = 'instance_key_check';

/** The key under which cursors are sealed; it stays when the instance key changes. docs/decisions/0051 */
export const cursorKey = 'cursor_key';

/** Where the digest key of an earlier instance key is kept. docs/decisions/0050 */
export const digestKeySetting = (keyId: string): string => `${digestKeyPrefix}${keyId}`;
export const digestKeyPrefix = 'digest_key ';

/** Where a rotation that is under way notes which key it leaves. docs/decisions/0050 */
export const leavingSetting = (keyId: string): string => `${leavingPrefix}${keyId}`;
export const leavingPrefix = 'leaving_instance_key ';

const checkText = 'clientele';

/** The value of the check under a key. */
export function sealCheck(seal: Seal): string {
  return seal.seal(checkText, settingPlace(instanceKeyCheck));
}

/** Whether a key of the right id is the right one. */
export function opensCheck(seal: Seal | undefined, check: string): boolean {
  try {
    return seal?.open(check, settingPlace(instanceKeyCheck)) === checkText;
  } catch {
    return false;
  }
}

/** The id of the key that a database is under, if it has ever been served. */
export async function currentKeyId(queries: Reader): Promise<string | undefined> {
  const check = await findSetting(queries, instanceKeyCheck);
  return check === undefined ? undefined : sealKeyId(check);
}

/** The same inside a transaction that seals: until it ends, the database comes under no other key. */
export async function currentKeyIdForWriting(locks: RowLocks, queries: Reader): Promise<string> {
  const query = queries.selectFrom('instance_settings').select('value').where('name', '=', instanceKeyCheck);
  return sealKeyId((await locks.whileUnchanged(query).executeTakeFirstOrThrow()).value);
}

/** The keys that a rotation has begun to leave and not left entirely. */
export async function keysBeingLeft(queries: Reader): Promise<string[]> {
  const rows = await queries
    .selectFrom('instance_settings')
    .select('name')
    .where('name', 'like', `${leavingPrefix}%`)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name.slice(leavingPrefix.length));
}

/** A key file that does not fit a database. */
export function otherKey(id: string): UnavailableError {
  return new UnavailableError(
    `the key file does not fit this database, which is encrypted under instance key ${id}: start with the key file that holds that key (CLIENTELE_KEY_FILE)`,
  );
}
