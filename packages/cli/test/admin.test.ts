import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managementToken } from '../../../test/contract/management-token.js';
import { launch, type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { emptyDatabase } from '../../../test/postgres/empty-database.js';
import { answer, clientele, inShell, refusal, unusedPath } from './command.js';

/** A server whose administrator is gone. */
async function lockedOut(options: Parameters<typeof spawnServer>[0] = {}): Promise<SpawnedServer> {
  const server = await spawnServer(options);
  const authorization = `Bearer ${await managementToken(server)}`;
  const gone = await fetch(`${server.httpUrl}/api/v2/clients/${server.clientId}`, {
    method: 'DELETE',
    headers: { authorization },
  });
  expect(gone.status).toBe(204);
  return server;
}

interface Recovered {
  client_id: string;
  secret_file: string;
}

/** What the recovered administrator sees of the log. */
async function logOf(server: SpawnedServer, { client_id, secret_file }: Recovered) {
  const clientSecret = readFileSync(secret_file, 'utf8').trim();
  const token = await managementToken({ ...server, clientId: client_id, clientSecret });
  const entries = await fetch(`${server.httpUrl}/api/v2/logs?q=type:sapi&sort=date:-1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await entries.json()) as { description: string; client_name: string }[];
}

describe('clientele admin recover', () => {
  it('makes an administrator while the server on SQLite is stopped, and not before', async () => {
    const server = await lockedOut();
    const data = ['--data', server.dataFolder];
    const secretFile = unusedPath('secret');
    const recover = ['admin', 'recover', ...data, '--secret-file', secretFile, '--json'];
    expect(await refusal(recover)).toContain('is in use');
    expect(existsSync(secretFile)).toBe(false);
    await server.stop();
    const recovered = JSON.parse(await answer(...recover)) as Recovered;
    expect(recovered).toEqual({ client_id: expect.stringMatching(/^\w{32}$/), secret_file: secretFile });
    expect(statSync(secretFile).mode & 0o777).toBe(0o600);
    const again = await startedAgain(server);
    const log = await logOf(again, recovered);
    expect(log.filter(({ client_name }) => client_name === 'clientele admin recover')).toMatchObject([
      { description: 'Create a client grant' },
      { description: 'Create a client' },
    ]);
    await again.remove();
  });

  it('makes one beside a server on PostgreSQL, which accepts it at once', async () => {
    const database = await emptyDatabase();
    const server = await lockedOut({ database });
    const args = [
      'admin',
      'recover',
      '--data',
      server.dataFolder,
      '--secret-file',
      unusedPath('secret'),
      '--json',
    ];
    const { stdout, stderr, code } = await clientele(args, { env: { CLIENTELE_DATABASE_URL: database } });
    expect([stderr, code]).toEqual(['', 0]);
    expect((await logOf(server, JSON.parse(stdout.toString()) as Recovered)).length).toBeGreaterThan(0);
    await server.remove();
  });

  it('gives the secret to no pipe, and then makes nothing', async () => {
    const server = await spawnServer();
    await server.stop();
    const recover = ['admin', 'recover', '--data', server.dataFolder];
    expect(await refusal(recover)).toContain('name a file for it with --secret-file');
    const taken = unusedPath('taken');
    writeFileSync(taken, 'mine');
    expect(await refusal([...recover, '--secret-file', taken])).toContain('is not overwritten');
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    const absent = join(unusedPath(), 'secret');
    expect(await refusal([...recover, '--secret-file', absent])).toContain('it does not exist');
    const again = await startedAgain(server);
    const answered = await fetch(`${again.httpUrl}/api/v2/clients?is_global=false`, {
      headers: { authorization: `Bearer ${await managementToken(again)}` },
    });
    expect(await answered.json()).toHaveLength(1);
    await again.remove();
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  if (!hasScript) console.log('not run: admin recover on a terminal, for want of the program script');

  it.runIf(hasScript)('shows the secret on a terminal', async () => {
    const server = await spawnServer();
    await server.stop();
    const line = 'script --quiet --return --command "$(printf "%q " "$@")" /dev/null';
    const { stdout, code } = await inShell(line, ['admin', 'recover', '--data', server.dataFolder]);
    expect(stdout.toString()).toMatch(/^Created the administrator \w{32}, secret [\w-]{64}\r\n/);
    expect(code).toBe(0);
    await server.remove();
  });

  it('does nothing where there is no database, or another key', async () => {
    const folder = unusedPath();
    const file = ['--secret-file', unusedPath('secret')];
    expect(await refusal(['admin', 'recover', '--data', folder, ...file])).toContain('there is no database');
    expect(existsSync(folder)).toBe(false);
    const server = await spawnServer();
    await server.stop();
    const key = unusedPath('instance.key');
    await answer('key', 'new', '--key-file', key);
    const other = ['admin', 'recover', '--data', server.dataFolder, '--key-file', key, ...file];
    expect(await refusal(other)).toContain('instance key');
    expect(existsSync(file[1] ?? '')).toBe(false);
    await server.remove();
  });
});

/** A start without the first administrator greets with addresses alone. */
async function startedAgain(server: SpawnedServer): Promise<SpawnedServer> {
  const flags = ['--data', server.dataFolder, '--http-port', '0', '--https-port', '0'];
  const launched = await launch(flags, { until: /bootstrap client .*\n/ });
  const [, httpUrl = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(launched.output()) ?? [];
  const [, domain = ''] = /https:\/\/(localhost:\d+)/.exec(launched.output()) ?? [];
  return {
    ...server,
    ...launched,
    httpUrl,
    domain,
    async remove() {
      await launched.stop();
      await server.remove();
    },
  };
}
