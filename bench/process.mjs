// Processes that take part in a benchmark, asked by messages.
import { fork, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../packages/server/bundle/main.js', import.meta.url));

// What is to be done at the exit is done when somebody ends a run, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Starts a file of this folder; `ask` sends it a message and answers what comes back. */
export function startHelper(file) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return {
    pid: child.pid,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const fail = (code) => reject(new Error(`${file} ended with ${code}: ${said}`));
        child.once('exit', fail);
        child.once('message', ({ result, error }) => {
          child.off('exit', fail);
          if (error === undefined) resolve(result);
          else reject(new Error(error));
        });
        child.send(message);
      }),
    end: () => child.disconnect(),
  };
}

/**
 * Starts the server as an operator does, on a database in a folder of its own unless flags name another, with the log
 * going to a file; of this checkout unless another program is named. CLIENTELE_BENCH_NODE_FLAGS may hold flags of Node, such
 * as --cpu-prof.
 */
export async function startClientele(more = {}, program = main) {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'));
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const ports = { 'http-port': 0, 'https-port': 0 };
  const flags = { data, ...ports, 'log-level': 'info', 'rate-limit': 1_000_000, ...more };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(
    process.execPath,
    [...(process.env.CLIENTELE_BENCH_NODE_FLAGS?.split(' ') ?? []), program, ...args],
    { stdio: ['ignore', output, output] },
  );
  closeSync(output);
  // A run that fails must not leave it behind.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const [banner, httpPort] = await portIn(log, child);
  const httpsPort = Number(/https:\/\/localhost:(\d+)/.exec(banner)[1]);
  return {
    pid: child.pid,
    data,
    url: `http://127.0.0.1:${httpPort}`,
    httpPort,
    httpsPort,
    issuer: more.issuer ?? `https://localhost:${httpsPort}/`,
    ca: readFileSync(join(data, 'ca.pem'), 'utf8'),
    bootstrap: {
      id: /bootstrap client +([\w-]+)/.exec(banner)[1],
      secret: readFileSync(join(data, 'bootstrap-client-secret'), 'utf8').trim(),
    },
    /** Ends it and removes its folder; answers how many bytes the database took. */
    async end() {
      child.kill('SIGTERM');
      await ended;
      const database = join(data, 'clientele.db');
      const databaseBytes = existsSync(database) ? statSync(database).size : undefined;
      rmSync(folder, { recursive: true });
      return { databaseBytes };
    },
  };
}

async function portIn(file, child) {
  for (;;) {
    const text = readFileSync(file, 'utf8');
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
    if (port !== undefined && /https:\/\/localhost:\d+/.test(text)) return [text, Number(port)];
    if (child.exitCode !== null) throw new Error(`the server did not start: ${text}`);
    await setTimeout(50);
  }
}

/** Seconds of CPU that the threads of a process have used so far, where the system reports it. */
export function cpuSecondsOf(pid) {
  if (process.platform !== 'linux') return NaN;
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).reduce((sum, thread) => sum + nanosecondsOf(`${folder}/${thread}`), 0) / 1e9;
}

function nanosecondsOf(thread) {
  try {
    return Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** The memory that a process holds now, where the system reports it. */
export function residentBytesOf(pid) {
  if (process.platform !== 'linux') return NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}

/** The middle one of some values. */
export function median(values) {
  return quantile(values, 0.5);
}

/** The value that so large a part of the values does not exceed. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
