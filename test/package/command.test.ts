// The command as somebody gets it who has the tarball, Node and npm.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bannerCommands, serve, stopped } from './served.js';
import { installed, stranger } from './stranger.js';

const here = stranger();
/** What `npx clientele` finds, without the time that npx takes. */
const command = join(here.folder, 'node_modules/.bin/clientele');
let began = 0;

beforeAll(async () => {
  began = performance.now();
  await here.run('npm', 'install', inject('tarballs').clientele);
});
afterAll(() => here.remove());

const start = (...flags: string[]) => serve(here.folder, ['npx', 'clientele', 'start', ...flags]);

it('gives a first token within minutes of an empty folder, from at most 34 MB and 10 packages', async () => {
  const server = await start();
  const { stdout } = await here.run('bash', '-c', bannerCommands(server));
  const seconds = (performance.now() - began) / 1000;
  expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n\[/);
  const { packages, bytes } = await installed(here);
  console.log(
    `From an empty folder to the first token: ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, ${packages.length} packages`,
  );
  expect(bytes).toBeLessThan(34e6);
  expect(packages.length).toBeLessThanOrEqual(10);
  expect(packages.filter((name) => name !== 'clientele' && !/libsql|neon-rs|detect-libc/.test(name))).toEqual(
    [],
  );
  await stopped(server);
});

it('serves the documentation of the API and of the SDK', async () => {
  const server = await start('--data', 'documented');
  for (const [path, text] of [
    ['/docs', 'Clientele'],
    ['/docs/sdk/', '@clientele/sdk'],
    ['/docs/sdk/assets/style.css', 'body'],
    ['/openapi.json', '"openapi":"3.1'],
  ] as const) {
    const answer = await fetch(server.httpUrl + path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(await answer.text()).toContain(text);
  }
  await stopped(server);
});

it('serves the console, signs in to it, and offers it on the front page', async () => {
  const server = await start('--data', 'console');
  const page = await (await fetch(`${server.httpUrl}/console/`)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  expect(assets.map((path) => path.replace(/.*\./, '')).sort()).toEqual(
    expect.arrayContaining(['css', 'js']),
  );
  for (const path of assets) expect([path, (await fetch(server.httpUrl + path)).status]).toEqual([path, 200]);
  expect((await (await fetch(server.httpUrl)).json()).links.console).toBe('/console/');

  const link = readFileSync(join(here.folder, 'console/console-sign-in-link'), 'utf8').trim();
  expect(link).toContain(`${server.httpUrl}/console/sign-in#link=`);
  const session = await fetch(`${server.httpUrl}/console/auth/session`, {
    method: 'POST',
    headers: { origin: server.httpUrl, 'content-type': 'application/json' },
    body: JSON.stringify({ link: new URL(link).hash.replace('#link=', '') }),
  });
  expect(session.status).toBe(200);
  await stopped(server);
});

it('greets and helps as the server of the checkout does', async () => {
  const main = new URL('../../packages/server/bundle/main.js', import.meta.url).pathname;
  const ofCheckout = await here.run(process.execPath, main, '--help');
  expect(await here.run(command, 'start', '--help')).toEqual(ofCheckout);
});

it('looks after a registry: backs it up, restores it, changes its key and judges it', async () => {
  const server = await start('--data', 'kept');
  const clientele = async (...args: string[]) => (await here.run(command, ...args)).stdout;
  expect(await clientele('backup', '--data', 'kept', '--to', 'kept.backup')).toMatch(/^Backed up \d+ rows/);
  await stopped(server);
  expect(await clientele('migrate', '--data', 'kept', '--dry-run')).toContain('is up to date');
  expect(await clientele('key', 'add', '--data', 'kept')).toContain('Added the instance key');
  expect(await clientele('key', 'rotate', '--data', 'kept')).toContain('values were re-encrypted');
  const restored = [
    'restore',
    '--from',
    'kept.backup',
    '--data',
    'restored',
    '--key-file',
    'kept/instance.key',
  ];
  expect(await clientele(...restored)).toMatch(/^Restored \d+ rows/);
  expect(existsSync(join(here.folder, 'restored/clientele.db'))).toBe(true);
  expect(await clientele('doctor', '--data', 'kept', '--http-port', '0')).toContain(
    'No problem keeps a server',
  );
});

it('says in one line what is wrong', async () => {
  const refused = here.run(command, 'start', '--http-port', 'none');
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr:
      'clientele: --http-port: "none" given, expected a whole number from 0 to 65535 (0 is any free port)\n',
  });
});

it('knows its version', async () => {
  const { version } = JSON.parse(
    readFileSync(join(here.folder, 'node_modules/clientele/package.json'), 'utf8'),
  );
  expect((await here.run(command, '--version')).stdout.trim()).toBe(version);
});
