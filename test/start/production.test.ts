import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateInMemory } from '../../packages/server/src/instance/development-certificate.js';
import { launch } from '../contract/running-server.js';
import { emptyFolder, run, started } from './starting.js';

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
    onTestFinished(() => void server.stop());
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

  it('reads its certificate again on SIGHUP, and goes on serving', async () => {
    const { env, tls, caFile } = await provisions();
    const server = await launch([], { env: { ...env, ...tls }, until: /data folder.*\n/ });
    onTestFinished(() => void server.stop());
    const { cert, key } = await certificateInMemory(new Date(), ['clients.example.com']);
    writeFileSync(tls.CLIENTELE_TLS_KEY_FILE, key);
    writeFileSync(tls.CLIENTELE_TLS_CERT_FILE, cert);
    server.process.kill('SIGHUP');
    await expect.poll(server.output).toContain('the certificate was read again');
    const url = /https\s+(https:\/\/[^:]+:\d+)/.exec(server.output())?.[1];
    // Its CA is another one now.
    await expect(run('curl', ['-s', '--cacert', caFile, `${url}/health`])).rejects.toThrow();
    const { stdout } = await run('curl', ['-s', '--insecure', `${url}/health`]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
    expect(await server.stop()).toBe(0);
  });

  it('serves http to the trusted proxy, and to nobody else', async () => {
    const { env } = await provisions();
    const behind = async (proxy: string) => {
      const flags = ['--trusted-proxy', proxy, '--http-port', '0'];
      const server = await launch(flags, { env, until: /data folder.*\n/ });
      onTestFinished(() => void server.stop());
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
      error_description: 'Plain http is accepted from trusted proxies only; use https.',
    });
  });
});
