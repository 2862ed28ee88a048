import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../postgres/empty-database.js';
import { type Block, runBlocks } from './page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const name = `clientele_${randomBytes(4).toString('hex')}`;

/** A folder like a clone, and one that stands for the root of the file system. */
let clone: string;
let system: string;
let admin: URL;
let ports: number[];
beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), 'clientele-production-'));
  system = mkdtempSync(join(tmpdir(), 'clientele-system-'));
  cpSync(join(root, 'deploy'), join(clone, 'deploy'), { recursive: true });
  mkdirSync(join(system, 'etc/systemd/system'), { recursive: true });
  const installed = join(system, 'opt/clientele/lib/node_modules/clientele');
  cpSync(join(root, 'deploy'), join(installed, 'deploy'), { recursive: true });
  programs();
  admin = new URL(await emptyDatabase());
  ports = await freePorts(3);
});
afterAll(() => {
  for (const folder of [clone, system]) rmSync(folder, { recursive: true, force: true });
});

/** What the page calls and is another here: `sudo` just runs, `systemctl` notes what it is told, `sql` asks the database. */
function programs(): void {
  const bin = join(system, 'bin');
  mkdirSync(bin);
  const ask = `import pg from ${JSON.stringify(join(root, 'node_modules/pg/esm/index.mjs'))};
    const client = new pg.Client({ connectionString: process.env.SUPERUSER_URL });
    await client.connect();
    for (const statement of (await new Response(process.stdin).text()).split(';\\n')) await client.query(statement);
    await client.end();`;
  writeFileSync(join(bin, 'sql.mjs'), ask);
  for (const [program, code] of [
    ['sudo', 'exec "$@"'],
    ['systemctl', `echo "$@" >> ${join(system, 'systemctl.log')}`],
    ['sql', `exec node ${join(bin, 'sql.mjs')}`],
  ] as const) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${code}\n`);
    chmodSync(join(bin, program), 0o755);
  }
}

/** Ports that are free now; the page has others, which may be taken here. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const found = servers
    .map((server) => server.address())
    .map((at) => (at && typeof at === 'object' ? at.port : 0));
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return found;
}

/** The page's code with the names of this run: others may run it at the same time, on the same PostgreSQL. */
function ofThisRun(code: string): string {
  return code
    .replaceAll('127.0.0.1:5432:', `${admin.hostname}:${admin.port}:`)
    .replaceAll('127.0.0.1:5432', admin.host)
    .replaceAll('--host=127.0.0.1 --port=5432', `--host=${admin.hostname} --port=${admin.port}`)
    .replaceAll(/\b(role|database|owner) clientele(?!\.)/g, `$1 ${name}`)
    .replaceAll(/(?<!\/etc)\/clientele(?=[_$']|$)/gm, `/${name}`)
    .replaceAll('postgres://clientele:choose', `postgres://${name}:choose`)
    .replaceAll(':*:clientele:', `:*:${name}:`)
    .replaceAll('--username=clientele', `--username=${name}`)
    .replaceAll('--dbname=clientele_', `--dbname=${name}_`)
    .replaceAll(/(clientele\.dump) clientele$/gm, `$1 ${name}`)
    .replaceAll(/(?<![\w./])\/(etc|opt)\//g, `${system}/$1/`)
    .replaceAll(/\b464([345])\b/g, (_, digit: string) => String(ports[Number(digit) - 3]));
}

/** The page as one script; SQL is asked where it stands. */
function script(): string {
  const parts = runBlocks().map((block) => {
    const why = block.needs && missing(block.needs);
    if (why !== undefined) {
      console.log(`not run: a block of docs/production.md, since ${why}`);
      return '';
    }
    return inScript(block);
  });
  const endAll = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT";
  return ['set -euo pipefail', endAll, ...parts].join('\n');
}

function inScript({ language, code }: Block): string {
  return language === 'sql' ? `sql <<'END_OF_SQL'\n${ofThisRun(code)}END_OF_SQL` : ofThisRun(code);
}

/** Why a block cannot be run here, if so. */
function missing(needs: string): string | undefined {
  if (needs !== 'pg_dump') return undefined;
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  const [, major] = /(\d+)\.\d+/.exec(stdout ?? '') ?? [];
  if (major === undefined) return 'there is no pg_dump';
  return Number(major) < databaseVersion ? 'its pg_dump is older than the database' : undefined;
}

/** The major version of the PostgreSQL of this run. */
let databaseVersion: number;

async function run(): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const file = join(system, 'page.sh');
  writeFileSync(file, script());
  const child = spawn('bash', [file], {
    cwd: clone,
    env: {
      PATH: [join(system, 'bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(':'),
      HOME: system,
      SUPERUSER_URL: admin.href,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

it('docs/production.md works from top to bottom', { timeout: 300_000 }, async () => {
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  databaseVersion = Math.floor(Number(rows[0]?.version) / 10_000);
  await client.end();
  const dumps = missing('pg_dump') === undefined;
  const { code, stdout, stderr } = await run();
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toContain('No problem keeps a server from running.');
  // The administrator was found by the second replica, in the restored registries, and under the new instance key.
  expect(stdout.match(/^Administration$/gm)).toHaveLength(dumps ? 4 : 3);
  expect(readFileSync(join(system, 'systemctl.log'), 'utf8')).toBe('daemon-reload\nenable --now clientele\n');
});

it('what it leaves is what the unit and the container read', () => {
  const unit = ['clientele.service', 'clientele-tls.conf'].map((file) =>
    readFileSync(join(root, 'deploy', file), 'utf8'),
  );
  const read = [...unit.join('\n').matchAll(/^(?:LoadCredential=.*?:|EnvironmentFile=)(\S+)$/gm)];
  expect(read.map(([, path = '']) => path).filter((path) => !existsSync(join(system, path)))).toEqual([]);
  expect(readFileSync(join(system, 'etc/clientele/clientele.env'), 'utf8')).not.toMatch(/_FILE=|BOOTSTRAP/);
  expect(existsSync(join(system, 'etc/systemd/system/clientele.service.d/tls.conf'))).toBe(true);
  const compose = readFileSync(join(root, 'deploy/compose.yaml'), 'utf8');
  const secrets = [...compose.matchAll(/file: \.\/(secrets\/\S+)/g)].map(([, path = '']) => path);
  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets.filter((path) => !existsSync(join(clone, 'deploy', path)))).toEqual([]);
});

it('settings and secrets of a first try stay out of git and of images', () => {
  const ignored = ['etc-clientele/database-url', 'deploy/secrets/database-password'];
  expect(execFileSync('git', ['check-ignore', ...ignored], { cwd: root, encoding: 'utf8' }).trim()).toBe(
    ignored.join('\n'),
  );
  expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toMatch(/^etc-clientele\/$/m);
});
