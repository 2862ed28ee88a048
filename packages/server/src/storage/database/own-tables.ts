import { sql, type TableMetadata } from 'kysely';
import type { OpenDatabase } from './engine.js';

/** The tables of the place where ours belong: the file, or the schema that comes first for this user (PostgreSQL, "Schemas"). */
export async function ownTables({ name, db }: OpenDatabase): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (name === 'sqlite') return tables;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return tables.filter(({ schema }) => schema === rows[0]?.schema);
}
