import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * Text is compared byte by byte on PostgreSQL, as on SQLite, whatever the database's locale: an index by the rules of
 * a language breaks when the operating system learns new ones.
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  if (engine !== 'postgres') return;
  const { rows } = await sql<{ table: string; column: string }>`
    select c.table_name as "table", c.column_name as "column"
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and c.data_type = 'text' and t.table_type = 'BASE TABLE'
      and c.collation_name is distinct from 'C'`.execute(db);
  for (const { table, column } of rows)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} type text collate "C"`.execute(
      db,
    );
}
