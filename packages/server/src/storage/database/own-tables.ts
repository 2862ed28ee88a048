import { PostgresAdapter, sql, type TableMetadata } from 'kysely';
import type { Database } from './tables.js';

/** The tables of the place where ours belong: the file, or the schema that comes first for this user (PostgreSQL, "Schemas"). */
export async function ownTables(db: Database): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return tables;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return tables.filter(({ schema }) => schema === rows[0]?.schema);
}
