// A registry of any size on SQLite in a folder of its own, asked without sockets in between.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSecret, newClient, newClientGrant, newClientGrantId, newClientId } from '@clientele/model';
import pino from 'pino';
import { createApp } from '../packages/server/dist/app.js';
import { openStorage } from '../packages/server/dist/storage/open-storage.js';
import { openSqlite } from '../packages/server/dist/storage/sqlite/open.js';
import { ensureSystemObjects } from '../packages/server/dist/tenancy/system-objects.js';
import { managementAudience, servedTenants } from '../packages/server/dist/tenancy/tenants.js';
import { issueAccessToken } from '../packages/server/dist/token/access-token.js';
import { loadSigningKeys } from '../packages/server/dist/token/signing-keys.js';

const issuer = 'https://bench.example.com/';
const audience = managementAudience(issuer);
const reads = ['read:clients', 'read:client_keys'];

/**
 * Opens a registry with that many clients; `get` answers the parsed body of a Management request, `inject` any answer. Requests
 * bear a token with these scopes, unless they are anonymous. `options` are for the app, which can also be given sockets.
 */
export async function openRegistry(clients, scopes = reads, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'));
  const bytes = randomBytes(32);
  const engine = await openSqlite(join(folder, 'clientele.db'));
  const storage = (
    await openStorage(engine, {
      instanceKeys: () => [{ id: 'bench', bytes }],
      clientSecrets: 'readable',
      managementIdentifier: () => audience,
      now: Date.now,
    })
  ).tenant('default');
  const keys = await loadSigningKeys({ storage, host: 'localhost', now: Date.now });
  const tenant = { id: 'default', issuer, managementAudience: audience, storage, keys };
  await ensureSystemObjects(tenant, Date.now());
  const ids = [];
  for (let n = 0; n < clients; n += 1) ids.push(await register(storage, `Client ${n}`));
  const token = await tokenOf(tenant, ids[0], scopes);
  const app = await createApp({
    mode: 'production',
    tenants: servedTenants([tenant]),
    now: Date.now,
    random: randomBytes,
    logger: pino({ level: 'silent' }),
    trustedProxy: [],
    limits: { rateLimit: 0, failedAuthenticationLimit: 0, unsentBytes: 0 },
    tokenRules: { errors: 'auth0', assertionAudiences: [], assertionMaxLifetime: 300 },
    credentialRules: { perSlot: 2, secretFormat: 'plain' },
    escalation: 'allow',
    ...options,
  });
  const inject = ({ anonymous = false, ...request }) => {
    const authorization = anonymous ? {} : { authorization: `Bearer ${token}` };
    return app.inject({ ...request, headers: { host: 'bench.example.com', ...authorization } });
  };
  return {
    ids,
    issuer,
    app,
    inject,
    async get(path) {
      const answer = await inject({ url: `/api/v2${path}` });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    },
    async close() {
      await app.close();
      await engine.db.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}

async function register(storage, name) {
  const clientId = newClientId(randomBytes);
  const client = newClient(
    { name, app_type: 'non_interactive' },
    { clientId, tenant: 'default', credentialIds: {} },
  );
  await storage.change({}, ({ clients }) =>
    clients.create({ client, secret: generateSecret(randomBytes), credentials: [] }),
  );
  return clientId;
}

async function tokenOf({ storage, keys }, clientId, scopes) {
  const { resourceServer } = await storage.resourceServers.findByIdentifier(audience);
  const grant = newClientGrant(
    { client_id: clientId, audience, scope: scopes },
    { id: newClientGrantId(randomBytes), resourceServer },
  );
  await storage.change({}, ({ clientGrants }) => clientGrants.create(grant));
  return issueAccessToken(keys, { issuer, clientId, resourceServer, scopes, now: Date.now() });
}
