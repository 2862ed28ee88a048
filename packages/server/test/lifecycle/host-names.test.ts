import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readInvocation } from '../../src/config/config.js';
import { certificateInMemory } from '../../src/instance/development-certificate.js';
import { type RunningServer, start } from '../../src/lifecycle/start.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

const quiet = ['--http-port', '0', '--https-port', '0', '--log-level', 'silent'];

async function started(...flags: string[]): Promise<RunningServer> {
  const invocation = readInvocation([...quiet, ...flags], {}, '');
  if (invocation.kind !== 'start') throw new Error('flags start a server');
  const server = await start(invocation.config);
  onTestFinished(() => server.stop());
  return server;
}

interface Asked {
  /** The name that TLS is asked for. */
  servername?: string;
  ca?: string | undefined;
}

/** Asks a server under a name, whose address is this machine's. */
function ask(
  server: RunningServer,
  name: string,
  { servername = name, ca = server.ca?.pem }: Asked = {},
): Promise<{ status: number; body: string }> {
  const { port } = new URL(server.httpsUrl ?? '');
  const headers = { host: `${name}:${port}` };
  const options = { host: '127.0.0.1', port, path: '/api/v2/clients', servername, ca, agent: false, headers };
  return new Promise((resolve, reject) => {
    get(options, async (answer) => resolve({ status: answer.statusCode ?? 0, body: await text(answer) })).on(
      'error',
      reject,
    );
  });
}

describe('a development server', () => {
  it('answers to the host names that are listed, over https in memory too', async () => {
    const server = await started('--data', ':memory:', '--hostnames', 'clientele,id.test');
    expect(server.issuer).toBe(`${server.httpsUrl}/`);
    expect(server.ca?.file).toBeUndefined();
    for (const name of ['localhost', 'clientele', 'ID.test'])
      expect((await ask(server, name)).status).toBe(401);
  });

  it('covers the host of its issuer', async () => {
    const server = await started('--data', ':memory:', '--issuer', 'https://id.clientele.test/');
    expect((await ask(server, 'id.clientele.test')).status).toBe(401);
  });

  it('says that its certificate is not for the address of an issuer', async () => {
    const server = await started('--data', ':memory:', '--issuer', 'https://192.0.2.1:4643/');
    expect(server.warnings).toEqual([expect.stringContaining('not for 192.0.2.1, the host of the issuer')]);
    expect((await ask(server, 'localhost')).status).toBe(401);
  });

  it('names what it answers to and the setting, where it is asked under another name', async () => {
    const server = await started('--data', ':memory:', '--hostnames', 'clientele');
    const { status, body } = await ask(server, 'other.test', { servername: 'localhost' });
    expect(status).toBe(421);
    expect(JSON.parse(body).message).toBe(
      'No tenant is served under this Host. Served here: localhost, 127.0.0.1, [::1], clientele; CLIENTELE_HOSTNAMES adds others.',
    );
  });

  it('writes its CA where the setting says', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'clientele-ca.pem');
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    const server = await started('--data', ':memory:', '--ca-file', file);
    expect(server.ca).toEqual({ pem: readFileSync(file, 'utf8'), file });
    expect(statSync(file).mode & 0o777).toBe(0o644);
    await expect(started('--data', ':memory:', '--ca-file', join(folder, 'absent/ca.pem'))).rejects.toThrow(
      /^CLIENTELE_CA_FILE: .*ca\.pem cannot be written \(it does not exist\)/,
    );
  });

  it('serves https with a certificate of its own', async () => {
    const folder = temporaryFolder();
    const { key, cert, caPem } = await certificateInMemory(new Date(), ['id.test']);
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
    const files = ['--tls-cert-file', join(folder, 'cert.pem'), '--tls-key-file', join(folder, 'key.pem')];
    const names = ['--hostnames', 'id.test', '--issuer', 'https://elsewhere.test/'];
    const server = await started('--data', ':memory:', ...files, ...names);
    expect(server.ca).toBeUndefined();
    expect((await ask(server, 'id.test', { ca: caPem })).status).toBe(401);
    expect(server.warnings).toEqual([
      expect.stringContaining('is not for elsewhere.test, the host of the issuer'),
    ]);
  });

  it('tells who asks for the Management API by another spelling which audience counts', async () => {
    const server = await started('--data', ':memory:');
    const { clientId = '', secret = '' } = server.bootstrap ?? {};
    for (const audience of [
      `${server.httpUrl}/api/v2/`,
      `${server.issuer}api/v2`,
      'https://team.auth0.com/api/v2/',
    ]) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        audience,
      });
      const answer = await fetch(`${server.httpUrl}/oauth/token`, { method: 'POST', body });
      expect(await answer.json()).toEqual({
        error: 'access_denied',
        error_description: `Service not enabled within domain: ${audience} (the audience of this server's Management API is ${server.audience})`,
      });
    }
  });

  it('is reached by the addresses that it listens on', async () => {
    const server = await started('--data', ':memory:', '--host', '127.0.0.1');
    expect(server.urls.http).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)]);
    expect(server.httpsUrl).toMatch(/^https:\/\/localhost:\d+$/);
  });
});
