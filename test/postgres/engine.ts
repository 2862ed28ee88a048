/** Where tests find the PostgreSQL of this run. */
export const variable = 'CLIENTELE_TEST_POSTGRES_URL';
/** The database there that has our schema already; a copy takes a tenth of the time that making it anew does. */
export const template = 'migrated';
/** Whether the servers of this run keep their data in PostgreSQL; SQLite unless the vitest project says so. */
export const onPostgres = process.env.CLIENTELE_TEST_ENGINE === 'postgres';
