import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateInMemory } from '../../packages/server/src/instance/development-certificate.js';
import { launch } from '../contract/running-server.js';
import { emptyFolder, refusal, run, started } from './starting.js';

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
  /** The line of the log by which a server says that it runs. */
  function greetingIn(output: string): Record<string, string> {
    const line = output.split('\n').find((text) => text.includes('"msg":"Clientele is running"'));
    return JSON.parse(line ?? '{}') as Record<string, string>;
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
    const server = await launch([], { env: { ...env, ...tls }, until: /Clientele is running.*\n/ });
    onTestFinished(() => void server.stop());
    const { https: url, data_folder } = greetingIn(server.output());
    expect(data_folder).toBe(`${dataFolder} (new)`);
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

  it('reads its certificate again on SIGHUP, and goes on serving', async () => {
    const { env, tls, caFile } = await provisions();
    const server = await launch([], { env: { ...env, ...tls }, until: /Clientele is running.*\n/ });
    onTestFinished(() => void server.stop());
    const { cert, key } = await certificateInMemory(new Date(), ['clients.example.com']);
    writeFileSync(tls.CLIENTELE_TLS_KEY_FILE, key);
    writeFileSync(tls.CLIENTELE_TLS_CERT_FILE, cert);
    server.process.kill('SIGHUP');
    await expect.poll(server.output).toContain('the certificate was read again');
    const url = /https:\/\/localhost:\d+/.exec(server.output())?.[0];
    // Its CA is another one now.
    await expect(run('curl', ['-s', '--cacert', caFile, `${url}/health`])).rejects.toThrow();
    const { stdout } = await run('curl', ['-s', '--insecure', `${url}/health`]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
    expect(await server.stop()).toBe(0);
  });

  it('goes on after SIGHUP where it has no certificate to read, and says so', async () => {
    const { env } = await provisions();
    const flags = ['--trusted-proxy', '127.0.0.1', '--http-port', '0'];
    const server = await launch(flags, { env, until: /Clientele is running.*\n/ });
    onTestFinished(() => void server.stop());
    server.process.kill('SIGHUP');
    await expect.poll(server.output).toContain('no certificate files to read again');
    expect(await server.stop()).toBe(0);
  });

  it('serves http to the trusted proxy, and to nobody else', async () => {
    const { env } = await provisions();
    const behind = async (proxy: string) => {
      const flags = ['--trusted-proxy', proxy, '--http-port', '0'];
      const server = await launch(flags, { env, until: /Clientele is running.*\n/ });
      onTestFinished(() => void server.stop());
      const { http: url } = greetingIn(server.output());
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
      error_description: 'Plain http is accepted from trusted proxies only; use https.',
    });
  });

  /** All that a server in production says, on either output. */
  const linesOf = (output: string) =>
    output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; msg: string });

  it('writes a log that is JSON from the first line to the last', async () => {
    const { env, tls } = await provisions();
    const misspelt = { CLIENTELE_ISUER: 'https://x.example.com/' };
    const flags = ['--host', '127.0.0.1'];
    const server = await launch(flags, {
      env: { ...env, ...tls, ...misspelt },
      until: /Clientele is running.*\n/,
    });
    expect(await server.stop()).toBe(0);
    const lines = linesOf(server.output());
    expect(lines[0]).toMatchObject({ level: 40, msg: expect.stringContaining('CLIENTELE_ISUER') });
    expect(lines.map(({ msg }) => msg)).toContainEqual(expect.stringContaining('CLIENTELE_TRUSTED_PROXY'));
    expect(lines.at(-2)).toMatchObject({ level: 30, signal: 'SIGTERM' });
    expect(lines.at(-1)).toMatchObject({ level: 30, msg: 'Clientele has stopped' });
  });

  it.each([
    ['a missing setting', ['--mode=production'], {}, 'CLIENTELE_ISSUER: production needs'],
    ['an unknown flag', ['--mode', 'production', '--colour'], {}, 'unknown argument "--colour"'],
    ['a log that is silent', ['--log-level', 'silent'], { CLIENTELE_MODE: 'production' }, 'CLIENTELE_ISSUER'],
  ])('writes why it does not start as a line of the log: %s', async (_what, flags, env, reason) => {
    const { code, stdout, stderr } = await refusal(flags, env);
    expect([code, stderr]).toEqual([1, '']);
    expect(linesOf(stdout)).toEqual([
      expect.objectContaining({ level: 60, msg: expect.stringContaining(reason) }),
    ]);
  });
});
