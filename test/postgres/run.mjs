// A PostgreSQL with an empty database until it is told to end. Prints its url, or why there is none.
import { startPostgres, whyNoPostgres } from './postgres-server.mjs';

const why = whyNoPostgres();
if (why !== undefined) console.log(why);
else {
  const server = await startPostgres();
  console.log(await server.emptyDatabase());
  process.once('SIGTERM', () => server.remove());
}
