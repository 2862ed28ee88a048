import type { Database } from '../../storage/database/tables.js';
import { type Finding, ok, warn } from './finding.js';

const check = 'signing keys';
const day = 24 * 60 * 60 * 1000;
/** Without rotation by themselves, keys should be rotated once a year. */
const oldDays = 365;

/** How long the keys that sign now have been signing (docs/architecture.md, "Keys and secrets"). */
export async function checkSigningKeys(
  db: Database,
  { rotationDays, now }: { rotationDays: number; now: number },
): Promise<Finding[]> {
  const keys = await db
    .selectFrom('signing_keys')
    .select(['kid', 'type', 'current_since'])
    .where('current_since', 'is not', null)
    .where('current_until', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  if (keys.length === 0) return [ok(check, 'none yet: the first start creates them')];
  const ages = keys.map((key) => ({ ...key, days: Math.floor((now - Number(key.current_since)) / day) }));
  const tooOld = ages.filter(({ days }) => days > (rotationDays === 0 ? oldDays : rotationDays + 1));
  if (tooOld.length === 0)
    return [
      ok(
        check,
        `the oldest current key has been signing for ${Math.max(...ages.map(({ days }) => days))} days`,
      ),
    ];
  return tooOld.map(({ kid, type, days }) =>
    warn(
      check,
      `${type} key ${kid} has been signing for ${days} days: rotate it with POST /api/v2/keys/signing/rotate, or ${rotationDays === 0 ? 'set CLIENTELE_SIGNING_KEY_ROTATION_DAYS' : 'start a server, which rotates it'}`,
    ),
  );
}
