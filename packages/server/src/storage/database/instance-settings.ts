import type { Queries, Reader } from './tables.js';

/** Reads a setting that holds for the whole database. */
export async function findSetting(queries: Reader, name: string): Promise<string | undefined> {
  const row = await queries
    .selectFrom('instance_settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/** Reads a setting; where it was never made, of several servers the first one makes it. */
export async function settingOr(queries: Queries, name: string, initial: () => string): Promise<string> {
  const known = await findSetting(queries, name);
  if (known !== undefined) return known;
  const value = initial();
  await queries
    .insertInto('instance_settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await findSetting(queries, name)) ?? value;
}
