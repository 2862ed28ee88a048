// Whether this checkout is dearer than another: tokens and reads of both, block by block in turn in one run, and of a
// second server of the other one, whose distance from the first is what the run itself scatters by.
// The first argument is the folder of the other checkout, built by its `npm run setup`. Settings that follow, such as
// --log-tokens refused, are those of one more server of this checkout, which is measured too. CLIENTELE_BENCH_ROWS picks rows
// by a part of their name.
import { join, resolve } from 'node:path';
import { apis, inventClients, managementApi, register } from './clients.mjs';
import { startLoad } from './load.mjs';
import { median, quantile, startClientele } from './process.mjs';

const [folder, ...settings] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of the checkout to compare with: npm run bench:beside -- ../before');
  process.exit(1);
}
const clientCount = Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 200);
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
const inFlight = 64;

const before = join(resolve(folder), 'packages/server/bundle/main.js');
const invented = inventClients(clientCount);
console.log(`Starting the servers, registering 2 × ${clientCount} clients on each …`);
const servers = [
  await prepared('before', before),
  await prepared('this', undefined),
  await prepared('before, again', before),
  ...(settings.length > 0 ? [await prepared(settings.join(' '), undefined, flagsOf(settings))] : []),
];
const load = startLoad();
const rows = ['token by secret', 'token by assertion', 'GET client']
  .filter((name) => name.includes(process.env.CLIENTELE_BENCH_ROWS ?? ''))
  .map((name) => ({ name, blocks: servers.map(() => []) }));

for (let round = 0; round <= rounds; round += 1) {
  process.stdout.write(round === 0 ? 'Warming up …' : ` ${round}`);
  for (const { name, blocks } of rows)
    for (let n = 0; n < servers.length; n += 1) {
      // Each server has each turn equally often.
      const turn = (n + round) % servers.length;
      const block = await load.measure({ inFlight, ...servers[turn].plans[name] });
      if (round > 0) blocks[turn].push(block);
    }
}
for (const { end } of servers) await end();
load.end();
print();

/** Names and values in turn, as they stand on a command line. */
function flagsOf(words) {
  const pairs = words.flatMap((word, n) => (n % 2 === 0 ? [[word.replace(/^--/, ''), words[n + 1]]] : []));
  return Object.fromEntries(pairs);
}

async function prepared(name, program, flags = {}) {
  const server = await startClientele(flags, program);
  const { bySecret, byKey } = await register(server, invented);
  const { tokenFor } = await managementApi(server);
  const reader = await tokenFor(['read:clients']);
  const target = { host: '127.0.0.1', port: server.httpPort };
  const form = { grant_type: 'client_credentials', audience: apis.RS256.identifier };
  const token = (clients, audience) => ({
    pid: server.pid,
    target: { ...target, path: '/oauth/token' },
    count: 1500,
    requests: { form, clients, audience },
  });
  const read = (n) =>
    `GET /api/v2/clients/${bySecret[n % clientCount].id} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${reader}\r\n\r\n`;
  return {
    name,
    end: server.end,
    plans: {
      'token by secret': token(bySecret),
      'token by assertion': token(byKey, server.issuer),
      'GET client': {
        pid: server.pid,
        target,
        count: 4000,
        requests: { texts: Array.from({ length: 4000 }, (_, n) => read(n)) },
      },
    },
  };
}

function print() {
  console.log(
    `\n\n${inFlight} requests in flight, medians of ${rounds} rounds and their middle half, of "before"\n`,
  );
  console.log('| row | server | rate | CPU | p99 |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { name, blocks } of rows)
    for (const turn of Array.from(servers.keys()).slice(1)) {
      const ratios = (figure) => blocks[turn].map((block, round) => block[figure] / blocks[0][round][figure]);
      const cells = ['rate', 'cpu', 'p99'].map((figure) => {
        const of = (part) => quantile(ratios(figure), part).toFixed(2);
        return `${median(ratios(figure)).toFixed(3)} (${of(0.25)} to ${of(0.75)})`;
      });
      console.log(`| ${name} | ${servers[turn].name} | ${cells.join(' | ')} |`);
    }
}
