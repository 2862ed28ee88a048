import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Libsql from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { launch, type SpawnedServer, spawnServer } from '../contract/running-server.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function started(options: Parameters<typeof spawnServer>[0] = {}): Promise<SpawnedServer> {
  const server = await spawnServer(options);
  cleanups.push(() => server.remove());
  return server;
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server that is expected not to start, and answers what it says. */
async function refusal(
  flags: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const main = join(root, 'packages/server/bundle/main.js');
  const child = spawn(process.execPath, [main, '--http-port', '0', '--https-port', '0', ...flags], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
    child.kill();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr, stdout };
}

/** One line, exit code 1, nothing of the program's inside. */
async function refusesWith(
  pattern: RegExp,
  flags: string[],
  env: Record<string, string> = {},
): Promise<void> {
  const { code, stderr, stdout } = await refusal(flags, env);
  expect(stderr).toMatch(pattern);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\s+at .*\.js:\d+/);
  expect([code, stdout]).toEqual([1, '']);
}

/** Cuts the two commands out of the banner and pastes them into a shell. */
async function pasteCommands(server: SpawnedServer): Promise<string> {
  const commands = server
    .output()
    .split('\n')
    .filter((line) => /^TOKEN=|^curl /.test(line));
  expect(commands).toHaveLength(2);
  const { stdout } = await run('bash', ['-c', commands.join('\n')]);
  return stdout;
}

describe('a started server', () => {
  it('greets with all a newcomer needs, and its commands work as they stand', async () => {
    const server = await started();
    const banner = server.output();
    expect(banner).toContain(`https://${server.domain}/`);
    expect(banner).toContain(server.dataFolder);
    expect(banner).toContain(server.clientId);
    expect(banner).toContain(join(server.dataFolder, 'bootstrap-client-secret'));
    expect(banner).toContain(`NODE_EXTRA_CA_CERTS=${server.caFile}`);
    expect(banner).not.toContain(server.clientSecret);
    const [token, list] = (await pasteCommands(server)).trim().split('\n');
    expect(token?.split('.')).toHaveLength(3);
    expect(JSON.parse(list ?? '')).toMatchObject([{ global: true }, { client_id: server.clientId }]);
  });

  it('keeps what is secret to its owner', async () => {
    const { dataFolder } = await started();
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    for (const name of ['instance.key', 'ca.key', 'leaf.key', 'bootstrap-client-secret'])
      expect([name, statSync(join(dataFolder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(dataFolder)).toEqual(expect.arrayContaining(['ca.pem', 'clientele.db', 'leaf.pem']));
  });

  it('tells of a misspelt variable before it says that something is missing', async () => {
    const { stderr } = await refusal(['--mode', 'production'], { CLIENTELE_ISUER: 'https://x.example.com/' });
    expect(stderr.split('\n')[0]).toBe(
      'Warning: CLIENTELE_ISUER is not a setting and is ignored: --help lists all that there are.',
    );
  });

  it('answers /health, also under a host it does not know', async () => {
    const { httpUrl } = await started();
    expect((await fetch(`${httpUrl}/health`)).status).toBe(200);
  });

  it('has everything again after kill -9, also on other ports', async () => {
    const first = await started();
    await pasteCommands(first);
    const created = await createClient(first, 'Survivor');
    await first.stop('SIGKILL');
    const second = await started({ dataFolder: first.dataFolder });
    expect([second.clientId, second.clientSecret]).toEqual([first.clientId, first.clientSecret]);
    expect(second.httpUrl).not.toBe(first.httpUrl);
    const [, list] = (await pasteCommands(second)).trim().split('\n');
    const [global, ...others] = JSON.parse(list ?? '') as { client_id: string; global: boolean }[];
    expect(global).toMatchObject({ global: true });
    expect(others.map(({ client_id }) => client_id)).toEqual([first.clientId, created]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const server = await started();
    expect(await server.stop(signal)).toBe(0);
    await expect(fetch(`${server.httpUrl}/health`)).rejects.toThrow();
  });

  it('keeps another out of its data folder, and lets it in once it is gone', async () => {
    const server = await started();
    await refusesWith(/data folder .* is in use/, ['--data', server.dataFolder]);
    await server.stop('SIGKILL');
    await (await spawnServer({ dataFolder: server.dataFolder })).stop();
  });

  it('issues tokens on https too, with a certificate that its CA vouches for', async () => {
    const server = await started();
    const { stdout } = await run('curl', [
      '-s',
      '--cacert',
      server.caFile,
      `https://${server.domain}/health`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
  });
});

async function createClient(server: SpawnedServer, name: string): Promise<string> {
  const created = await fetch(`${server.httpUrl}/api/v2/clients`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await managementToken(server)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name }),
  });
  return ((await created.json()) as { client_id: string }).client_id;
}

describe('the bootstrap client', () => {
  const pins = {
    CLIENTELE_BOOTSTRAP_CLIENT_ID: 'pinned-id',
    CLIENTELE_BOOTSTRAP_CLIENT_SECRET: 'pinned-secret-1234',
  };

  it('is the pinned one on an empty database', async () => {
    const server = await started({ env: pins });
    expect([server.clientId, server.clientSecret]).toEqual(['pinned-id', 'pinned-secret-1234']);
    await pasteCommands(server);
  });

  it('never becomes a second one: another pinned id is an error', async () => {
    const server = await started({ env: pins });
    await server.stop();
    await refusesWith(
      /CLIENTELE_BOOTSTRAP_CLIENT_ID is "other-id".*"pinned-id"/,
      ['--data', server.dataFolder],
      {
        CLIENTELE_BOOTSTRAP_CLIENT_ID: 'other-id',
      },
    );
  });

  it('keeps its secret when another is pinned later, with one warning', async () => {
    const server = await started({ env: pins });
    await server.stop();
    const again = await started({
      dataFolder: server.dataFolder,
      env: { ...pins, CLIENTELE_BOOTSTRAP_CLIENT_SECRET: 'another-secret-1234' },
    });
    expect(again.clientSecret).toBe('pinned-secret-1234');
    expect(again.output().match(/CLIENTELE_BOOTSTRAP_CLIENT_SECRET is ignored/g)).toHaveLength(1);
    await pasteCommands(again);
  });

  it('works in mode once, where the database cannot tell its secret', async () => {
    const server = await started({ env: { CLIENTELE_CLIENT_SECRETS: 'once' } });
    await server.stop();
    const again = await started({ dataFolder: server.dataFolder, env: { CLIENTELE_CLIENT_SECRETS: 'once' } });
    await pasteCommands(again);
    const files = readdirSync(server.dataFolder).filter((name) => name.startsWith('clientele.db'));
    for (const name of files)
      expect(readFileSync(join(server.dataFolder, name)).includes(server.clientSecret)).toBe(false);
  });
});

describe('a server that cannot start says why', () => {
  it('for a taken port', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    cleanups.push(() => void holder.close());
    const { port } = holder.address() as { port: number };
    await refusesWith(new RegExp(`${port}`), ['--data', emptyFolder(), '--http-port', `${port}`]);
  });

  it('for a data folder that is a file', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    await refusesWith(/data folder/, ['--data', file]);
  });

  it.each([
    ['rubbish', (file: string) => writeFileSync(file, 'this is no database'.repeat(1000))],
    ['cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
    [
      'overwritten in the middle',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, 8192, 40_960);
        writeFileSync(file, bytes);
      },
    ],
  ])('for a database that is %s', async (_name, damage) => {
    const server = await started();
    await server.stop();
    damage(join(server.dataFolder, 'clientele.db'));
    await refusesWith(/database .* cannot be used/, ['--data', server.dataFolder]);
  });

  it('for a database of a newer version', async () => {
    const server = await started();
    await server.stop();
    const db = new Libsql(join(server.dataFolder, 'clientele.db'));
    db.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run(['9999-future', 'now']);
    db.close();
    await refusesWith(/newer version/, ['--data', server.dataFolder]);
  });

  it('for another instance key', async () => {
    const server = await started();
    await server.stop();
    writeFileSync(join(server.dataFolder, 'instance.key'), Buffer.alloc(32, 7).toString('base64'), {
      mode: 0o600,
    });
    await refusesWith(/instance key/, ['--data', server.dataFolder]);
  });

  it('for a lost instance key, without making a new one', async () => {
    const server = await started();
    await server.stop();
    const key = join(server.dataFolder, 'instance.key');
    rmSync(key);
    await refusesWith(/instance key .* is missing/, ['--data', server.dataFolder]);
    expect(existsSync(key)).toBe(false);
  });

  it('for the other secrets mode', async () => {
    const server = await started();
    await server.stop();
    await refusesWith(/CLIENTELE_CLIENT_SECRETS=readable/, [
      '--data',
      server.dataFolder,
      '--client-secrets',
      'once',
    ]);
  });

  it.each([
    ['an unknown flag', ['--colour', 'red'], /--colour/],
    ['a bad port', ['--http-port', 'eighty'], /HTTP_PORT|--http-port/],
    ['a bad mode', ['--mode', 'staging'], /development.*production/],
    ['another address in development', ['--host', '0.0.0.0'], /CLIENTELE_HOST: development/],
    ['production without an issuer', ['--mode', 'production'], /CLIENTELE_ISSUER/],
  ])('for %s', async (_name, flags, pattern) => {
    await refusesWith(pattern, ['--data', join(emptyFolder(), 'data'), ...flags]);
  });
});

describe('production', () => {
  /** A certificate for localhost, an instance key and a secret, as an operator would provide them. */
  async function provisions() {
    const other = await started();
    await other.stop();
    const folder = emptyFolder();
    const file = (name: string, content: string) => {
      const path = join(folder, name);
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    };
    return {
      caFile: other.caFile,
      dataFolder: join(folder, 'data'),
      env: {
        CLIENTELE_MODE: 'production',
        CLIENTELE_DATA: join(folder, 'data'),
        CLIENTELE_ISSUER: 'https://clients.example.com',
        CLIENTELE_KEY_FILE: file('instance.key', Buffer.alloc(32, 9).toString('base64')),
        CLIENTELE_BOOTSTRAP_CLIENT_ID: 'first',
        CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: file('secret', 'production-secret-1234\n'),
      },
      tls: {
        CLIENTELE_HTTPS_PORT: '0',
        CLIENTELE_TLS_CERT_FILE: join(other.dataFolder, 'leaf.pem'),
        CLIENTELE_TLS_KEY_FILE: join(other.dataFolder, 'leaf.key'),
      },
    };
  }
  const tokenRequest = ['-d', 'grant_type=client_credentials', '-d', 'client_id=first'];
  const asked = [
    ...tokenRequest,
    '-d',
    'client_secret=production-secret-1234',
    '-d',
    'audience=https://clients.example.com/api/v2/',
  ];

  it('serves https with a certificate, and keeps and says no secret', async () => {
    const { env, tls, caFile, dataFolder } = await provisions();
    const server = await launch([], { env: { ...env, ...tls }, until: /data folder.*\n/ });
    cleanups.push(() => void server.stop());
    const url = /https\s+(https:\/\/localhost:\d+)/.exec(server.output())?.[1];
    const named = ['-s', '--cacert', caFile, '-H', 'Host: clients.example.com'];
    const { stdout } = await run('curl', [...named, `${url}/oauth/token`, ...asked]);
    expect(JSON.parse(stdout)).toMatchObject({ token_type: 'Bearer' });
    const spoofed = [
      '-s',
      '--cacert',
      caFile,
      '-H',
      'X-Forwarded-Host: clients.example.com',
      '-H',
      'Host: evil.example',
    ];
    expect(JSON.parse((await run('curl', [...spoofed, `${url}/api/v2/clients`])).stdout)).toMatchObject({
      statusCode: 421,
    });
    expect(await server.stop()).toBe(0);
    expect(server.output()).not.toContain('production-secret-1234');
    expect(readdirSync(dataFolder).sort()).toEqual([
      'clientele.db',
      'clientele.db-shm',
      'clientele.db-wal',
      'server.lock',
    ]);
    expect(readFileSync(join(dataFolder, 'clientele.db')).includes('production-secret-1234')).toBe(false);
  });

  it('serves http to the trusted proxy, and to nobody else', async () => {
    const { env } = await provisions();
    const behind = async (proxy: string) => {
      const flags = ['--trusted-proxy', proxy, '--http-port', '0'];
      const server = await launch(flags, { env, until: /data folder.*\n/ });
      cleanups.push(() => void server.stop());
      const url = /http\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(server.output())?.[1];
      const forwarded = [
        '-s',
        '-H',
        'Host: inner',
        '-H',
        'X-Forwarded-Host: clients.example.com',
        '-H',
        'X-Forwarded-Proto: https',
      ];
      const { stdout } = await run('curl', [...forwarded, `${url}/oauth/token`, ...asked]);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      await server.stop();
      return JSON.parse(stdout) as object;
    };
    expect(await behind('127.0.0.1')).toMatchObject({ token_type: 'Bearer' });
    expect(await behind('10.0.0.0/8')).toEqual({
      error: 'invalid_request',
      error_description: 'Plain http is for the trusted proxy only; use https.',
    });
  });
});

describe('npm start', () => {
  it('hands SIGTERM to the server, which ends with 0 and frees its port', async () => {
    const dataFolder = join(emptyFolder(), 'data');
    const npm = process.env.npm_execpath;
    const command = npm === undefined ? ['npm'] : [process.execPath, npm];
    const [program = 'npm', ...first] = command;
    const flags = ['start', '--', '--data', dataFolder, '--http-port', '0', '--https-port', '0'];
    const child = spawn(program, [...first, ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (output.includes('/api/v2/clients')) resolve();
      });
    });
    const url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1] ?? '';
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    const next = await spawnServer({ dataFolder });
    expect(await next.stop()).toBe(0);
  });
});
