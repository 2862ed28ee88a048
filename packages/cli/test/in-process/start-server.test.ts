import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManagementClient } from '@clientele/sdk';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { StartError, type StartedServer, type StartOptions, startServer } from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-in-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function started(options: StartOptions): Promise<StartedServer> {
  const server = await startServer(options);
  onTestFinished(() => server.close());
  return server;
}

function administrator({ url, bootstrap }: StartedServer): ManagementClient {
  if (bootstrap === undefined) throw new Error('the server has no first administrator');
  return new ManagementClient({ baseUrl: url, ...bootstrap });
}

async function namesIn(server: StartedServer): Promise<unknown[]> {
  const { data } = await administrator(server).clients.getAll();
  return data.map(({ name }) => name);
}

async function refusal(options: Readonly<Record<string, unknown>>): Promise<string> {
  const error = await startServer(options as StartOptions).then(
    (server) => server.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return error instanceof StartError ? error.message : '';
}

describe('a server in process', () => {
  it('runs in memory and on free ports unless told otherwise, beside others, each with clients of its own', async () => {
    const [first, second] = await Promise.all([started({}), started({})]);
    await administrator(first).clients.create({ name: 'of the first' });
    await administrator(second).clients.create({ name: 'of the second' });
    expect(await namesIn(first)).toContain('of the first');
    expect(await namesIn(first)).not.toContain('of the second');
    expect(await namesIn(second)).toContain('of the second');
  });

  it('says what a program needs to reach it', async () => {
    const server = await started({ data: join(folder, 'reached') });
    expect(server).toMatchObject({
      url: server.httpUrl,
      httpUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      httpsUrl: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      issuer: `${server.httpsUrl}/`,
      audience: `${server.httpsUrl}/api/v2/`,
      ca: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----\s*$/),
    });
  });

  it('takes texts, numbers, flags and lists', async () => {
    const server = await started({
      host: ['127.0.0.1'],
      migrate: true,
      issuer: 'https://clients.test/',
      bootstrapClientId: 'admin',
      bootstrapClientSecret: 'a secret for this test only',
      assertionAudiences: ['https://one.test/', 'https://two.test/'],
    });
    expect(server.issuer).toBe('https://clients.test/');
    expect(server.bootstrap).toEqual({ clientId: 'admin', clientSecret: 'a secret for this test only' });
  });

  it('does not look at the settings of the process, and has no warning of its own', async () => {
    vi.stubEnv('CLIENTELE_MODE', 'production');
    vi.stubEnv('CLIENTELE_MISSPELT', 'production');
    expect((await started({})).warnings).toEqual([]);
  });

  it('keeps its files to their owner in a folder that is open to others', async () => {
    const data = join(folder, 'open');
    mkdirSync(data, { mode: 0o755 });
    const server = await started({ data });
    await administrator(server).clients.create({ name: 'written' });
    for (const name of ['clientele.db', 'clientele.db-wal', 'server.lock', 'instance.key'])
      expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0]);
  });

  it('gives its data and ports back when it is closed, however often', async () => {
    const data = join(folder, 'closed');
    const first = await startServer({ data });
    await Promise.all([first.close(), first.close()]);
    await expect(fetch(`${first.url}/health`)).rejects.toThrow('fetch failed');
    const again = await started({ data, httpPort: Number(new URL(first.url).port) });
    expect(again.bootstrap).toEqual(first.bootstrap);
  });

  it('hands its log lines to who wants them, and writes them nowhere else', async () => {
    const written = vi.spyOn(process.stdout, 'write');
    const lines: string[] = [];
    const server = await started({ logLevel: 'info', onLogLine: (line) => lines.push(line) });
    await fetch(`${server.url}/api/v2/clients`);
    await vi.waitFor(() => expect(lines.map((line) => JSON.parse(line).status)).toContain(401));
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  it('lives in the time that it is given', async () => {
    const server = await started({ now: () => Date.UTC(2031, 0, 1) });
    const answer = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        audience: server.audience,
        client_id: server.bootstrap?.clientId ?? '',
        client_secret: server.bootstrap?.clientSecret ?? '',
      }),
    });
    const { access_token } = await answer.json();
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString());
    expect(claims.iat).toBe(Date.UTC(2031, 0, 1) / 1000);
  });
});

describe('a server in process is refused', () => {
  it.each([
    [{ httpPrt: 1 }, 'httpPrt is not a setting: clientele start --help lists them all'],
    [
      { httpPort: 70_000 },
      'httpPort: "70000" given, expected a whole number from 0 to 65535 (0 is any free port)',
    ],
    [
      { httpPort: Number.NaN },
      'httpPort: "NaN" given, expected a whole number from 0 to 65535 (0 is any free port)',
    ],
    [{ data: '' }, 'data: no value given, expected a folder, or :memory:'],
    [{ data: null }, 'data: null given, expected a folder, or :memory:'],
    [{ data: {} }, 'data: object given, expected a folder, or :memory:'],
    [{ host: [1] }, 'host: object given, expected IP addresses or localhost, separated by commas'],
    [
      { bootstrapClientSecret: 'short' },
      'bootstrapClientSecret: a text of 5 characters given, expected 16 to 255 characters without control characters',
    ],
    [
      { mode: 'production', data: 'data' },
      'issuer: production needs its public https origin, such as https://clients.example.com/',
    ],
  ])('for %o', async (options, message) => {
    expect(await refusal(options)).toBe(message);
  });

  it('on a port that is taken, and leaves nothing open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const data = join(folder, 'taken');
    expect(await refusal({ data, httpPort: port })).toBe(
      `http port ${port} is in use by another program: choose another with httpPort (0 is any free one)`,
    );
    await started({ data });
  });

  it('in a data folder that another one uses', async () => {
    const data = join(folder, 'shared');
    await started({ data });
    expect(await refusal({ data })).toBe(
      `data folder ${data} is in use by another server: stop that one, or choose another folder with data`,
    );
  });

  it('before anything is made, where a setting is wrong', async () => {
    const data = join(folder, 'never');
    await refusal({ data, logLevel: 'loud' });
    expect(existsSync(data)).toBe(false);
  });
});
