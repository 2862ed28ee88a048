import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

let folder: string;
let admin: URL;
let ports: number[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-production-'));
  admin = new URL(await emptyDatabase());
  ports = await freePorts(3);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    .replaceAll('127.0.0.1:5432', admin.host)
    .replaceAll(/\b(role|database|owner) clientele/g, `$1 ${name}`)
    .replaceAll(/\/clientele(?=[_$']|$)/gm, `/${name}`)
    .replaceAll('postgres://clientele:', `postgres://${name}:`)
    .replaceAll(/\b464([345])\b/g, (_, digit: string) => String(ports[Number(digit) - 3]));
}

/** The blocks of one language, as they are run here. */
function codeOf(language: Block['language']): string {
  return runBlocks()
    .filter((block) => block.language === language)
    .map(({ code }) => ofThisRun(code))
    .join('\n');
}

async function run(script: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const child = spawn('bash', [script], {
    cwd: folder,
    env: { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, HOME: folder },
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
  // No block depends on when a database is made, so all are made before the one script that is the rest.
  for (const statement of codeOf('sql').split(';\n')) await client.query(statement);
  await client.end();
  const script = join(folder, 'page.sh');
  const endAll = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT";
  writeFileSync(script, `set -euo pipefail\n${endAll}\n${codeOf('sh')}`);
  const { code, stdout, stderr } = await run(script);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toContain('No problem keeps a server from running.');
  // The administrator was found by the second replica, in the restored registry, and under the new instance key.
  expect(stdout.match(/^Administration$/gm)).toHaveLength(3);
});
