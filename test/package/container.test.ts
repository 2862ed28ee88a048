// The container, without Docker: the steps of its file are run in a plain folder, and what it starts is started there.
import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../network/free-port.js';
import { buildInFolders, user } from './plain-folder.js';
import { stranger } from './stranger.js';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
const secrets = stranger();
let image: ReturnType<typeof buildInFolders>;

beforeAll(() => {
  image = buildInFolders(join(deploy, 'Dockerfile'), dirname(inject('tarballs').clientele));
  // As it is run: all but the volume can only be read.
  execFileSync('sh', ['-c', `chmod -R a-w ${image.root} && chmod u+w ${image.volumes.join(' ')}`]);
  chownSync(secrets.folder, user.uid, user.gid);
});
afterAll(() => {
  image.remove();
  secrets.remove();
});

/** All that is in the image and outside its volume: what it is, whose it is, and when it was changed. */
function state(): string[] {
  return readdirSync(image.root, { recursive: true, encoding: 'utf8' })
    .map((path) => join(image.root, path))
    .filter((path) => !image.volumes.some((volume) => path.startsWith(volume)))
    .map((path) => {
      const { mode, uid, size, mtimeMs } = lstatSync(path);
      return [path, mode, uid, size, mtimeMs].join(' ');
    });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'close');
  return { code, said };
}

it('is not run as root', () => {
  expect(image.user).toBe('node');
  const files = readdirSync(image.path('/opt/clientele'), { recursive: true, encoding: 'utf8' });
  const modes = files.map((path) => lstatSync(join(image.path('/opt/clientele'), path)));
  expect(modes.length).toBeGreaterThan(100);
  expect(modes.filter((one) => !one.isSymbolicLink() && (one.mode & 0o222) !== 0)).toEqual([]);
});

it('has the command for operators', async () => {
  const { code, said } = await ended(image.exec([image.path('/usr/local/bin/clientele'), '--version']));
  expect([code, said.trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

it('becomes healthy on files that it can only read, writes into its volume alone, and ends in order', async () => {
  const before = state();
  const keyFile = join(secrets.folder, 'instance-key');
  const made = await ended(image.run(['key', 'new', '--key-file', keyFile]));
  expect([made.code, made.said]).toEqual([0, expect.stringContaining('Created the instance key')]);
  const port = await freePort();
  const server = image.run([], {
    CLIENTELE_ISSUER: 'https://clients.example.com/',
    CLIENTELE_KEY_FILE: keyFile,
    CLIENTELE_TRUSTED_PROXY: '127.0.0.1',
    CLIENTELE_HTTP_PORT: String(port),
    CLIENTELE_HOST: '127.0.0.1',
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const end = ended(server);
  const check = image.healthcheck.map((word) => word.replace(':4600/', `:${port}/`));
  expect(check.join(' ')).toContain(`:${port}/health`);
  const healthy = async () => server.exitCode ?? (await ended(image.exec(check))).code === 0;
  await expect.poll(healthy, { interval: 200 }).toBe(true);
  expect(existsSync(image.path('/var/lib/clientele/clientele.db'))).toBe(true);
  server.kill('SIGTERM');
  expect((await end).code).toBe(0);
  expect((await ended(image.exec(check))).code).toBe(1);
  expect(state()).toEqual(before);
});

it('refuses to start without what production needs, in one line', async () => {
  const { code, said } = await ended(image.run([]));
  const [line = '', ...more] = said.trimEnd().split('\n');
  expect([code, more]).toEqual([1, []]);
  expect(JSON.parse(line).msg).toMatch(/^CLIENTELE_ISSUER: production needs/);
});

it('is built by compose from the folder that npm run pack fills, and its root can only be read', () => {
  const compose = readFileSync(join(deploy, 'compose.yaml'), 'utf8');
  const [, context = '', file = ''] = /context: (\S+)\n\s+dockerfile: (\S+)/.exec(compose) ?? [];
  expect(join(deploy, context)).toBe(fileURLToPath(new URL('../../tarballs', import.meta.url)));
  expect(join(deploy, context, file)).toBe(join(deploy, 'Dockerfile'));
  expect(compose).toContain('    read_only: true\n');
});
