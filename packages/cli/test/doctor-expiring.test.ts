import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { clientele, unusedPath } from './command.js';

/** The first administrator as a client of the API, and what it sends. */
async function administrator({ httpUrl, clientId, clientSecret }: SpawnedServer) {
  const discovered = await fetch(`${httpUrl}/.well-known/openid-configuration`);
  const { issuer } = (await discovered.json()) as { issuer: string };
  const granted = await fetch(`${httpUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `${issuer}api/v2/`,
    }),
  });
  const { access_token } = (await granted.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  return { path: `${httpUrl}/api/v2/clients/${clientId}`, headers };
}

async function rotateSecret(server: SpawnedServer): Promise<void> {
  const { path, headers } = await administrator(server);
  const answer = await fetch(`${path}/rotate-secret`, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(200);
}

/** Gives the first administrator a key that expires. */
async function addKey(server: SpawnedServer, expiry: Date) {
  const { path, headers } = await administrator(server);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = JSON.stringify({
    credential_type: 'public_key',
    name: 'expiring key',
    alg: 'ES256',
    pem: publicKey.export({ type: 'spki', format: 'pem' }),
    expires_at: expiry.toISOString(),
  });
  const made = await fetch(`${path}/credentials`, { method: 'POST', headers, body });
  const client = await fetch(path, { headers });
  const [{ id }, { name }] = (await Promise.all([made.json(), client.json()])) as [
    { id: string },
    { name: string },
  ];
  return { id, client: name };
}

/** What the doctor says of what expires, each line with its status. */
async function found(args: string[]): Promise<string> {
  const ports = ['--http-port', '0', '--https-port', '0'];
  const { code, stdout } = await clientele(['doctor', '--json', ...ports, ...args]);
  const { findings } = JSON.parse(stdout.toString()) as {
    findings: { check: string; status: string; message: string }[];
  };
  expect(code).toBe(findings.some(({ status }) => status === 'fail') ? 1 : 0);
  return findings
    .filter(({ check }) => check === 'expiring')
    .map(({ status, message }) => `${status}: ${message}`)
    .join('\n');
}

describe('clientele doctor --expiring', () => {
  let server: SpawnedServer;
  let data: string;
  beforeAll(async () => {
    server = await spawnServer();
    data = server.dataFolder;
  });
  afterAll(() => server.remove());

  it('names what expires within that time, and fails', async () => {
    const lasting = ['--data', data, '--expiring'];
    expect(await found([...lasting, '36h'])).toBe('ok: nothing expires within 36 hours');
    const expiry = new Date(Date.now() + 10 * 86_400_000 + 60_000);
    const { id, client } = await addKey(server, expiry);
    expect(await found([...lasting, '9d'])).toBe('ok: nothing expires within 9 days');
    expect(await found([...lasting, '14d'])).toBe(
      `fail: credential ${id} "expiring key" of client ${server.clientId} "${client}" expires in 10 days, ${expiry.toISOString()}`,
    );
    expect(await found(['--data', data])).toBe('');
  });

  it('only warns of retiring secrets, of which another one works', async () => {
    const other = await spawnServer({ env: { CLIENTELE_SECRET_OVERLAP: '432000' } });
    await rotateSecret(other);
    const findings = await found(['--data', other.dataFolder, '--expiring', '14d']);
    await other.remove();
    expect(findings).toMatch(/^warn: retiring secret \S+ of client \S+ ".+" expires in 4 days, \S+$/);
  });

  it('fails where there is nothing to look at', async () => {
    expect(await found(['--data', unusedPath(), '--expiring', '14d'])).toBe(
      'fail: what expires could not be looked up, because of what is said above',
    );
  });

  it.each(['14', 'd', '0d', '-1d', '1.5d', '14D', '2w', '3651d', '100000h', ''])(
    'refuses %s with a line that says what is expected',
    async (time) => {
      const { code, stdout, stderr } = await clientele(['doctor', `--expiring=${time}`]);
      expect([code, stdout.toString(), stderr]).toEqual([
        1,
        '',
        `clientele: --expiring ${time}: name a number of days or hours, such as 14d or 36h, up to 3650d\n`,
      ]);
    },
  );
});
