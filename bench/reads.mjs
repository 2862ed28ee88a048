// How fast one client is read, as a ratio to a node:http server that says hello: in one run, block by block in turn.
// An argument picks rows by a part of their name.

import { managementApi } from './clients.mjs';
import { startLoad } from './load.mjs';
import { median, quantile, startClientele, startHelper } from './process.mjs';

const clientCount = Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 500);
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
const inFlight = 64;
const count = 4000;

const clientele = await startClientele();
const hello = startHelper('reads/hello.mjs');
const bare = startHelper('reads/bare.mjs');
const duties = startHelper('reads/duties.mjs');
const load = startLoad();
const { post, tokenFor } = await managementApi(clientele);
const ids = [];
for (let n = 0; n < clientCount; n += 1) ids.push((await post('/clients', ofUsualSize(n))).client_id);
const { port: helloPort } = await hello.ask({});

const readers = {
  'GET client, read:clients': await tokenFor(['read:clients']),
  'GET client, read:client_keys (with its secret)': await tokenFor(['read:clients', 'read:client_keys']),
};
const sample = await sampleOf(ids[0], Object.values(readers)[0]);
const { port: barePort } = await bare.ask(sample);
const { port: dutiesPort } = await duties.ask(sample);
const bearer = (token) => `authorization: Bearer ${token}\r\n`;
const target = { host: '127.0.0.1', port: clientele.httpPort };
const rows = [
  { name: 'node:http hello', pid: hello.pid, target: { ...target, port: helloPort }, texts: () => head('/') },
  {
    name: 'bare Fastify, the same bytes and headers',
    pid: bare.pid,
    target: { ...target, port: barePort },
    texts: () => head(`/api/v2/clients/${ids[0]}`),
  },
  {
    name: 'node:http, the same bytes, and id, digest, measurement, log line',
    pid: duties.pid,
    target: { ...target, port: dutiesPort },
    texts: () => head(`/api/v2/clients/${ids[0]}`, bearer(Object.values(readers)[0])),
  },
  ...Object.entries(readers).map(([name, token], n) => ({
    name,
    pid: clientele.pid,
    target,
    least: n === 0 ? 0.6 : undefined,
    texts: (client) => head(`/api/v2/clients/${ids[client % ids.length]}`, bearer(token)),
  })),
]
  .filter(({ name }, n) => n === 0 || name.includes(process.argv[2] ?? ''))
  .map((row) => ({ ...row, blocks: [] }));

for (let round = 0; round <= rounds; round += 1) {
  process.stdout.write(round === 0 ? 'Warming up …' : ` ${round}`);
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[(n + round) % rows.length];
    const block = await measure(row);
    if (round > 0) row.blocks.push(block);
  }
}
await clientele.end();
for (const helper of [hello, bare, duties, load]) helper.end();
print();

/** A client with the properties that such clients have, of about 2.4 KB. */
function ofUsualSize(n) {
  return {
    name: `Client ${n}`,
    description: 'Fetches the invoices of the day and sends them on.'.repeat(2),
    app_type: 'non_interactive',
    callbacks: Array.from({ length: 8 }, (_, m) => `https://client-${n}.example.com/callback/${m}`),
    allowed_origins: Array.from({ length: 8 }, (_, m) => `https://origin-${m}.client-${n}.example.com`),
    client_metadata: Object.fromEntries(
      Array.from({ length: 8 }, (_, m) => [`key_${m}`, `value ${m} `.repeat(8)]),
    ),
  };
}

/** What is answered for a client, without what node:http adds by itself. */
async function sampleOf(id, token) {
  const answer = await fetch(`${clientele.url}/api/v2/clients/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const added = ['connection', 'content-length', 'date', 'keep-alive'];
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !added.includes(name)));
  return { body: await answer.text(), headers };
}

function head(path, headers = '') {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`;
}

async function measure({ pid, target, texts }) {
  const requests = { texts: Array.from({ length: count }, (_, n) => texts(n)) };
  const { cpu, load: asking, ...block } = await load.measure({ pid, target, inFlight, count, requests });
  return { ...block, cpu: cpu * 1000, load: asking * 1000 };
}

function print() {
  const of = (blocks, figure, digits) => median(blocks.map((block) => block[figure])).toFixed(digits);
  console.log(
    `\n\n${inFlight} requests in flight, ${clientCount} clients of ${Buffer.byteLength(sample.body)} bytes in turn, medians of ${rounds} rounds`,
  );
  console.log('CPU: microseconds of the server for an answer, and of the process that asks for it\n');
  console.log('| row | answers/s | of hello | middle half | to reach | p50 ms | p99 ms | CPU | load |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, blocks, least } of rows) {
    const ratios = blocks.map(({ rate }, round) => rate / rows[0].blocks[round].rate);
    const figures = [
      of(blocks, 'rate', 0),
      median(ratios).toFixed(2),
      `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`,
      least ?? '-',
      of(blocks, 'p50', 1),
      of(blocks, 'p99', 1),
      of(blocks, 'cpu', 0),
      of(blocks, 'load', 0),
    ];
    console.log(`| ${name} | ${figures.join(' | ')} |`);
  }
}
