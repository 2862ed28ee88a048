import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ManagementClient } from '@clientele/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from './running-server.js';

const audience = 'https://invoices.example/';
const otherAudience = 'https://orders.example/';

let server: SpawnedServer;
let api: ChildProcess;
let apiUrl: string;
let client: { client_id: string; client_secret: string };

beforeAll(async () => {
  server = await spawnServer();
  api = spawn(process.execPath, [fileURLToPath(new URL('protected-api.mjs', import.meta.url))], {
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: server.caFile,
      ISSUER: `https://${server.domain}/`,
      AUDIENCE: audience,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(api.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  apiUrl = `http://127.0.0.1:${line.toString().trim()}/`;
  const admin = new ManagementClient({
    baseUrl: server.httpUrl,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
  });
  const { data } = await admin.clients.create({ name: 'Caller' });
  client = { client_id: data.client_id, client_secret: data.client_secret ?? '' };
  for (const identifier of [audience, otherAudience]) {
    await admin.resourceServers.create({ identifier, scopes: [{ value: 'read:all' }] });
    await admin.clientGrants.create({
      client_id: client.client_id,
      audience: identifier,
      scope: ['read:all'],
    });
  }
});
afterAll(async () => {
  api.kill();
  await server.remove();
});

async function tokenFor(requested: string): Promise<string> {
  const answer = await fetch(`${server.httpUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', audience: requested, ...client }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const call = (token: string) => fetch(apiUrl, { headers: { authorization: `Bearer ${token}` } });

it('an API behind express-oauth2-jwt-bearer accepts a token for it', async () => {
  const answer = await call(await tokenFor(audience));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    iss: `https://${server.domain}/`,
    aud: audience,
    azp: client.client_id,
    scope: 'read:all',
  });
});

it('and refuses a token for another audience', async () => {
  const answer = await call(await tokenFor(otherAudience));
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('aud');
});
