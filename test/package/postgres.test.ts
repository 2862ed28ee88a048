// PostgreSQL with the driver that is in the package.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { emptyDatabase } from '../postgres/empty-database.js';
import { bannerCommands, serve, stopped } from './served.js';
import { stranger } from './stranger.js';

const here = stranger();
const command = join(here.folder, 'node_modules/.bin/clientele');

beforeAll(async () => {
  await here.run('npm', 'install', inject('tarballs').clientele);
});
afterAll(() => here.remove());

it('two servers share a database, and what is backed up from it is restored on SQLite', async () => {
  const database = ['--database', await emptyDatabase()];
  const start = [command, 'start', ...database, '--issuer', 'https://clients.test/'];
  const first = await serve(here.folder, start);
  const second = await serve(here.folder, [...start, '--data', 'second', '--key-file', 'data/instance.key']);
  expect(second.banner).toContain('PostgreSQL, ');
  const token = (await here.run('bash', '-c', bannerCommands(first))).stdout.split('\n')[0];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'of the first' });
  const made = await fetch(`${first.httpUrl}/api/v2/clients`, { method: 'POST', headers, body });
  const { client_id } = await made.json();
  const ofSecond = await fetch(`${second.httpUrl}/api/v2/clients/${client_id}`, { headers });
  expect(await ofSecond.json()).toMatchObject({ name: 'of the first' });
  await here.run(command, 'backup', ...database, '--to', 'shared.backup');
  await Promise.all([stopped(first), stopped(second)]);
  const restore = [
    'restore',
    '--from',
    'shared.backup',
    '--data',
    'restored',
    '--key-file',
    'data/instance.key',
  ];
  expect((await here.run(command, ...restore)).stdout).toMatch(/^Restored \d+ rows/);
});
