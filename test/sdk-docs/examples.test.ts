import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { type Example, examples } from './documentation.js';
import { type ForwardProxy, startForwardProxy } from './forward-proxy.js';
import { placed, type Surroundings, surroundingsAt } from './surroundings.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside node_modules, so that the examples find the SDK as its users do.
const folder = join(root, 'node_modules', '.sdk-examples');

/** What a careful user of the SDK has switched on. */
const settings = {
  extends: join(root, 'tsconfig.base.json'),
  compilerOptions: {
    composite: false,
    incremental: false,
    declaration: false,
    sourceMap: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  },
  include: ['*.mts'],
};

let server: SpawnedServer;
let proxy: ForwardProxy;
beforeAll(async () => {
  proxy = await startForwardProxy();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const example of examples()) writeFileSync(sourceOf(example), example.code);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  server = await spawnServer();
});
afterAll(async () => {
  await proxy.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = ({ name }: Example) => join(folder, name.replaceAll(/[^\w.]/g, '-'));
const sourceOf = (example: Example) => `${fileOf(example)}.${example.language === 'ts' ? 'mts' : 'mjs'}`;

it('are each written in TypeScript or JavaScript, and named once', () => {
  expect(examples().filter(({ language }) => language !== 'ts' && language !== 'js')).toEqual([]);
  expect(new Set(examples().map(fileOf)).size).toBe(examples().length);
});

it('compile, with strict settings', async () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});

it.each(examples())('run as they stand, and end: $name', async (example) => {
  const surroundings = await surroundingsAt(server, proxy.url);
  const file = `${fileOf(example)}.mjs`;
  writeFileSync(file, placed(readFileSync(file, 'utf8'), surroundings));
  expect(unknownPlaceholders(example, surroundings)).toEqual([]);
  const tunnels = proxy.tunnels();
  const { stderr } = await run(process.execPath, [file], {
    cwd: folder,
    // An example ends by itself, long before.
    timeout: 30_000,
    env: {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: server.caFile,
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
      HTTP_PROXY: proxy.url,
    },
  });
  expect(stderr).toBe('');
  if (/ProxyAgent/.test(example.code)) expect(proxy.tunnels()).toBeGreaterThan(tunnels);
});

function unknownPlaceholders({ code }: Example, surroundings: Surroundings): string[] {
  return (code.match(/'[A-Z]+(?:_[A-Z]+)+'/g) ?? []).filter((text) => !(text in surroundings));
}
