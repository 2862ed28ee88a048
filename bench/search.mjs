// What a search costs as a registry grows, on both engines: servers on registries of two sizes are asked in turn, each request
// for another client. CLIENTELE_BENCH_SEARCHED=100000 shortens it.
import { startPostgres } from '../test/postgres/postgres-server.mjs';
import { median } from './process.mjs';
import { multiply } from './scale/multiply.mjs';
import { openRegistry } from './scale/registry.mjs';

const sizes = { small: 1_000, large: Number(process.env.CLIENTELE_BENCH_SEARCHED ?? 1_000_000) };
const rounds = 60;
const requestsARound = 10;
const toReach = 1.3;

/** Queries that find one client, and such as find all of them. */
const queries = {
  'part of an id': ({ id }) => `q=${id.slice(8, 20)}`,
  'part of an id, and a type': ({ id }) => `q=${id.slice(8, 20)}&app_type=non_interactive`,
  'second of its making': ({ createdAt }) => {
    const at = new Date(createdAt).toISOString();
    return `created_from=${at}&created_to=${at}&sort=name`;
  },
  'text of all, first page': () => 'q=robot',
  'all, last by name, first page': () => 'sort=name:desc',
};

/** Prints a table for each engine. */
export async function searchRows() {
  const postgres = await startPostgres({ settings: { max_wal_size: '8GB', checkpoint_timeout: '30min' } });
  for (const on of [undefined, postgres]) await onEngine(on);
  await postgres.remove();
}

async function onEngine(postgres) {
  const registries = {};
  for (const [name, size] of Object.entries(sizes)) {
    registries[name] = await openRegistry(sizes.small, postgres);
    if (size > sizes.small) registries[name].clients = await multiply(registries[name], size - sizes.small);
  }
  console.log(
    `\n${registries.small.engine}, ${sizes.large} clients against ${sizes.small}, medians of ${rounds} rounds\n`,
  );
  console.log('| search | ms at 1,000 | ratio |\n| --- | --- | --- |');
  // Connections have been idle for so long that the server may close them just now.
  for (const registry of Object.values(registries))
    await timed(registry, queries['part of an id']).catch(() => undefined);
  for (const [name, queryOf] of Object.entries(queries)) {
    const times = { small: [], large: [] };
    for (let round = 0; round <= rounds; round += 1)
      for (const size of round % 2 === 0 ? ['small', 'large'] : ['large', 'small']) {
        const time = await timed(registries[size], queryOf);
        if (round > 0) times[size].push(time);
      }
    const [small, large] = [median(times.small), median(times.large)];
    console.log(`| ${name} | ${small.toFixed(2)} | ${(large / small).toFixed(2)} |`);
  }
  console.log(`To reach where one client is found: ${toReach}`);
  for (const registry of Object.values(registries)) await registry.end();
}

async function timed({ clients, server, token }, queryOf) {
  const some = Array.from(
    { length: requestsARound },
    () => clients[Math.floor(Math.random() * clients.length)],
  );
  const begin = performance.now();
  for (const client of some)
    await ask(`http://127.0.0.1:${server.httpPort}/api/v2/clients/search?${queryOf(client)}`, token);
  return (performance.now() - begin) / requestsARound;
}

async function ask(url, token) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('"client_id"'))
    throw new Error(`${url}: ${answer.status} ${text}`);
}
