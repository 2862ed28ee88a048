// How fast tokens are issued, as a ratio to the RS256 signatures that this machine makes in two processes at once, and
// beside oidc-provider: all in one run, block by block in turn, the signatures measured before and after each block.
// An argument picks rows by a part of their name.
import { generateKeyPairSync } from 'node:crypto';
import { apis, inventClients, register } from './clients.mjs';
import { startLoad } from './load.mjs';
import { median, quantile, startClientele, startHelper } from './process.mjs';

const clientCount = Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 500);
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
const inFlight = 64;
const capMilliseconds = 400;

console.log(`Starting the servers, registering 2 × ${clientCount} clients …`);
const clientele = await startClientele();
const invented = inventClients(clientCount);
const registered = await register(clientele, invented);
const peer = await startPeer(invented);
const bare = await startBare();
const load = startLoad();
const signers = [startHelper('token/signer.mjs'), startHelper('token/signer.mjs')];

const grant = { grant_type: 'client_credentials' };
const ours = {
  pid: clientele.pid,
  target: { host: '127.0.0.1', port: clientele.httpPort, path: '/oauth/token' },
  form: { ...grant, audience: apis.RS256.identifier },
  by: registered.bySecret,
  count: 1500,
};
const oursForES256 = { ...ours, form: { ...grant, audience: apis.ES256.identifier }, count: 3000 };
const oursByTls = {
  ...ours,
  target: {
    ...ours.target,
    host: 'localhost',
    port: clientele.httpsPort,
    ca: clientele.ca,
    newConnections: true,
  },
  count: 500,
};
const theirs = {
  pid: peer.pid,
  target: { host: '127.0.0.1', port: peer.port, path: '/token' },
  form: { ...grant, resource: apis.RS256.identifier, scope: apis.RS256.scopes.join(' ') },
  by: invented.bySecret,
  count: 600,
};
const ourAssertions = { by: registered.byKey, audience: clientele.issuer };
const theirAssertions = { by: invented.byKey, audience: peer.issuer };
const bareEndpoint = { ...ours, pid: bare.pid, target: { ...ours.target, port: bare.port } };

const rows = [
  { name: 'Clientele, secret', ...ours, least: 0.75 },
  { name: 'oidc-provider, secret', ...theirs },
  { name: 'Clientele, assertion', ...ours, ...ourAssertions, least: 0.65 },
  { name: 'oidc-provider, assertion', ...theirs, ...theirAssertions },
  { name: 'Clientele, secret, ES256 tokens', ...oursForES256, least: 2 },
  { name: 'Clientele, assertion, ES256 tokens', ...oursForES256, ...ourAssertions },
  { name: 'Clientele, secret, new https connections', ...oursByTls },
  { name: 'bare Fastify endpoint, no rules', ...bareEndpoint },
]
  .filter(({ name }) => name.includes(process.argv[2] ?? ''))
  .map((row) => ({ ...row, blocks: [] }));

for (let round = 0; round <= rounds; round += 1) {
  process.stdout.write(round === 0 ? 'Warming up …' : ` ${round}`);
  let before = await cap();
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[(n + round) % rows.length];
    const block = await measure(row);
    const after = await cap();
    const around = (before.rate + after.rate) / 2;
    // The first round only warms up: compiled code, caches, connections.
    if (round > 0)
      row.blocks.push({ ...block, cap: around, ratio: block.rate / around, signature: after.cpu });
    before = after;
  }
}
await clientele.end();
for (const helper of [peer, bare, load, ...signers]) helper.end();
print();

async function startPeer(clients) {
  const helper = startHelper('token/oidc-provider.mjs');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { port } = await helper.ask({
    clients: [...clients.bySecret, ...clients.byKey.map(({ id, jwk }) => ({ id, jwk }))],
    signingKey: privateKey.export({ format: 'jwk' }),
    api: apis.RS256,
  });
  return { ...helper, port, issuer: `http://127.0.0.1:${port}` };
}

async function startBare() {
  const helper = startHelper('token/bare.mjs');
  const { port } = await helper.ask({ issuer: clientele.issuer, audience: apis.RS256.identifier });
  return { ...helper, port };
}

/** RS256 signatures a second that two processes make at once, and the milliseconds of CPU for one. */
async function cap() {
  const both = await Promise.all(signers.map((signer) => signer.ask({ milliseconds: capMilliseconds })));
  return { rate: both[0].rate + both[1].rate, cpu: (both[0].cpu + both[1].cpu) / 2 };
}

function measure({ pid, target, form, by, count, audience }) {
  return load.measure({ pid, target, inFlight, count, requests: { form, clients: by, audience } });
}

function print() {
  const of = (blocks, figure, digits) => median(blocks.map((block) => block[figure])).toFixed(digits);
  const all = rows.flatMap(({ blocks }) => blocks);
  const caps = all.map((block) => block.cap);
  console.log(
    `\n\n${inFlight} requests in flight, ${clientCount} clients in turn, medians of ${rounds} rounds`,
  );
  console.log(
    `the cap: ${of(all, 'cap', 0)} RS256 signatures/s by two processes (from ${Math.min(...caps).toFixed(0)} to ${Math.max(...caps).toFixed(0)}), ${of(all, 'signature', 2)} ms of CPU each`,
  );
  console.log('CPU: milliseconds of the server for a token, and of the process that asks for it\n');
  console.log(
    '| row | tokens/s | of the cap | middle half | to reach | p50 ms | p99 ms | p99/p50 | CPU | load |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, blocks, least } of rows) {
    const ratios = blocks.map(({ ratio }) => ratio);
    const figures = [
      of(blocks, 'rate', 0),
      of(blocks, 'ratio', 2),
      `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`,
      least ?? '-',
      of(blocks, 'p50', 1),
      of(blocks, 'p99', 1),
      median(blocks.map(({ p50, p99 }) => p99 / p50)).toFixed(1),
      of(blocks, 'cpu', 2),
      of(blocks, 'load', 2),
    ];
    console.log(`| ${name} | ${figures.join(' | ')} |`);
  }
}
