// What is published, as a stranger gets it: packed, installed beside nothing, and used in each way there is.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const sdk = join(root, 'packages/sdk');
const bin = (name: string) => join(root, 'node_modules', name);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const project = mkdtempSync(join(tmpdir(), 'clientele-sdk-'));
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ client_id: request.url, name: request.method }));
});
let origin = '';
let tarball = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await run(npm, ['pack', '--pack-destination', project], { cwd: sdk });
  tarball = join(project, readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '');
  writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true }\n');
  await run(npm, ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: project });
});

afterAll(() => {
  server.close();
  rmSync(project, { recursive: true });
});

const use = `
  const { clients } = new ManagementClient({ baseUrl: process.argv[2], token: 'TOKEN' });
  const { data } = await clients.get({ client_id: 'a' });
  console.log(data.client_id, data.name);
`;

async function output(file: string): Promise<string> {
  return (await run(process.execPath, [join(project, file), origin])).stdout.trim();
}

test('nothing is installed beside it', () => {
  const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['@clientele']);
  expect(readdirSync(join(project, 'node_modules/@clientele'))).toEqual(['sdk']);
});

test('it works by import', async () => {
  writeFileSync(join(project, 'import.mjs'), `import { ManagementClient } from '@clientele/sdk';\n${use}`);
  expect(await output('import.mjs')).toBe('/api/v2/clients/a GET');
});

test('it works by require', async () => {
  const text = `const { ManagementClient } = require('@clientele/sdk');\n(async () => {${use}})();`;
  writeFileSync(join(project, 'require.cjs'), text);
  expect(await output('require.cjs')).toBe('/api/v2/clients/a GET');
});

test.each([
  ['an ES module', 'typed.mts', 'nodenext', 'typed.mjs'],
  ['a CommonJS module', 'typed.cts', 'nodenext', 'typed.cjs'],
  ['a module for bundlers', 'bundled.ts', 'bundler', undefined],
])(
  'it compiles in %s of TypeScript, without the DOM and without skipping its own types',
  async (_, file, resolution, compiled) => {
    const text = `
    import { type Client, ManagementClient } from '@clientele/sdk';
    declare const process: { argv: string[] };
    declare const console: { log(...values: unknown[]): void };
    async function main(): Promise<void> {
      const { clients } = new ManagementClient({ baseUrl: process.argv[2] ?? '', token: 'TOKEN' });
      const { data } = await clients.get({ client_id: 'a' });
      const client: Client = data;
      // @ts-expect-error A name is a text.
      const wrong: number = client.name;
      console.log(client.client_id, client.name === String(wrong) && client.name);
    }
    void main();
  `;
    writeFileSync(join(project, file), text);
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const options = [
      '--ignoreConfig',
      '--strict',
      '--target',
      'es2022',
      '--lib',
      'es2022',
      '--types',
      '',
      '--module',
      module,
    ];
    const compiler = [bin('typescript/bin/tsc'), ...options, '--moduleResolution', resolution, file];
    const { stdout } = await run(process.execPath, compiler, { cwd: project }).catch((error) => error);
    expect(stdout).toBe('');
    if (compiled) expect(await output(compiled)).toBe('/api/v2/clients/a GET');
  },
);

test('publint finds nothing', async () => {
  const { stdout } = await run(process.execPath, [bin('publint/src/cli.js'), sdk, '--strict']);
  expect(stdout).toContain('All good!');
});

test('the types are right for every way of resolving modules', async () => {
  const { stdout } = await run(process.execPath, [
    bin('@arethetypeswrong/cli/dist/index.js'),
    ...['--format', 'json', tarball],
  ]);
  expect(JSON.parse(stdout).problems).toEqual({});
});
