// What a growing registry costs on PostgreSQL and on SQLite, as ratios to a small one on the same engine, and what tokens
// cost by one and two replicas: all in one run, block by block in turn. CLIENTELE_BENCH_SIZES=1000,100000 shortens it.
import { startPostgres } from '../test/postgres/postgres-server.mjs';
import { median, quantile, startHelper } from './process.mjs';
import { databaseCpu, secondsBetween } from './scale/database-cpu.mjs';
import { openRegistry } from './scale/registry.mjs';
import { tokensByReplicas } from './scale/replicas.mjs';
import { printSizes } from './scale/sizes.mjs';

const sizes = (process.env.CLIENTELE_BENCH_SIZES ?? '1000,100000,1000000').split(',').map(Number);
const largestOnSqlite = 100_000;
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 9);
const toReach = 1.3;
/** Enough requests that each connection of the pool has had some. */
const connections = 60;
/** Few enough that times show the work and not the queue. */
const inFlight = 8;
/** The number of lists, each of random clients, and more at once than the pool has connections. */
const touching = { lists: 3000, clients: 50, inFlight: 20 };
/** Not more than the smallest registry has, so that each size is asked for as many. */
const distinct = Math.min(800, ...sizes);

const postgres = await startPostgres({
  // The usual shared_buffers: what a connection has not touched of them yet costs it (docs/scaling.md).
  settings: { max_wal_size: '8GB', checkpoint_timeout: '30min' },
});
const load = startHelper('load.mjs');
const registries = [];
for (const size of sizes) registries.push(await opened(size, postgres));
for (const size of sizes.filter((size) => size <= largestOnSqlite)) registries.push(await opened(size));

const page = (query) => (registry) => ({ texts: [get(registry, `/clients?${query}`)], times: 150 });
const rows = [
  { name: 'get client, cached', plan: reads, warm: true, times: 2 },
  { name: 'get client, from the database', plan: reads, forget: true, times: 1, passes: 3 },
  { name: 'create client', plan: creations, writes: true },
  { name: 'list, first page of 50', plan: page('per_page=50') },
  { name: 'list, first page of 50 with total', plan: page('per_page=50&include_totals=true') },
  {
    name: 'list, page of 50 in the middle',
    plan: (registry) => page(`take=50&from=${registry.middle}`)(registry),
  },
  { name: 'token, cached', plan: tokens, warm: true, times: 1, writes: true },
  { name: 'token, from the database', plan: tokens, forget: true, times: 1, passes: 3, writes: true },
].map((row) => ({ ...row, blocks: registries.map(() => []) }));

for (let round = 0; round <= rounds; round += 1) {
  process.stdout.write(round === 0 ? 'Warming up …' : ` ${round}`);
  for (const row of rows)
    for (let turn = 0; turn < registries.length; turn += 1) {
      const n = (turn + round) % registries.length;
      const block = await measure(row, registries[n]);
      if (round > 0) row.blocks[n].push(block);
    }
}
print();
await printSizes(registries);
for (const registry of registries) await registry.end();
await tokensByReplicas({ postgres, rounds });
load.end();
await postgres.remove();

async function opened(size, postgres) {
  const registry = await openRegistry(size, postgres);
  console.log(`${registry.engine}, ${size} clients: filled in ${registry.seconds.toFixed(1)} s`);
  if (postgres) await touch(registry);
  return registry;
}

/**
 * Asks until each connection has touched the database's shared memory, as one that is open for long has. The first time
 * is a page fault for each 4 KiB and connection, a hundred thousand of them, which belongs to no request.
 */
async function touch(registry) {
  const texts = Array.from({ length: touching.lists }, () => {
    const some = someOf(registry, touching.clients).map(({ id }) => id);
    return get(registry, `/clients?fields=client_id&client_ids=${some.join(',')}`);
  });
  const target = { host: '127.0.0.1', port: registry.server.httpPort };
  await load.ask({ target, inFlight: touching.inFlight, requests: { texts }, server: registry.server.pid });
}

/** Random clients, each once, so that neither the server nor the database has them at hand. */
function someOf({ clients }, count) {
  const picked = new Set();
  while (picked.size < count) picked.add(clients[Math.floor(Math.random() * clients.length)]);
  return [...picked];
}

function reads(registry, { warm, times }) {
  const clients = warm ? registry.clients.slice(0, 500) : someOf(registry, distinct);
  return { texts: clients.map(({ id }) => get(registry, `/clients/${id}`)), times };
}

function creations(registry) {
  const body = JSON.stringify({ name: 'New robot', app_type: 'non_interactive' });
  const head = `POST /api/v2/clients HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${registry.token}`;
  const type = 'content-type: application/json';
  return { texts: [`${head}\r\n${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`], times: 80 };
}

function tokens(registry, { warm, times }) {
  const clients = warm ? registry.clients.slice(0, 500) : someOf(registry, distinct);
  const texts = clients.map(({ id }) => {
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: registry.secretOf(id) };
    const body = new URLSearchParams({ ...form, audience: registry.api }).toString();
    const type = 'content-type: application/x-www-form-urlencoded';
    return `POST /oauth/token HTTP/1.1\r\nhost: 127.0.0.1\r\n${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  });
  return { texts, times };
}

function get({ token }, path) {
  return `GET /api/v2${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`;
}

/** What is forgotten before is asked for in several passes: of 800 answers, eight make the 99th percentile. */
async function measure(row, registry) {
  const passes = [];
  while (passes.length < (row.passes ?? 1)) passes.push(await pass(row, registry));
  const mean = (figure) => passes.reduce((sum, one) => sum + one[figure], 0) / passes.length;
  const [server, database] = [mean('server'), mean('database')];
  return {
    server,
    database,
    cpu: server + database,
    p99: quantile(
      passes.flatMap(({ times }) => times),
      0.99,
    ),
    written: mean('written'),
  };
}

async function pass(row, registry) {
  const { texts, times } = row.plan(registry, row);
  const repeated = Array.from({ length: times }, () => texts).flat();
  const target = { host: '127.0.0.1', port: registry.server.httpPort };
  const plan = { target, inFlight, requests: { texts: repeated }, server: registry.server.pid };
  // Connections that nobody used for a while were closed, and opening them is no part of what is measured.
  await load.ask(row.warm ? plan : { ...plan, requests: { texts: repeated.slice(0, connections) } });
  if (row.forget) await registry.forget();
  const [cpu, written] = [databaseCpu(registry.url), await registry.database.writtenBytes()];
  const answered = await load.ask(plan);
  return {
    server: (answered.serverCpu * 1e6) / repeated.length,
    database: (secondsBetween(cpu, databaseCpu(registry.url)) * 1e6) / repeated.length,
    times: answered.times,
    written: ((await registry.database.writtenBytes()) - written) / repeated.length,
  };
}

function print() {
  console.log(
    `\n\n${inFlight} requests in flight, medians of ${rounds} rounds; a ratio is to ${sizes[0]} clients`,
  );
  console.log(
    'CPU: microseconds for an answer, of the server and of its connections to the database; WAL: bytes for an answer\n',
  );
  console.log(
    '| row | engine | clients | server | database | CPU, ratio | p99 ms | p99, ratio | to reach | WAL |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, blocks, writes } of rows)
    for (const [n, { engine, size }] of registries.entries()) {
      const base = blocks[registries.findIndex((registry) => registry.engine === engine)];
      const of = (figure) => median(blocks[n].map((block) => block[figure]));
      const ratio = (figure) =>
        median(blocks[n].map((block, round) => block[figure] / base[round][figure])).toFixed(2);
      const onPostgres = engine === 'PostgreSQL';
      const figures = [
        of('server').toFixed(0),
        onPostgres ? of('database').toFixed(0) : 'within',
        size === sizes[0] ? '-' : ratio('cpu'),
        of('p99').toFixed(1),
        size === sizes[0] ? '-' : ratio('p99'),
        size === sizes[0] ? '-' : toReach,
        onPostgres && writes ? of('written').toFixed(0) : '-',
      ];
      console.log(`| ${name} | ${engine} | ${size} | ${figures.join(' | ')} |`);
    }
}
