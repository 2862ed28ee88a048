// The command as somebody gets it who has the tarball, Node and npm.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { environment, installed, stranger } from './stranger.js';

const here = stranger();
/** What `npx clientele` finds, without the time that npx takes. */
const command = join(here.folder, 'node_modules/.bin/clientele');
const flags = ['--http-port', '0', '--https-port', '0'];
let began = 0;

beforeAll(async () => {
  began = performance.now();
  await here.run('npm', 'install', inject('tarballs').clientele);
});
afterAll(() => here.remove());

interface Started {
  process: ChildProcess;
  banner: string;
  httpUrl: string;
}

/** Starts a server by npx, and waits until it greets. */
async function start(...more: string[]): Promise<Started> {
  const child = spawn('npx', ['clientele', 'start', ...flags, ...more], {
    cwd: here.folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  let banner = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`npx ended with ${code}: ${banner}`)));
    child.stdout.on('data', (chunk) => {
      banner += chunk;
      if (/api\/v2\/clients.*\n/.test(banner)) resolve();
    });
  });
  return { process: child, banner, httpUrl: /http:\/\/127\.0\.0\.1:\d+/.exec(banner)?.[0] ?? '' };
}

async function stopped({ process, httpUrl }: Started): Promise<void> {
  process.kill('SIGTERM');
  const answers = () =>
    fetch(`${httpUrl}/health`).then(
      () => true,
      () => false,
    );
  // npx ends before the server, which it does not tell.
  await expect.poll(answers).toBe(false);
}

it('gives a first token within minutes of an empty folder, from at most 30 MB and 10 packages', async () => {
  const server = await start();
  const commands = server.banner.split('\n').filter((line) => /^TOKEN=|^curl /.test(line));
  const { stdout } = await here.run('bash', '-c', commands.join('\n'));
  const seconds = (performance.now() - began) / 1000;
  expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n\[/);
  const { packages, bytes } = await installed(here);
  console.log(
    `From an empty folder to the first token: ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, ${packages.length} packages`,
  );
  expect(bytes).toBeLessThan(30e6);
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
  expect(await clientele('doctor', '--data', 'kept', ...flags)).toContain('No problem keeps a server');
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
