// The way of docs/production.md to systemd, without systemd: its line installs the tarball, and what the unit starts is started.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { user } from './plain-folder.js';
import { environment, stranger } from './stranger.js';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const page = read('docs/production.md');
const unit = read('deploy/clientele.service');
const here = stranger();
const prefix = join(here.folder, 'opt/clientele');
const credentials = join(here.folder, 'credentials');
const state = join(here.folder, 'state');

/** What the page calls the folder with the files that belong to systemd. */
const [, packageFolder = ''] = /^package=(\S+)$/m.exec(page) ?? [];

/** A text of page or unit with the places that it names as they are here. */
function placed(text: string): string {
  return text
    .replaceAll('$package', packageFolder)
    .replaceAll('/opt/clientele', prefix)
    .replaceAll('./tarballs/', `${dirname(inject('tarballs').clientele)}/`)
    .replaceAll('/usr/bin/node', process.execPath)
    .replaceAll('sudo ', '')
    .replaceAll('%d', credentials)
    .replaceAll('%S', state);
}

/** The values of a key of the unit. */
function valuesOf(key: string): string[] {
  return [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => placed(value));
}

beforeAll(() => {
  const line = /^.*npm install .*$/m.exec(page)?.[0] ?? '';
  expect(line).toContain('--prefix /opt/clientele');
  // Whoever follows the page has this umask from its next step on.
  execFileSync('bash', ['-euc', `umask 077; ${placed(line)}`], { env: environment, stdio: 'ignore' });
  chmodSync(here.folder, 0o755);
  for (const folder of [credentials, state]) {
    execFileSync('mkdir', ['-m', '700', folder]);
    chownSync(folder, user.uid, user.gid);
  }
});
afterAll(() => here.remove());

it('the unit that the page installs is in the package', () => {
  const [, path = ''] = /^sudo install -m 644 (\S+clientele\.service) /m.exec(page) ?? [];
  expect(readFileSync(placed(path), 'utf8')).toBe(unit);
});

it('the unit finds what the page installs, and runs it as another user', async () => {
  for (const [name, text] of [
    ['instance.key', execFileSync('openssl', ['rand', '-base64', '32']).toString()],
    ['metrics-token', 'a-token-for-this-test-only'],
  ] as const) {
    writeFileSync(join(credentials, name), text, { mode: 0o400 });
    chownSync(join(credentials, name), user.uid, user.gid);
  }
  // As the unit says for SQLite: without the URL, with the folder.
  const settings = valuesOf('Environment').filter((setting) => !setting.includes('DATABASE_URL'));
  const env = Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/).slice(0, 2)));
  expect(env).toMatchObject({ CLIENTELE_MODE: 'production' });
  const [program = '', ...args] = (valuesOf('ExecStart')[0] ?? '').split(' ');
  const server = spawn(program, args, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      CLIENTELE_DATA: join(state, 'clientele'),
      CLIENTELE_ISSUER: 'https://clients.example.com/',
      CLIENTELE_TRUSTED_PROXY: '127.0.0.1',
      CLIENTELE_HTTP_PORT: '0',
    },
    ...user,
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  let said = '';
  server.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => server.exitCode ?? /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]).toMatch(/^http/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
  expect((await fetch(`${url}/health`)).status).toBe(200);
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});
