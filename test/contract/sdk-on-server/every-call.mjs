// Every method of the SDK against a real server; run by sdk-on-server.test.ts in a process that trusts the server.
// Prints one JSON line for each step: what was done and what came of it.
import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { ClienteleError, iterate, ManagementClient, pages } from '@clientele/sdk';

const { SERVER_DOMAIN, SERVER_URL, CLIENT_ID, CLIENT_SECRET } = process.env;
const place = SERVER_URL ? { baseUrl: SERVER_URL } : { domain: SERVER_DOMAIN };
const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const { clients, clientGrants, connections, resourceServers } = new ManagementClient({
  ...place,
  ...credentials,
});
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let made = 'none yet';

/** Tells a step: its status and what `of` makes of its data, or its error. */
async function tell(step, promise, of = () => undefined) {
  try {
    const answer = await promise;
    console.log(JSON.stringify([step, answer.status, of(answer.data)]));
    return answer.data;
  } catch (error) {
    const shown = `${error.message} ${JSON.stringify(error)} ${inspect(error, { depth: null })}`;
    const safe = error instanceof ClienteleError && !shown.includes(CLIENT_SECRET) && !shown.includes('eyJ');
    const { name, status, errorCode, error: code, method, path } = error;
    const request = `${method} ${path.replace(made, 'made')}`;
    console.log(JSON.stringify([step, safe && name, status, errorCode ?? code, request]));
    return undefined;
  }
}

async function collected(walk) {
  const items = [];
  for await (const item of walk) items.push(item);
  return items;
}

const identifier = 'https://api.example/';
const scopes = [{ value: 'read:things', description: 'Read things' }];
const api = await tell(
  'resourceServers.create',
  resourceServers.create({ identifier, name: 'Things', scopes }),
  (data) => [data.identifier, data.name],
);
await tell('resourceServers.get', resourceServers.get({ id: api.id }), (data) => data.identifier);
await tell('resourceServers.get by identifier', resourceServers.get({ id: identifier }), (data) => data.name);
await tell(
  'resourceServers.update',
  resourceServers.update({ id: api.id }, { name: 'Other' }),
  (data) => data.name,
);
await tell(
  'resourceServers.getAll',
  resourceServers.getAll({ identifiers: identifier }),
  (data) => data.length,
);

const client = await tell(
  'clients.create',
  clients.create({ name: 'Every call', app_type: 'non_interactive' }),
  (data) => [data.name, typeof data.client_secret],
);
made = client.client_id;
const id = { client_id: made };
await tell('clients.get', clients.get({ ...id, fields: 'name' }), (data) => data);
await tell('clients.update', clients.update(id, { description: 'é ☃' }), (data) => data.description);
await tell(
  'clients.getAll',
  clients.getAll({ client_ids: client.client_id, include_totals: true }),
  (data) => [data.total, data.clients.length],
);
await tell('clients.rotateClientSecret', clients.rotateClientSecret(id), (data) => [
  typeof data.client_secret,
  data.client_secret !== client.client_secret,
]);

const credential = await tell(
  'clients.createCredential',
  clients.createCredential(id, { credential_type: 'public_key', pem: publicKey, alg: 'PS256' }),
  (data) => data.alg,
);
const credentialId = { ...id, credential_id: credential.id };
await tell('clients.getCredential', clients.getCredential(credentialId), (data) => data.id === credential.id);
await tell('clients.getCredentials', clients.getCredentials(id), (data) => data.length);
const expires_at = '2095-01-01T00:00:00.000Z';
await tell(
  'clients.updateCredential',
  clients.updateCredential(credentialId, { expires_at }),
  (data) => data.expires_at,
);

const grant = await tell(
  'clientGrants.create',
  clientGrants.create({ ...id, audience: identifier, scope: ['read:things'] }),
  (data) => data.scope,
);
await tell('clientGrants.get', clientGrants.get({ id: grant.id }), (data) => data.audience);
await tell('clientGrants.update', clientGrants.update({ id: grant.id }, { scope: [] }), (data) => data.scope);
await tell('clientGrants.getAll', clientGrants.getAll(id), (data) => data.length);
await tell(
  'clientGrants.getAllOrganizations',
  clientGrants.getAllOrganizations({ id: grant.id, include_totals: true }),
  (data) => [data.total, data.organizations.length],
);

const connection = await tell(
  'connections.create',
  connections.create({ name: 'every-call', strategy: 'auth0' }),
  (data) => [data.name, data.strategy],
);
const connectionId = { id: connection.id };
await tell('connections.get', connections.get(connectionId), (data) => data.name);
await tell(
  'connections.update',
  connections.update(connectionId, { show_as_button: true }),
  (data) => data.show_as_button,
);
await tell('connections.getAll', connections.getAll({ name: 'every-call' }), (data) => data.length);
await tell(
  'connections.updateEnabledClients',
  connections.updateEnabledClients(connectionId, [{ ...id, status: true }]),
);
await tell(
  'connections.getEnabledClients',
  connections.getEnabledClients(connectionId),
  (data) => data.clients.length,
);
await tell('clients.getEnabledConnections', clients.getEnabledConnections(id), (data) =>
  data.connections.map(({ name }) => name),
);

await Promise.all(Array.from({ length: 7 }, (_, n) => clients.create({ name: `Walked ${n}` })));
const { data: counted } = await clients.getAll({ include_totals: true });
for (const parameters of [{ take: 3 }, { per_page: 3 }, { per_page: 3, include_totals: false }, {}]) {
  const found = await collected(iterate(clients, parameters));
  const different = new Set(found.map(({ client_id }) => client_id)).size;
  const complete = found.length === different && found.length >= counted.total;
  const sizes = (await collected(pages(clients, parameters))).map(({ items }) => items.length);
  const full = sizes.slice(0, -1).every((size) => size === 3);
  console.log(JSON.stringify(['iterate', parameters, complete, full]));
}

await tell(
  'a token by assertion, not enabled yet',
  new ManagementClient({
    ...place,
    clientId: client.client_id,
    clientAssertionSigningKey: privateKey,
    clientAssertionSigningAlg: 'PS256',
  }).clients.getAll(),
);
await tell(
  'a wrong secret',
  new ManagementClient({ ...place, ...credentials, clientSecret: 'wrong' }).clients.getAll(),
);
await tell('a wrong token', new ManagementClient({ ...place, token: 'eyJwrong' }).clients.getAll());
await tell('a bad body', clients.create({ name: '' }));
await tell('a missing client', clients.get({ client_id: 'missing' }));
await tell('a missing grant', clientGrants.get({ id: 'cgr_missing' }));
await tell('a missing connection', connections.get({ id: 'con_missing' }));
await tell('a missing API', resourceServers.get({ id: 'missing' }));
await tell('a second API of one name', resourceServers.create({ identifier }));
await tell('an empty id', clients.delete({ client_id: '' }));
await tell('an abort', clients.getAll({}, { signal: AbortSignal.abort() }));

await tell('clients.deleteCredential', clients.deleteCredential(credentialId));
await tell('clientGrants.delete', clientGrants.delete({ id: grant.id }));
await tell('connections.delete', connections.delete(connectionId));
await tell('resourceServers.delete', resourceServers.delete({ id: api.id }));
await tell('clients.delete', clients.delete(id));
await tell('what is deleted', clients.get(id));
