import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript, type SpawnedServer, spawnServer } from '../running-server.js';
import { algorithms, registerClients, type Setup } from './registered-clients.js';

const secretMethods = ['client_secret_basic', 'client_secret_post'];
const obtained = (...methods: string[]) => methods.map((method) => [method, true, 'read']);
const lines = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const tools = [
  ['openid-client', obtained(...secretMethods, ...algorithms)],
  ['oauth4webapi', obtained(...secretMethods, ...algorithms, 'RFC 9068')],
  ['simple-oauth2', obtained(...secretMethods)],
] as const;

describe.each(['auth0', 'rfc'])('under the profile %s', (profile) => {
  let server: SpawnedServer;
  let setup: Setup;
  beforeAll(async () => {
    server = await spawnServer({ flags: ['--token-errors', profile] });
    setup = await registerClients(server);
  });
  afterAll(() => server?.remove());

  it.each(tools)(
    '%s obtains tokens by every method it has, and jwks-rsa verifies them',
    async (name, all) => {
      const { code, stdout, stderr } = await runScript(`oauth-clients/${name}.mjs`, {
        caFile: server.caFile,
        env: { SETUP: JSON.stringify(setup) },
      });
      expect([stderr, code]).toEqual(['', 0]);
      expect(lines(stdout)).toEqual(all);
    },
  );
});

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import authlib.jose, requests']).status === 0,
);

describe('Authlib, whose assertions name the token endpoint and live an hour', () => {
  let server: SpawnedServer;
  let setup: Setup;
  beforeAll(async () => {
    server = await spawnServer();
    setup = await registerClients(server);
  });
  afterAll(() => server?.remove());

  const outcomes = (program: string) => {
    const script = fileURLToPath(new URL('authlib_client.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(program, [script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, SETUP: JSON.stringify(setup), REQUESTS_CA_BUNDLE: server.caFile },
    });
    expect([stderr, status]).toEqual(['', 0]);
    return lines(stdout);
  };

  it('is refused with them by default, and served once two settings allow it', async () => {
    if (python === undefined) {
      process.stdout.write('not run: Authlib; it needs python3-authlib and python3-requests of Debian\n');
      return;
    }
    const bySecret = obtained(...secretMethods);
    const refused = algorithms.map((alg) => [alg, 'invalid_client']);
    expect(outcomes(python)).toEqual([...bySecret, ...refused]);
    await server.stop();
    const port = server.domain.split(':')[1] ?? '';
    const settings = [
      '--assertion-audiences',
      `${setup.issuer}oauth/token`,
      '--assertion-max-lifetime',
      '3600',
    ];
    server = await spawnServer({
      dataFolder: server.dataFolder,
      database: server.database,
      flags: ['--https-port', port, ...settings],
    });
    expect(outcomes(python)).toEqual(obtained(...secretMethods, ...algorithms));
  });
});
