import { UnavailableError } from '../port/errors.js';
import { findSetting } from './instance-settings.js';
import type { Queries, Reader } from './tables.js';

/** The setting that stands in a shared database from the beginning of a restore until its rows are committed. */
export const restoreBegun = 'restore_begun';

/** Notes that a restore has begun: what ends it early leaves tables that look like those of a new registry. docs/decisions/0052 */
export async function noteRestore(db: Queries, time: Date): Promise<void> {
  await db
    .insertInto('instance_settings')
    .values({ name: restoreBegun, value: time.toISOString() })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: time.toISOString() }))
    .execute();
}

/** Takes the note away, in the transaction that restores the rows. */
export async function forgetRestore(trx: Queries): Promise<void> {
  await trx.deleteFrom('instance_settings').where('name', '=', restoreBegun).execute();
}

/** @throws UnavailableError for a database into which a restore was cut short. */
export async function refuseUnfinishedRestore(db: Reader): Promise<void> {
  const begun = await findSetting(db, restoreBegun);
  if (begun !== undefined)
    throw new UnavailableError(
      `a restore into this database, begun at ${begun}, was not finished: run clientele restore again, or name another database`,
    );
}
