// The SDK as a stranger gets it: installed beside nothing, and used in each way there is.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stranger, toolOf } from './stranger.js';

const here = stranger();
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ client_id: request.url, name: request.method }));
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  here.write('package.json', '{ "name": "stranger", "private": true }\n');
  await here.run('npm', 'install', '--offline', inject('tarballs').sdk);
});

afterAll(() => {
  server.close();
  here.remove();
});

const use = `
  const { clients } = new ManagementClient({ baseUrl: process.argv[2], token: 'TOKEN' });
  const { data } = await clients.get({ client_id: 'a' });
  console.log(data.client_id, data.name);
`;

async function output(file: string): Promise<string> {
  return (await here.run(process.execPath, file, origin)).stdout.trim();
}

test('nothing is installed beside it', () => {
  const modules = join(here.folder, 'node_modules');
  expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['@clientele']);
  expect(readdirSync(join(modules, '@clientele'))).toEqual(['sdk']);
});

test('it works by import', async () => {
  here.write('import.mjs', `import { ManagementClient } from '@clientele/sdk';\n${use}`);
  expect(await output('import.mjs')).toBe('/api/v2/clients/a GET');
});

test('it works by require', async () => {
  const text = `const { ManagementClient } = require('@clientele/sdk');\n(async () => {${use}})();`;
  here.write('require.cjs', text);
  expect(await output('require.cjs')).toBe('/api/v2/clients/a GET');
});

test('what is imported and what is required in one program is the same', async () => {
  here.write(
    'both.mjs',
    `import { createRequire } from 'node:module';
    import * as imported from '@clientele/sdk';
    const required = createRequire(import.meta.url)('@clientele/sdk');
    const other = Object.keys(required).filter((name) => required[name] !== imported[name]);
    const missing = Object.keys(required).filter((name) => !(name in imported));
    console.log(Object.keys(required).length > 15, other, missing);
    const { clients } = new required.ManagementClient({ baseUrl: process.argv[2], token: 'TOKEN' });
    const error = await clients.get({ client_id: '' }).catch((reason) => reason);
    console.log(error instanceof imported.RequiredError, error instanceof imported.ClienteleError);`,
  );
  expect(await output('both.mjs')).toBe('true [] []\ntrue true');
});

test('a bundler takes the file that it can shake, for import and require alike', async () => {
  here.write(
    'small.mjs',
    "import { ClientsManager } from '@clientele/sdk';\nglobalThis.manager = ClientsManager;\n",
  );
  here.write('small.cjs', "globalThis.manager = require('@clientele/sdk').ClientsManager;\n");
  const esbuild = toolOf('esbuild/bin/esbuild');
  const bundled = (file: string, ...flags: string[]) =>
    here.run(
      esbuild,
      file,
      '--bundle',
      '--format=esm',
      '--metafile=meta.json',
      '--outfile=out.mjs',
      ...flags,
    );
  for (const flags of [[], ['--platform=node']])
    for (const file of ['small.mjs', 'small.cjs']) {
      await bundled(file, ...flags);
      const { inputs } = JSON.parse(readFileSync(join(here.folder, 'meta.json'), 'utf8'));
      expect(Object.keys(inputs)).toContain('node_modules/@clientele/sdk/dist/esm/index.js');
      expect(Object.keys(inputs)).toHaveLength(2);
    }
});

test('Node finds all names in the file for require, so that a module can import them from there', async () => {
  here.write(
    'names.mjs',
    `import { ClientsManager } from './node_modules/@clientele/sdk/dist/cjs/index.js';
    import * as required from './node_modules/@clientele/sdk/dist/cjs/index.js';
    import * as imported from '@clientele/sdk';
    const missing = Object.keys(imported).filter((name) => typeof required[name] !== typeof imported[name]);
    console.log(typeof ClientsManager, Object.keys(imported).length > 15, missing);`,
  );
  expect(await output('names.mjs')).toBe('function true []');
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
    here.write(file, text);
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const options = ['--ignoreConfig', '--strict', '--target', 'es2022', '--lib', 'es2022', '--types', ''];
    const compiler = [...options, '--module', module, '--moduleResolution', resolution, file];
    const { stdout } = await here
      .run(process.execPath, toolOf('typescript/bin/tsc'), ...compiler)
      .catch((error) => error);
    expect(stdout).toBe('');
    if (compiled) expect(await output(compiled)).toBe('/api/v2/clients/a GET');
  },
);
