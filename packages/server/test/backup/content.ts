import { sql } from 'kysely';
import { backupTables } from '../../src/backup/tables.js';
import type { Engine } from '../../src/storage/database/engine.js';

/** Every row of every table, in the order of its key, but for what every restore makes anew. */
export async function contentOf({ db }: Pick<Engine, 'db'>): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const { name, key, madeByRestore = '' } of backupTables) {
    const order = sql.join(key.map((column) => sql.ref(column)));
    content[name] = (
      await sql`
      select * from ${sql.table(name)} where ${sql.ref(key[0] ?? '')} <> ${madeByRestore} order by ${order}`.execute(
        db,
      )
    ).rows;
  }
  return content;
}
