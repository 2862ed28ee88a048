/** What a user may do in a database, as the database answers `rightsQuestion`. */
export interface Rights {
  /** Whether it may open another connection. */
  connect: boolean;
  /** Where tables are looked for; null where the user may use no schema. */
  schema: string | null;
  /** A table that it may not read and write; null where there is none. */
  lacking: string | null;
}

/** Asks for the rights of the user of a connection. PostgreSQL 15, section 9.26.2 */
export const rightsQuestion = `
  select has_database_privilege(current_database(), 'connect')
      and coalesce((select rolcanlogin from pg_roles where rolname = session_user), false) as connect,
    current_schema()::text as schema,
    (select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind = 'r' and c.relname not like 'kysely!_%' escape '!'
        and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
          and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
      order by 1 limit 1) as lacking`;

/** What the user of a connection lacks to serve from its database, if anything. */
export function missingRight({ connect, schema, lacking }: Rights): string | undefined {
  if (!connect) return 'this user may not connect any more: grant it connect on the database, and login';
  if (schema === null) return 'this user may use no schema: grant it usage, or set search_path for it';
  if (lacking === null) return undefined;
  return `this user lacks privileges on the table ${lacking}: make it the owner of the schema, or grant it select, insert, update and delete`;
}
