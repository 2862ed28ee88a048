import { findSetting } from '../database/instance-settings.js';
import type { Database, Queries } from '../database/tables.js';

/** The setting that holds that time. */
export const spentUntilName = 'assertions_spent_until';
const longestLifetimeName = 'longest_assertion_lifetime';

/**
 * The time up to which every assertion counts as spent, in milliseconds since the epoch: claims that would have been kept
 * no longer may have been deleted, or are not in a backup. It only grows. docs/decisions/0078
 */
export async function spentUntil(queries: Queries): Promise<number> {
  return Number((await findSetting(queries, spentUntilName)) ?? 0);
}

/** Lets every assertion count as spent whose claim would have been kept no longer than until a time. */
export function spendUntil(queries: Queries, time: number): Promise<void> {
  return raise(queries, spentUntilName, time);
}

/** Notes for how many seconds a server accepts assertions; a restore must know the longest that any server did. */
export function noteAssertionLifetime(db: Database, seconds: number): Promise<void> {
  return raise(db, longestLifetimeName, seconds);
}

/** The longest time, in seconds, for which a server of this database has accepted assertions; 0 where none has noted it. */
export async function longestAssertionLifetime(queries: Queries): Promise<number> {
  return Number((await findSetting(queries, longestLifetimeName)) ?? 0);
}

async function raise(queries: Queries, name: string, value: number): Promise<void> {
  const known = await findSetting(queries, name);
  if (known !== undefined && Number(known) >= value) return;
  await queries
    .insertInto('instance_settings')
    .values({ name, value: String(value) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(value) }))
    .execute();
}
