// A server on a registry of a given size, on either engine.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadInstanceKeys } from '../../packages/server/dist/instance/instance-key.js';
import { openPostgres } from '../../packages/server/dist/storage/postgres/open.js';
import { cursors } from '../../packages/server/dist/storage/registry/cursors.js';
import { openSeals } from '../../packages/server/dist/storage/seals/seals.js';
import { openSqlite } from '../../packages/server/dist/storage/sqlite/open.js';
import { apis, inventClients, managementApi } from '../clients.mjs';
import { startClientele } from '../process.mjs';
import { postgresDatabase, sqliteDatabase } from './engines.mjs';
import { fill } from './fill.mjs';

const tenant = 'default';
/** As in production. */
const shared = { 'client-secrets': 'once' };

/** Starts a server and fills its registry; `postgres` is absent for SQLite. */
export async function openRegistry(size, postgres) {
  const url = await postgres?.emptyDatabase();
  const server = await startClientele({ ...shared, ...(url && { database: url }) });
  const management = await managementApi(server);
  const { api, models } = await makeModels(management);
  const { seals, keyId } = await sealsOf(server, url);
  const database = url ? await postgresDatabase(url) : await sqliteDatabase(server.data);
  const secretOf = (id) => `secret-of-${id}`;
  const digestOf = (clientId, secret) => seals.secretDigest({ tenant, clientId, secret }, keyId);
  await logged(database, models);
  const begin = performance.now();
  const clients = await fill(database, { count: size, models, secretOf, digestOf });
  const { createdAt, id } = clients[Math.floor(size / 2)];
  return {
    engine: url ? 'PostgreSQL' : 'SQLite',
    url,
    size,
    seconds: (performance.now() - begin) / 1000,
    server,
    database,
    clients,
    secretOf,
    api,
    token: await management.tokenFor(['read:clients', 'create:clients']),
    middle: cursors({ seals, tenant }).encode('clients?{}', { key: createdAt, id }),
    /** Deleting an API takes grants along, so the server empties its caches. */
    async forget() {
      const { id } = await management.post('/resource-servers', { identifier: 'https://gone.example.com/' });
      await management.delete(`/resource-servers/${id}`);
    },
    async end() {
      await database.end();
      await server.end();
    },
  };
}

/** What the server digests secrets and seals cursors with. */
async function sealsOf({ data }, url) {
  const keys = loadInstanceKeys(join(data, 'instance.key'));
  const engine = url
    ? await openPostgres(url, { poolSize: 2 })
    : await openSqlite(join(data, 'clientele.db'));
  const seals = await openSeals(engine, () => keys);
  await engine.db.destroy();
  return { seals, keyId: keys[0].id };
}

/** A client with a secret and one with a key beside it, each with a grant and a first token. */
async function makeModels({ post, tokenOf }) {
  const { identifier, scopes } = apis.RS256;
  await post('/resource-servers', { identifier, scopes: scopes.map((value) => ({ value })) });
  const make = async () => {
    const body = { name: 'Invoice robot', app_type: 'non_interactive', grant_types: ['client_credentials'] };
    const { client_id, client_secret } = await post('/clients', body);
    await post('/client-grants', { client_id, audience: identifier, scope: scopes });
    await tokenOf({ id: client_id, secret: client_secret }, identifier);
    return client_id;
  };
  const models = { bySecret: await make(), byKey: await make() };
  const [{ pem }] = inventClients(1).byKey;
  const credential = { credential_type: 'public_key', name: 'key', pem, alg: 'RS256' };
  await post(`/clients/${models.byKey}/credentials`, credential);
  return { api: identifier, models };
}

/** The event of a token is written a moment after its answer. */
async function logged(database, models) {
  for (const model of Object.values(models)) {
    const found = () =>
      database.all("select id from log_events where client_id = ? and type = 'seccft'", [model]);
    while ((await found()).length === 0) await setTimeout(20);
  }
}
