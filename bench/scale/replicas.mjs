// Tokens by one and by two replicas on one PostgreSQL, beside a server on SQLite, as ratios to the RS256 signatures that
// this machine makes in two processes at once. All of them, the database and the load share the same cores.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apis, inventClients, register } from '../clients.mjs';
import { median, quantile, startClientele, startHelper } from '../process.mjs';
import { databaseCpu, secondsBetween } from './database-cpu.mjs';

const clientCount = 300;
const inFlight = 64;
const count = 1200;
const capMilliseconds = 300;
const form = { grant_type: 'client_credentials', audience: apis.RS256.identifier };

/** Measures and prints. */
export async function tokensByReplicas({ postgres, rounds }) {
  const invented = inventClients(clientCount);
  const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-key-'));
  const url = await postgres.emptyDatabase();
  const replicas = await startReplicas(url, folder);
  const onSqlite = await startClientele();
  const loads = [startHelper('load.mjs'), startHelper('load.mjs')];
  const signers = [startHelper('token/signer.mjs'), startHelper('token/signer.mjs')];
  const places = [
    { place: 'SQLite', servers: [onSqlite], clients: await register(onSqlite, invented) },
    { place: 'PostgreSQL, one replica', servers: replicas.slice(0, 1) },
    { place: 'PostgreSQL, two replicas', servers: replicas },
  ];
  const shared = await register(replicas[0], invented);
  const rows = places.flatMap(({ place, servers, clients = shared }) => [
    { name: `${place}, secret`, servers, clients: clients.bySecret, blocks: [] },
    { name: `${place}, assertion`, servers, clients: clients.byKey, blocks: [] },
  ]);
  for (let round = 0; round <= rounds; round += 1) {
    process.stdout.write(round === 0 ? '\nWarming up …' : ` ${round}`);
    let before = await capOf(signers);
    for (let n = 0; n < rows.length; n += 1) {
      const row = rows[(n + round) % rows.length];
      const block = await measure(row, { loads, url });
      const after = await capOf(signers);
      if (round > 0) row.blocks.push({ ...block, ratio: (block.rate * 2) / (before + after) });
      before = after;
    }
  }
  for (const server of [onSqlite, ...replicas]) await server.end();
  for (const helper of [...loads, ...signers]) helper.end();
  rmSync(folder, { recursive: true });
  print(rows);
}

/** Two servers with one key, one issuer and one bootstrap client on one database. */
async function startReplicas(database, folder) {
  const key = join(folder, 'instance.key');
  writeFileSync(key, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const flags = { database, 'key-file': key, issuer: 'https://bench.example.com/' };
  const first = await startClientele(flags);
  const second = await startClientele(flags);
  return [first, second];
}

async function capOf(signers) {
  const both = await Promise.all(signers.map((signer) => signer.ask({ milliseconds: capMilliseconds })));
  return both[0].rate + both[1].rate;
}

/** Half of the load by each of two processes, so that both replicas are asked at once. */
async function measure({ servers, clients }, { loads, url }) {
  const cpu = databaseCpu(url);
  const halves = await Promise.all(
    loads.map((load, n) => {
      const { httpPort: port, pid, issuer } = servers[n % servers.length];
      const half = clients.filter((_, m) => m % loads.length === n);
      return load.ask({
        target: { host: '127.0.0.1', port, path: '/oauth/token' },
        inFlight: inFlight / loads.length,
        requests: { count: count / loads.length, form, clients: half, audience: issuer },
        server: pid,
      });
    }),
  );
  const seconds = Math.max(...halves.map((half) => half.seconds));
  const ofServers = servers.length === 1 ? [halves[0]] : halves;
  return {
    rate: count / seconds,
    p99: quantile(
      halves.flatMap(({ times }) => times),
      0.99,
    ),
    server: (ofServers.reduce((sum, { serverCpu }) => sum + serverCpu, 0) * 1e6) / count,
    database: (secondsBetween(cpu, databaseCpu(url)) * 1e6) / count,
  };
}

function print(rows) {
  const of = (blocks, figure, digits) => median(blocks.map((block) => block[figure])).toFixed(digits);
  console.log(`\n\n${inFlight} requests in flight, ${clientCount} clients in turn\n`);
  console.log('| tokens by | tokens/s | of the cap | p99 ms | server | database |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { name, blocks } of rows) {
    const database = name.startsWith('SQLite') ? 'within' : of(blocks, 'database', 0);
    console.log(
      `| ${name} | ${of(blocks, 'rate', 0)} | ${of(blocks, 'ratio', 2)} | ${of(blocks, 'p99', 1)} | ${of(blocks, 'server', 0)} | ${database} |`,
    );
  }
}
