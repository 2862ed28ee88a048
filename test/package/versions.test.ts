// The packages on each Node and with each TypeScript that somebody may have; `npm run test:package` runs it.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { nodeOf } from '../../tools/node-versions.mjs';
import { bannerCommands, serve, stopped } from './served.js';
import { stranger } from './stranger.js';

const here = stranger();
beforeAll(async () => {
  here.write('package.json', '{ "name": "stranger", "private": true }\n');
  const { clientele, sdk } = inject('tarballs');
  await here.run('npm', 'install', clientele, sdk);
});
afterAll(() => here.remove());

const inProcess = `
  import { ManagementClient } from '@clientele/sdk';
  import { createRequire } from 'node:module';
  import { startServer } from 'clientele';
  const required = createRequire(import.meta.url)('clientele');
  const server = await startServer();
  const { clients } = new ManagementClient({ baseUrl: server.url, ...server.bootstrap });
  const { data } = await clients.create({ name: 'on this Node' });
  console.log(data.name, required.startServer === startServer);
  await server.close();
`;

describe.each(['20.20', '22', '24', '26'])('on Node %s', (version) => {
  const node = nodeOf(version);
  const ran = it.skipIf('why' in node);
  const program = 'program' in node ? node.program : '';
  if ('why' in node) console.log(`not run: Node ${version}, since ${node.why}`);

  ran('the command starts a server that gives a token', async () => {
    const line = [program, 'node_modules/.bin/clientele', 'start', '--data', `data-${version}`];
    const server = await serve(here.folder, line);
    const { stdout } = await here.run('bash', '-c', bannerCommands(server));
    expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n\[/);
    await stopped(server);
  });

  ran('a server runs in process', async () => {
    here.write('in-process.mjs', inProcess);
    const { stdout, stderr } = await here.run(program, 'in-process.mjs');
    expect([stdout, stderr]).toEqual(['on this Node true\n', '']);
  });
});

describe('TypeScript', () => {
  const program = `
    import { ManagementClient } from '@clientele/sdk';
    import { startServer } from 'clientele';
    export async function nameOf(): Promise<string | undefined> {
      const server = await startServer();
      const { clients } = new ManagementClient({ baseUrl: server.url, ...server.bootstrap });
      const { data } = await clients.create({ name: 'typed' });
      await server.close();
      return data.name;
    }
  `;
  const fetched = async () => {
    await here.run('npm', 'install', '--prefix', 'older', '--no-save', 'typescript@5.4.5');
    return 'older/node_modules/typescript/bin/tsc';
  };
  const ofDocumentation = async () =>
    fileURLToPath(new URL('../../docs/sdk/node_modules/typescript/bin/tsc', import.meta.url));

  it.each([
    ['5.4', fetched],
    ['6.0', ofDocumentation],
  ])('%s compiles modules of both kinds against both packages', async (version, compiler) => {
    const tsc = await compiler();
    expect((await here.run(process.execPath, tsc, '--version')).stdout).toContain(`Version ${version}`);
    here.write('module.mts', program);
    here.write('common.cts', program);
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022', '--module', 'nodenext'];
    const { stdout } = await here
      .run(process.execPath, tsc, ...options, 'module.mts', 'common.cts')
      .catch((error) => error);
    expect(stdout).toBe('');
  });
});
