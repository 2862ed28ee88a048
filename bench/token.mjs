// How fast tokens are issued, as a ratio to the RS256 signatures that this machine makes in two processes at once, and
// beside oidc-provider: all in one run, block by block in turn, the signatures measured before and after each block.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { cpuSecondsOf, median, quantile, startClientele, startHelper } from './process.mjs';
import { apis, inventClients, register } from './token/registry.mjs';

const clientCount = Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 500);
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 5);
const inFlight = 64;
const capMilliseconds = 1000;

console.log(`Starting both servers, registering 2 × ${clientCount} clients …`);
const clientele = await startClientele();
const invented = inventClients(clientCount);
const registered = await register(clientele, invented);
const peer = await startPeer(invented);
const load = startHelper('token/load.mjs');
const signers = [startHelper('token/signer.mjs'), startHelper('token/signer.mjs')];

const grant = { grant_type: 'client_credentials' };
const ours = { host: '127.0.0.1', port: clientele.httpPort, path: '/oauth/token' };
const oursByTls = {
  ...ours,
  host: 'localhost',
  port: clientele.httpsPort,
  ca: clientele.ca,
  newConnections: true,
};
const theirs = { host: '127.0.0.1', port: peer.port, path: '/token' };
const withRS256 = { ...grant, audience: apis.RS256.identifier };
const withES256 = { ...grant, audience: apis.ES256.identifier };
const atPeer = { ...grant, resource: apis.RS256.identifier, scope: apis.RS256.scopes.join(' ') };

const rows = [
  {
    name: 'Clientele, secret',
    pid: clientele.pid,
    target: ours,
    form: withRS256,
    by: registered.bySecret,
    count: 3000,
    least: 0.75,
  },
  {
    name: 'oidc-provider, secret',
    pid: peer.pid,
    target: theirs,
    form: atPeer,
    by: invented.bySecret,
    count: 1200,
  },
  {
    name: 'Clientele, assertion',
    pid: clientele.pid,
    target: ours,
    form: withRS256,
    by: registered.byKey,
    count: 3000,
    audience: clientele.issuer,
    least: 0.65,
  },
  {
    name: 'oidc-provider, assertion',
    pid: peer.pid,
    target: theirs,
    form: atPeer,
    by: invented.byKey,
    count: 1200,
    audience: peer.issuer,
  },
  {
    name: 'Clientele, secret, ES256 tokens',
    pid: clientele.pid,
    target: ours,
    form: withES256,
    by: registered.bySecret,
    count: 6000,
    least: 2,
  },
  {
    name: 'Clientele, secret, new https connections',
    pid: clientele.pid,
    target: oursByTls,
    form: withRS256,
    by: registered.bySecret,
    count: 1500,
  },
]
  .filter(({ name }) => name.includes(process.argv[2] ?? ''))
  .map((row) => ({ ...row, blocks: [] }));

for (let round = 0; round <= rounds; round += 1) {
  process.stdout.write(round === 0 ? 'Warming up … ' : `round ${round} of ${rounds} … `);
  let before = await cap();
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[(n + round) % rows.length];
    const block = await measure(row);
    const after = await cap();
    if (round > 0)
      row.blocks.push({ ...block, ratio: block.rate / ((before + after) / 2), cap: (before + after) / 2 });
    before = after;
  }
}
await clientele.end();
for (const helper of [peer, load, ...signers]) helper.end();
print();

async function startPeer(clients) {
  const helper = startHelper('token/oidc-provider.mjs');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { port } = await helper.ask({
    clients: [...clients.bySecret, ...clients.byKey.map(({ id, jwk }) => ({ id, jwk }))],
    signingKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
      format: 'jwk',
    }),
    api: apis.RS256,
  });
  return { ...helper, port, issuer: `http://127.0.0.1:${port}` };
}

/** RS256 signatures a second that two processes make at once. */
async function cap() {
  const rates = await Promise.all(signers.map((signer) => signer.ask({ milliseconds: capMilliseconds })));
  return rates[0] + rates[1];
}

async function measure({ pid, target, form, by, count, audience }) {
  const cpu = cpuSecondsOf(pid);
  const { seconds, times, cpuSeconds } = await load.ask({
    target,
    inFlight,
    requests: { count, form, clients: by, audience },
  });
  return {
    rate: count / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpuPerToken: ((cpuSecondsOf(pid) - cpu) * 1000) / count,
    loadShare: cpuSeconds / seconds,
  };
}

function print() {
  const of = (blocks, figure, digits) => median(blocks.map((block) => block[figure])).toFixed(digits);
  const caps = rows.flatMap(({ blocks }) => blocks.map((block) => block.cap));
  console.log(
    `\n\n${inFlight} requests in flight, ${clientCount} clients in turn, medians of ${rounds} rounds; Node ${process.version}`,
  );
  console.log(
    `the cap: ${median(caps).toFixed(0)} RS256 signatures/s by two processes (from ${Math.min(...caps).toFixed(0)} to ${Math.max(...caps).toFixed(0)})`,
  );
  console.log('load: CPU of the process that sends the requests, in cores; it takes this from the server\n');
  console.log(
    '| row | tokens/s | of the cap | least to most | to reach | p50 ms | p99 ms | p99/p50 | CPU ms/token | load |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, blocks, least } of rows) {
    const ratios = blocks.map(({ ratio }) => ratio);
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const tail = median(blocks.map(({ p50, p99 }) => p99 / p50)).toFixed(2);
    console.log(
      `| ${name} | ${of(blocks, 'rate', 0)} | ${of(blocks, 'ratio', 2)} | ${spread} | ${least ?? '-'} | ${of(blocks, 'p50', 1)} | ${of(blocks, 'p99', 1)} | ${tail} | ${of(blocks, 'cpuPerToken', 2)} | ${of(blocks, 'loadShare', 2)} |`,
    );
  }
}
