// How long a server takes from its start to its first answer, and what memory it then has: as a ratio to a
// node:http server that says hello, in one run, start by start in turn. An argument picks rows by a part of their name.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuSecondsOf, median, quantile } from './process.mjs';

const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
const most = { ratio: 3, mebibytes: 90 };
/** Milliseconds after the first answer at which memory is read: what starts late has come by then. */
const settling = 500;
const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'));
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const main = here('../packages/server/bundle/main.js');
const keyFile = join(folder, 'instance.key');
writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });

const development = (data) => (port) => [main, '--data', data, '--http-port', port, '--https-port', '0'];
const production = (port) => [
  ...[main, '--mode', 'production', '--data', join(folder, 'production'), '--key-file', keyFile],
  ...['--issuer', 'https://id.example.com/', '--trusted-proxy', '127.0.0.1', '--http-port', port],
];
const proxied = { host: 'id.example.com', 'x-forwarded-proto': 'https' };
// An answer that takes the database: the keys that are kept there.
const path = '/.well-known/jwks.json';
let fresh = 0;

const rows = [
  { name: 'node:http hello', args: (port) => [here('start/hello.mjs'), port], path: '/' },
  {
    name: 'development, http and https',
    args: development(join(folder, 'development')),
    path,
    measured: true,
  },
  { name: 'production, behind a proxy', args: production, path, headers: proxied, measured: true },
  {
    name: 'in memory: makes keys',
    args: (port) => [main, '--data', ':memory:', '--http-port', port, '--https-port', '0'],
    path,
  },
  {
    name: 'first start in a folder: makes keys and certificates',
    args: (port) => development(join(folder, `fresh-${fresh++}`))(port),
    path,
  },
  { name: 'oidc-provider', args: (port) => [here('start/oidc-provider.mjs'), port], path: '/jwks' },
]
  .filter(({ name }, n) => n === 0 || name.includes(process.argv[2] ?? ''))
  .map((row) => ({ ...row, starts: [] }));

try {
  // The first round makes what the others find, and warms the disk up.
  for (let round = 0; round <= rounds; round += 1) {
    process.stdout.write(round === 0 ? 'Warming up …' : ` ${round}`);
    for (let n = 0; n < rows.length; n += 1) {
      const row = rows[(n + round) % rows.length];
      const measured = await startOf(row);
      if (round > 0) row.starts.push(measured);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
print();

async function startOf({ name, args, path, headers }) {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, args(String(port)), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    while (!(await answers({ port, path, headers }))) {
      if (child.exitCode !== null) throw new Error(`${name} did not start: ${said}`);
      await setTimeout(2);
    }
    const milliseconds = performance.now() - begin;
    const cpu = cpuSecondsOf(child.pid) * 1000;
    await setTimeout(settling);
    return { milliseconds, cpu, mebibytes: mebibytesOf(child.pid) };
  } finally {
    child.kill();
    await ended;
  }
}

function answers({ port, path, headers }) {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode === 200));
    }).once('error', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resident memory of a process, where the system reports it. */
function mebibytesOf(pid) {
  if (process.platform !== 'linux') return NaN;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

function print() {
  const [hello] = rows;
  const of = (starts, figure, digits) => median(starts.map((start) => start[figure])).toFixed(digits);
  const ratios = (starts, figure) => starts.map((start, n) => start[figure] / hello.starts[n][figure]);
  console.log(`\n\nFrom the start to the first answer with status 200, medians of ${rounds} rounds`);
  console.log(`To reach: at most ${most.ratio} × hello, at most ${most.mebibytes} MiB\n`);
  console.log('| row | ms | of hello | middle half | CPU ms | CPU of hello | MiB | reached |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, starts, measured } of rows) {
    const times = ratios(starts, 'milliseconds');
    const reached = median(times) <= most.ratio && of(starts, 'mebibytes', 1) <= most.mebibytes;
    const figures = [
      of(starts, 'milliseconds', 0),
      median(times).toFixed(2),
      `${quantile(times, 0.25).toFixed(2)} to ${quantile(times, 0.75).toFixed(2)}`,
      of(starts, 'cpu', 0),
      median(ratios(starts, 'cpu')).toFixed(2),
      of(starts, 'mebibytes', 1),
      measured ? (reached ? 'yes' : 'no') : '-',
    ];
    console.log(`| ${name} | ${figures.join(' | ')} |`);
  }
}
