// The server in process, in the project of somebody who tests against it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { installed, stranger, toolOf } from './stranger.js';

const here = stranger();

beforeAll(async () => {
  here.write('package.json', '{ "name": "stranger", "private": true }\n');
  const { clientele, sdk } = inject('tarballs');
  await here.run('npm', 'install', '--save-dev', clientele, sdk);
});
afterAll(() => here.remove());

/** Runs a program of theirs, which must end by itself, and answers what it printed. */
async function output(name: string, text: string): Promise<string> {
  here.write(name, text);
  const { stdout, stderr } = await here.run(process.execPath, name);
  expect(stderr).toBe('');
  return stdout;
}

const useTwo = `
  const servers = await Promise.all([startServer(), startServer({ data: ':memory:', httpPort: 0 })]);
  for (const server of servers) {
    const { clients } = new ManagementClient({ baseUrl: server.url, ...server.bootstrap });
    await clients.create({ name: server.url });
    const { data } = await clients.getAll();
    console.log(data.filter(({ name }) => name.startsWith('http')).length, data.some(({ name }) => name === server.url));
    await server.close();
  }
  console.log(process.listenerCount('SIGTERM'), process.listenerCount('SIGINT'));
`;

describe('a server in process', () => {
  it('runs beside another, prints nothing, leaves signals alone, and lets the process end', async () => {
    const text = `import { ManagementClient } from '@clientele/sdk';\nimport { startServer } from 'clientele';\n${useTwo}`;
    expect(await output('two.mjs', text)).toBe('1 true\n1 true\n0 0\n');
  });

  it('works by require', async () => {
    const text = `const { ManagementClient } = require('@clientele/sdk');\nconst { startServer } = require('clientele');\n(async () => {${useTwo}})();`;
    expect(await output('two.cjs', text)).toBe('1 true\n1 true\n0 0\n');
  });

  it('keeps a data folder, serves https with its CA, and makes way for the next', async () => {
    const text = `
      import { request } from 'node:https';
      import { startServer } from 'clientele';
      for (let round = 0; round < 2; round += 1) {
        const server = await startServer({ data: 'kept' });
        const status = await new Promise((resolve, reject) =>
          request(server.httpsUrl + '/health', { ca: server.ca }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end());
        console.log(status, server.bootstrap.clientId);
        await server.close();
      }`;
    const [first, second] = (await output('kept.mjs', text)).split('\n');
    expect(first).toMatch(/^200 \w{32}$/);
    expect(second).toBe(first);
  });

  it('that cannot start throws one line, and the process goes on', async () => {
    const text = `
      import { StartError, startServer } from 'clientele';
      const server = await startServer();
      const taken = Number(new URL(server.url).port);
      for (const wrong of [{ httpPort: taken }, { httpPort: 'x' }, { port: 1 }, { mode: 'production' }])
        await startServer(wrong).catch((error) =>
          console.log(error instanceof StartError, error.code, error.message.replace(taken, 'N')));
      await server.close();`;
    expect((await output('refused.mjs', text)).trimEnd().split('\n')).toEqual([
      'true CLIENTELE_START_ERROR http port N is in use by another program: choose another with httpPort (0 is any free one)',
      'true CLIENTELE_START_ERROR httpPort: "x" given, expected a whole number from 0 to 65535 (0 is any free port)',
      'true CLIENTELE_START_ERROR port is not a setting: clientele start --help lists them all',
      'true CLIENTELE_START_ERROR issuer: production needs its public https origin, such as https://clients.example.com/',
    ]);
  });

  it('is tested against as the README of the package shows', async () => {
    const readme = readFileSync(join(here.folder, 'node_modules/clientele/README.md'), 'utf8');
    const [example = '', ...more] = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
    expect(more).toEqual([]);
    here.write('token.test.mjs', example);
    expect((await here.run(process.execPath, '--test', 'token.test.mjs')).stdout).toContain('# pass 1');
  });
});

describe('its types', () => {
  const program = `
    import { type StartedServer, StartError, type StartOptions, startServer } from 'clientele';
    import { ManagementClient } from '@clientele/sdk';
    declare const console: { log(...values: unknown[]): void };
    const options: StartOptions = { data: ':memory:', httpPort: 0, clientSecrets: 'once', host: ['127.0.0.1'] };
    // @ts-expect-error A port is a number.
    export const wrong: StartOptions = { httpPort: '4600' };
    // @ts-expect-error This is no setting.
    export const misspelt: StartOptions = { htpPort: 4600 };
    async function main(): Promise<void> {
      const server: StartedServer = await startServer({ ...options, onLogLine: (line: string) => console.log(line) });
      if (server.bootstrap === undefined) throw new StartError('no administrator');
      const { clients } = new ManagementClient({ baseUrl: server.url, ...server.bootstrap });
      const { data } = await clients.create({ name: 'typed' });
      console.log(data.name, server.warnings.length, server.ca?.slice(0, 10));
      await server.close();
      const inMemory = await startServer({ now: () => Date.now() });
      console.log(inMemory.bootstrap.clientId);
      await inMemory.close();
    }
    void main();
  `;
  const careful = [
    '--ignoreConfig',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
  ];
  const language = ['--target', 'es2022', '--lib', 'es2022', '--types', ''];

  it.each([
    ['an ES module', 'typed.mts', 'nodenext', 'typed.mjs'],
    ['a CommonJS module', 'typed.cts', 'nodenext', 'typed.cjs'],
    ['a module for bundlers', 'bundled.ts', 'bundler', undefined],
  ])(
    'compile in %s, with nothing else installed and without skipping',
    async (_, file, resolution, compiled) => {
      here.write(file, program);
      const module = [
        '--module',
        resolution === 'bundler' ? 'esnext' : 'nodenext',
        '--moduleResolution',
        resolution,
      ];
      const compiler = [toolOf('typescript/bin/tsc'), ...careful, ...language, ...module, file];
      const { stdout } = await here.run(process.execPath, ...compiler).catch((error) => error);
      expect(stdout).toBe('');
      if (compiled === undefined) return;
      const ran = await here.run(process.execPath, compiled);
      expect([ran.stdout, ran.stderr]).toEqual([expect.stringMatching(/^typed 0 -----BEGIN\n\w{32}\n$/), '']);
    },
  );

  it('refer to nothing that is not in the package', async () => {
    const { packages } = await installed(here);
    expect(packages.filter((name) => name.startsWith('@types/'))).toEqual([]);
    const types = fileURLToPath(new URL('types/', `file://${here.folder}/node_modules/clientele/`));
    const { stdout } = await here.run(
      'grep',
      '-rhoE',
      `(from|import\\() *['"][^'"]+['"]|reference types`,
      types,
    );
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^from '\.\.?\//);
  });
});
