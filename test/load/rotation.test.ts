import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { finished } from '../programs/finished.js';

const audience = 'https://rotated.example/';
const tools = ['@clientele/sdk', 'auth0 4', 'auth0 7'];
const inFlight = 64;
/** Seconds for which the previous secret works; tools that start on a busy machine take some of them. */
const overlap = 30;
const flags = ['--rate-limit', '0', '--failed-authentication-limit', '0'];
const settings = { CLIENTELE_SECRET_OVERLAP: String(overlap) };

interface Rotated {
  clientId: string;
  /** The secret that was there first, and the one that the rotation answered. */
  first: string;
  next?: string;
  /** When the first one ends, in milliseconds since the epoch. */
  deadline?: number;
}

it.each([
  ['SQLite', async () => [await started()]],
  [
    'two servers on PostgreSQL',
    async () => {
      const database = await emptyDatabase();
      const folder = mkdtempSync(join(tmpdir(), 'clientele-rotation-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const keyFile = join(folder, 'instance.key');
      writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
      const env = { CLIENTELE_KEY_FILE: keyFile };
      const first = await started({ database, env });
      // Both have the issuer of the first, which the SDK asks where tokens are to be had.
      return [first, await started({ database, env, flags: ['--issuer', `https://${first.domain}/`] })];
    },
  ],
])(
  'under load nobody is refused who changes secrets before the deadline, and everybody who uses the old one after it: %s',
  { timeout: 300_000 },
  async (_engine, start) => {
    const servers = await start();
    const [first] = servers;
    if (!first) throw new Error('there is no server');
    const clients = await newClients(first);
    const asked = { accepted: 0, refused: [] as unknown[], late: 0 };
    const state = { over: false };
    const asking = Array.from({ length: inFlight }, async (_, n) => {
      const client = clients[n % clients.length] ?? clients[0];
      const isLate = n % 2 === 0;
      for (let at = n; !state.over && client; at += 1) {
        const useNext = client.next !== undefined && (!isLate || nearlyOver(client));
        if (client.next !== undefined && !useNext) asked.late += 1;
        const secret = (useNext ? client.next : undefined) ?? client.first;
        const status = await tokenStatus(servers[at % servers.length] ?? first, client.clientId, secret);
        if (status === 200) asked.accepted += 1;
        else asked.refused.push([status, isLate, useNext]);
      }
    });
    onTestFinished(async () => {
      state.over = true;
      await Promise.all(asking);
    });
    await expect.poll(() => asked.accepted, { timeout: 60_000 }).toBeGreaterThan(inFlight * 4);
    await Promise.all(clients.map((client, n) => rotateWith(tools[n] ?? '', client, first)));
    for (const client of clients) client.deadline = await deadlineOf(first, client);
    const last = Math.max(...clients.map(({ deadline = 0 }) => deadline));
    await expect.poll(() => Date.now(), { timeout: 90_000 }).toBeGreaterThan(last);
    state.over = true;
    await Promise.all(asking);
    expect(asked.refused).toEqual([]);
    expect(asked.late).toBeGreaterThan(inFlight);
    const afterwards = await Promise.all(
      clients.flatMap(({ clientId, first: old }) =>
        servers.flatMap((server) =>
          Array.from({ length: inFlight }, () => tokenStatus(server, clientId, old)),
        ),
      ),
    );
    expect(new Set(afterwards)).toEqual(new Set([401]));
    console.log(
      `${asked.accepted} tokens, ${inFlight} in flight, ${asked.late} with the old secret after the rotation, 0 refused; after the deadline ${afterwards.length} of ${afterwards.length} refused`,
    );
  },
);

async function started(
  options: { database?: string; env?: Record<string, string>; flags?: string[] } = {},
): Promise<SpawnedServer> {
  const server = await spawnServer({
    ...options,
    flags: [...flags, ...(options.flags ?? [])],
    env: { ...settings, ...options.env },
  });
  onTestFinished(() => server.remove());
  return server;
}

/** Late callers change secrets when little is left. */
function nearlyOver({ deadline }: Rotated): boolean {
  return deadline !== undefined && deadline - Date.now() < 5000;
}

async function newClients(server: SpawnedServer): Promise<Rotated[]> {
  const post = await poster(server);
  await post('/resource-servers', { identifier: audience });
  return Promise.all(
    tools.map(async (name) => {
      const { client_id: clientId, client_secret: first } = await post('/clients', { name });
      await post('/client-grants', { client_id: clientId, audience, scope: [] });
      return { clientId, first };
    }),
  );
}

async function rotateWith(tool: string, client: Rotated, server: SpawnedServer): Promise<void> {
  const script = fileURLToPath(new URL('rotate.mjs', import.meta.url));
  const { caFile, domain, clientId, clientSecret } = server;
  const own = { DOMAIN: domain, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
  const env = { ...process.env, ...own, NODE_EXTRA_CA_CERTS: caFile };
  const rotated = await finished(
    spawn(process.execPath, [script, tool, client.clientId], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  expect([tool, rotated.code, rotated.stderr]).toEqual([tool, 0, '']);
  client.next = rotated.stdout.trim();
  expect(client.next).not.toBe(client.first);
}

async function deadlineOf(server: SpawnedServer, { clientId }: Rotated): Promise<number> {
  const headers = { authorization: `Bearer ${await managementToken(server)}` };
  const answer = await fetch(`${server.httpUrl}/api/v2/clients/${clientId}/secrets`, { headers });
  const { secrets } = (await answer.json()) as { secrets: { state: string; expires_at: string }[] };
  const [retiring] = secrets.filter(({ state }) => state === 'retiring');
  return Date.parse(retiring?.expires_at ?? '');
}

async function poster(server: SpawnedServer) {
  const authorization = `Bearer ${await managementToken(server)}`;
  return async (path: string, body: object): Promise<{ client_id: string; client_secret: string }> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${server.httpUrl}/api/v2${path}`, init);
    expect([path, answer.status]).toEqual([path, 201]);
    return (await answer.json()) as { client_id: string; client_secret: string };
  };
}

async function managementToken({ httpUrl, domain, clientId, clientSecret }: SpawnedServer): Promise<string> {
  const own = { clientId, secret: clientSecret, audience: `https://${domain}/api/v2/` };
  return ((await (await requestToken(httpUrl, own)).json()) as { access_token: string }).access_token;
}

async function tokenStatus({ httpUrl }: SpawnedServer, clientId: string, secret: string): Promise<number> {
  const answer = await requestToken(httpUrl, { clientId, secret, audience });
  await answer.arrayBuffer();
  return answer.status;
}

function requestToken(
  url: string,
  { clientId, secret, ...rest }: { clientId: string; secret: string; audience: string },
): Promise<Response> {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    ...rest,
  };
  return fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(parameters) });
}
