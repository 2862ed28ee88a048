import { openPostgres } from '../../packages/server/src/storage/postgres/open.js';
import { template, variable } from './engine.js';
import { startPostgres } from './postgres-server.mjs';

/** What is lost by a power cut is of no interest here, and much is written; test files run beside each other. */
const settings = { fsync: 'off', full_page_writes: 'off', max_connections: 400 };

/** Starts one PostgreSQL for all tests of a run; they share it, each with databases of its own. */
export default async function oneForAllTests(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable] !== undefined) return undefined;
  const server = await startPostgres({ settings });
  await (await openPostgres(await server.emptyDatabase(template), { poolSize: 1 })).db.destroy();
  process.env[variable] = server.url;
  return async () => {
    delete process.env[variable];
    await server.remove();
  };
}
