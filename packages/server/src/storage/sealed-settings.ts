/** Tells which instance key a database is under, and whether a key of that id is the right one. docs/decisions/0050 */
export const instanceKeyCheck = 'instance_key_check';

/** What the check says, once it is opened. */
export const checkText = 'clientele';

/** The key under which cursors are sealed; it stays when the instance key changes. docs/decisions/0051 */
export const cursorKey = 'cursor_key';

const digestKeyPrefix = 'digest_key ';
const leavingPrefix = 'leaving_instance_key ';

/** Where the digest key of an earlier instance key is kept. docs/decisions/0050 */
export const digestKeySetting = (keyId: string): string => `${digestKeyPrefix}${keyId}`;

/** Where a rotation that is under way notes what it leaves. docs/decisions/0050 */
export const leavingSetting = (keyId: string): string => `${leavingPrefix}${keyId}`;
