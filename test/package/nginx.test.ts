// Two servers from the tarball on one PostgreSQL, behind Debian's nginx as docs/production.md sets it up.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { freePort } from '../network/free-port.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { environment, stranger } from './stranger.js';

const page = readFileSync(fileURLToPath(new URL('../../docs/production.md', import.meta.url)), 'utf8');
const host = 'clients.example.com';
const audience = `https://${host}/api/v2/`;
const secret = 'only-for-this-test-0123456789';
const here = stranger();
const hasNginx = spawnSync('nginx', ['-v']).status === 0;
if (!hasNginx) console.log('not run: two servers behind nginx, for want of nginx');

const running: ChildProcess[] = [];
let replicas: ChildProcess[] = [];
let ports: { first: number; second: number; proxy: number; plain: number };

function started(program: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(program, args, {
    cwd: here.folder,
    env: { ...environment, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  return child;
}

/** The page's part for nginx, with the addresses of this run. */
function ofPage(): string {
  const [, code = ''] = /^```nginx\n([\s\S]*?)^```$/m.exec(page) ?? [];
  return code
    .replace('10.0.0.11:4600', `127.0.0.1:${ports.first}`)
    .replace('10.0.0.12:4600', `127.0.0.1:${ports.second}`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${ports.proxy} ssl`)
    .replaceAll(/\/etc\/nginx\/tls\/clients\.(pem|key)/g, join(here.folder, 'tls.$1'));
}

/** A proxy whose buffers are those that nginx has by itself. */
function withDefaults(): string {
  const own = /^ *(?:large_client_header_buffers|proxy_buffer_size|proxy_buffers) .*\n/gm;
  const [server = ''] = /^server \{[\s\S]*^\}$/m.exec(ofPage()) ?? [];
  expect(server.match(own)).toHaveLength(3);
  return server.replace(own, '').replace(String(ports.proxy), String(ports.plain));
}

beforeAll(async () => {
  if (!hasNginx) return;
  ports = {
    first: await freePort(),
    second: await freePort(),
    proxy: await freePort(),
    plain: await freePort(),
  };
  await here.run('npm', 'install', inject('tarballs').clientele);
  const command = join(here.folder, 'node_modules/.bin/clientele');
  await here.run(command, 'key', 'new', '--key-file', 'instance.key');
  here.write('secret', secret);
  execFileSync('chmod', ['600', join(here.folder, 'secret')]);
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '7'];
  await here.run('openssl', 'req', '-x509', ...key, ...subject, '-keyout', 'tls.key', '-out', 'tls.pem');
  const env = {
    CLIENTELE_MODE: 'production',
    CLIENTELE_ISSUER: `https://${host}/`,
    CLIENTELE_KEY_FILE: 'instance.key',
    CLIENTELE_DATABASE_URL: await emptyDatabase(),
    CLIENTELE_TRUSTED_PROXY: '127.0.0.1',
    CLIENTELE_BOOTSTRAP_CLIENT_ID: 'bootstrap',
    CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: 'secret',
    CLIENTELE_LOG_LEVEL: 'silent',
  };
  replicas = [ports.first, ports.second].map((port) =>
    started(command, ['start'], { ...env, CLIENTELE_HTTP_PORT: String(port) }),
  );
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(here.folder, kind)};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  here.write(
    'nginx.conf',
    `${user} daemon off; pid ${join(here.folder, 'nginx.pid')}; error_log stderr error;
    events {} http { access_log off; ${folders.join(' ')}\n${ofPage()}\n${withDefaults()} }`,
  );
  started('nginx', ['-c', join(here.folder, 'nginx.conf'), '-e', 'stderr']);
  const patience = { timeout: 60_000, interval: 200 };
  for (const port of [ports.first, ports.second])
    await vi.waitFor(async () => {
      expect((await fetch(`http://127.0.0.1:${port}/health`)).ok).toBe(true);
    }, patience);
  await vi.waitFor(async () => expect((await ask('/health')).status).toBe(200), patience);
});

afterAll(async () => {
  for (const child of running) child.kill();
  await Promise.all(running.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
  here.remove();
});

interface Asked {
  port?: number;
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

/** Asks through the proxy, by the name that callers know. */
function ask(path: string, { port = ports.proxy, headers = {}, form }: Asked = {}) {
  const ca = readFileSync(join(here.folder, 'tls.pem'));
  const type = form && { 'content-type': 'application/x-www-form-urlencoded' };
  const options = { host: '127.0.0.1', port, path, ca, servername: host, agent: false } as const;
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(
      { ...options, method: form ? 'POST' : 'GET', headers: { host, ...type, ...headers } },
      async (answer) => resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    );
    sent.on('error', reject);
    sent.end(form && new URLSearchParams(form).toString());
  });
}

async function administratorToken(): Promise<string> {
  const grant = { grant_type: 'client_credentials', client_id: 'bootstrap', client_secret: secret, audience };
  const { status, body } = await ask('/oauth/token', { form: grant });
  expect([status, body]).toEqual([200, expect.stringContaining('access_token')]);
  return JSON.parse(body).access_token;
}

describe.runIf(hasNginx)('behind nginx', () => {
  it('an administrator with all its scopes gets through, also where nginx has its own buffers', async () => {
    const token = await administratorToken();
    expect(token.length).toBeLessThanOrEqual(4096);
    for (const port of [ports.proxy, ports.plain]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await ask('/api/v2/clients', { port, headers })).status).toBe(200);
    }
  });

  it('figures are closed, and a server that stops is not missed', async () => {
    expect((await ask('/metrics')).status).toBe(404);
    const headers = { authorization: `Bearer ${await administratorToken()}` };
    const [first] = replicas;
    first?.kill('SIGTERM');
    if (first && first.exitCode === null) await once(first, 'exit');
    for (let request = 0; request < 10; request += 1)
      expect((await ask('/api/v2/clients', { headers })).status).toBe(200);
  });
});
