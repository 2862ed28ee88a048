/** Whether the servers of this run keep their data in PostgreSQL; SQLite unless the vitest project says so. */
export const onPostgres = process.env.CLIENTELE_TEST_ENGINE === 'postgres';
