import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { askManagementToken, managementToken } from '../../../test/contract/management-token.js';
import { launch, type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { emptyDatabase } from '../../../test/postgres/empty-database.js';
import { clientele, inShell, refusal, unusedPath } from './command.js';

/** Calls the Management API as the first administrator, who authenticates with a secret from before any switch. */
async function call(server: SpawnedServer, method: string, path: string, body?: object) {
  const answered = await fetch(`${server.httpUrl}/api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await managementToken(server)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answered.json()) as Record<string, string>;
}

const create = (server: SpawnedServer) => call(server, 'POST', '/clients', { name: 'Robot' });
const secretShown = async (server: SpawnedServer, { client_id }: Record<string, string>) =>
  (await call(server, 'GET', `/clients/${client_id}`)).client_secret;

/** Switches, and answers the figures. */
async function switched(server: SpawnedServer, ...args: string[]): Promise<unknown> {
  const env = { ...(server.database !== undefined && { CLIENTELE_DATABASE_URL: server.database }) };
  const outcome = await clientele(['secrets', 'mode', ...args, '--data', server.dataFolder, '--json'], {
    env,
  });
  expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
  return JSON.parse(outcome.stdout.toString());
}

/** The same registry with a server that was started in another mode; in mode `once` no secret is in the banner. */
async function startedIn(server: SpawnedServer, mode: string): Promise<SpawnedServer> {
  const flags = [
    '--data',
    server.dataFolder,
    '--client-secrets',
    mode,
    '--http-port',
    '0',
    '--https-port',
    '0',
  ];
  const env = { ...(server.database !== undefined && { CLIENTELE_DATABASE_URL: server.database }) };
  const launched = await launch(flags, { env, until: /api\/v2\/clients.*\n|bootstrap client .*\n/ });
  const [, httpUrl = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(launched.output()) ?? [];
  const [, domain = ''] = /https:\/\/(localhost:\d+)/.exec(launched.output()) ?? [];
  return { ...server, ...launched, httpUrl, domain };
}

describe('clientele secrets mode', () => {
  it('goes to once and back while the server on SQLite is stopped; clients go on authenticating', async () => {
    const first = await spawnServer();
    const before = await create(first);
    expect(await secretShown(first, before)).toBe(before.client_secret);
    const where = ['--data', first.dataFolder];
    if (first.database === undefined)
      expect(await refusal(['secrets', 'mode', 'once', '--yes', ...where])).toContain('is in use');
    await first.stop();
    expect(await switched(first, 'once', '--yes')).toEqual({ mode: 'once', before: 'readable', erased: 3 });
    await expect(startedIn(first, 'readable')).rejects.toThrow('clientele secrets mode readable');

    const once = await startedIn(first, 'once');
    expect((await askManagementToken(once)).status).toBe(200);
    expect(await secretShown(once, before)).toBeUndefined();
    const made = await create(once);
    expect(await secretShown(once, made)).toBeUndefined();
    await once.stop();
    expect(await switched(once, 'readable')).toEqual({ mode: 'readable', before: 'once', unreadable: 4 });

    const again = await startedIn(once, 'readable');
    expect(await secretShown(again, before)).toBeUndefined();
    const rotated = await call(again, 'POST', `/clients/${before.client_id}/rotate-secret`);
    expect(await secretShown(again, before)).toBe(rotated.client_secret);
    const log = (await call(again, 'GET', '/logs?q=type:sapi&sort=date:-1')) as unknown;
    expect(log).toMatchObject(
      expect.arrayContaining(
        ['readable', 'once'].map((id) =>
          expect.objectContaining({
            description: 'Update a secrets mode',
            client_name: 'clientele secrets mode',
            details: expect.objectContaining({ object: 'secrets_mode', action: 'update', id }),
          }),
        ),
      ),
    );
    await again.stop();
    await first.remove();
  }, 60_000);

  it('is obeyed at once by a server that runs on PostgreSQL', async () => {
    const server = await spawnServer({ database: await emptyDatabase() });
    const before = await create(server);
    expect(await switched(server, 'once', '--yes')).toEqual({ mode: 'once', before: 'readable', erased: 3 });
    expect((await askManagementToken(server)).status).toBe(200);
    expect(await secretShown(server, before)).toBeUndefined();
    expect(await secretShown(server, await create(server))).toBeUndefined();
    expect(await switched(server, 'readable')).toEqual({ mode: 'readable', before: 'once', unreadable: 4 });
    const after = await create(server);
    expect(await secretShown(server, after)).toBe(after.client_secret);
    await server.remove();
  }, 60_000);

  it('erases nothing that nobody confirmed', async () => {
    const server = await spawnServer();
    await server.stop();
    const where = ['--data', server.dataFolder];
    expect(await refusal(['secrets', 'mode', 'once', ...where])).toContain('confirm it with --yes');
    expect(await refusal(['secrets', 'mode', 'twice', ...where])).toContain('readable, once');
    expect(await refusal(['secrets', 'mode', 'once', '--yes', '--data', unusedPath()])).toContain(
      'there is no database',
    );
    expect(await switched(server, 'readable')).toEqual({
      mode: 'readable',
      before: 'readable',
      unreadable: 0,
    });
    await server.remove();
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  if (!hasScript) console.log('not run: secrets mode on a terminal, for want of the program script');

  it.runIf(hasScript)('asks on a terminal', async () => {
    const server = await spawnServer();
    await server.stop();
    const args = ['secrets', 'mode', 'once', '--data', server.dataFolder];
    const env = server.database === undefined ? '' : `CLIENTELE_DATABASE_URL='${server.database}' `;
    const asked = (answer: string) =>
      inShell(
        `echo ${answer} | ${env}script --quiet --return --command "$(printf "%q " "$@")" /dev/null`,
        args,
      );
    const no = await asked('no');
    expect(no.stdout.toString()).toContain('not confirmed: nothing was changed');
    expect(no.code).toBe(1);
    const yes = await asked('once');
    expect(yes.stdout.toString()).toContain('2 encrypted secrets were erased');
    expect(yes.code).toBe(0);
    await server.remove();
  });
});
