import { startPostgres } from './postgres-server.mjs';

/** Where tests find the PostgreSQL of this run. */
export const variable = 'CLIENTELE_TEST_POSTGRES_URL';

/** Starts one PostgreSQL for all tests of a run; they share it, each with databases of its own. */
export default async function oneForAllTests(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable] !== undefined) return undefined;
  // What is lost by a power cut is of no interest here, and much is written.
  const server = await startPostgres({ settings: { fsync: 'off' } });
  process.env[variable] = server.url;
  return async () => {
    delete process.env[variable];
    await server.remove();
  };
}
