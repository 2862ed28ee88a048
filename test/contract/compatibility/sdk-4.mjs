// Every method that auth0 4.x has for what Clientele keeps; run by compatibility.test.ts.
import assert from 'node:assert/strict';
import { ManagementApiError, ManagementClient } from 'auth0';
import {
  audience,
  CLIENT_ID,
  CLIENT_SECRET,
  clientBody,
  connectionBody,
  future,
  past,
  privateKey,
  publicKeyBody,
  resourceServerBody,
  SERVER_DOMAIN,
} from './material.mjs';
import { report, until } from './report.mjs';

const admin = new ManagementClient({
  domain: SERVER_DOMAIN,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
});
const { clients, clientGrants, resourceServers, connections, keys, tenants } = admin;
const made = {};
const byClient = () => ({ client_id: made.client.client_id });

async function refused(promise, statusCode, errorCode) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof ManagementApiError);
    assert.deepEqual([error.statusCode, error.errorCode], [statusCode, errorCode]);
    return true;
  });
}

/** Walks a list page by page; answers the ids. */
async function walk(list, { name, id }) {
  const ids = [];
  for (let page = 0; ; page += 1) {
    const { data } = await list({ page, per_page: 2, include_totals: true });
    assert.deepEqual([data.start, data.limit], [page * 2, 2]);
    ids.push(...data[name].map((item) => item[id]));
    if (ids.length >= data.total) return ids;
  }
}

/** Walks a list by checkpoints; answers the ids. */
async function walkCheckpoints(list, { name, id }) {
  const ids = [];
  for (let from; ; ) {
    const { data } = await list({ take: 2, ...(from && { from }) });
    ids.push(...data[name].map((item) => item[id]));
    from = data.next;
    if (!from) return ids;
  }
}

await report({
  'clients: create': async () => {
    const { data, status } = await clients.create(clientBody);
    assert.equal(status, 201);
    assert.equal(data.client_secret.length, 64);
    assert.deepEqual(data.client_metadata, clientBody.client_metadata);
    made.client = data;
  },
  'clients: get': async () => {
    const { data } = await clients.get({ ...byClient(), fields: 'client_id,name', include_fields: true });
    assert.deepEqual(data, { client_id: made.client.client_id, name: clientBody.name });
    await refused(clients.get({ client_id: 'nobody' }), 404, 'inexistent_client');
  },
  'clients: list': async () => {
    const ids = await walk((page) => clients.getAll(page), { name: 'clients', id: 'client_id' });
    assert.ok(ids.includes(made.client.client_id));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal((await clients.getAll({ is_global: false })).data.length, ids.length - 1);
  },
  'clients: list by checkpoint': async () => {
    const ids = await walkCheckpoints((page) => clients.getAll(page), { name: 'clients', id: 'client_id' });
    assert.ok(ids.includes(made.client.client_id));
  },
  'clients: update': async () => {
    const change = { description: 'Changed', client_metadata: { team: null, zone: 'b' } };
    const { data } = await clients.update(byClient(), change);
    assert.deepEqual([data.description, data.client_metadata], ['Changed', { zone: 'b' }]);
    await refused(clients.update(byClient(), { name: '' }), 400, 'invalid_body');
  },
  'clients: rotate secret': async () => {
    const { data } = await clients.rotateClientSecret(byClient());
    assert.notEqual(data.client_secret, made.client.client_secret);
    made.client = data;
  },
  'clients: connections': async () => {
    const { data } = await connections.create({
      ...connectionBody,
      name: `${connectionBody.name}-of-client`,
    });
    await connections.updateEnabledClients({ id: data.id }, [{ ...byClient(), status: true }]);
    const enabled = await clients.getEnabledConnections({ ...byClient(), strategy: ['auth0'], fields: 'id' });
    assert.deepEqual(enabled.data, { connections: [{ id: data.id }] });
    await connections.delete({ id: data.id });
  },
  'clients: preview metadata document': undefined,
  'clients: register metadata document': undefined,
  'credentials: create': async () => {
    const { data } = await clients.createCredential(byClient(), publicKeyBody);
    assert.equal(data.alg, 'RS256');
    made.credential = data;
  },
  'credentials: get': async () => {
    const { data } = await clients.getCredential({ ...byClient(), credential_id: made.credential.id });
    assert.deepEqual(data, { ...made.credential, expires_at: null });
  },
  'credentials: list': async () => {
    assert.deepEqual((await clients.getCredentials(byClient())).data, [made.credential]);
  },
  'credentials: update': async () => {
    const key = { ...byClient(), credential_id: made.credential.id };
    assert.equal((await clients.updateCredential(key, { expires_at: future })).data.expires_at, future);
  },
  'client grants: create': async () => {
    const { data } = await clientGrants.create({ ...byClient(), audience, scope: ['read:clients'] });
    assert.equal(data.subject_type, 'client');
    made.grant = data;
    await refused(clientGrants.create({ ...byClient(), audience, scope: [] }), 409, 'resource_conflict');
  },
  'client grants: get': undefined,
  'client grants: list': async () => {
    const filter = { ...byClient(), audience };
    assert.deepEqual((await clientGrants.getAll(filter)).data, [made.grant]);
    const ids = await walk((page) => clientGrants.getAll(page), { name: 'client_grants', id: 'id' });
    assert.ok(ids.includes(made.grant.id));
  },
  'client grants: list by checkpoint': async () => {
    const list = (page) => clientGrants.getAll(page);
    assert.ok((await walkCheckpoints(list, { name: 'client_grants', id: 'id' })).includes(made.grant.id));
  },
  'client grants: update': async () => {
    const scope = ['read:clients', 'read:client_grants'];
    assert.deepEqual((await clientGrants.update({ id: made.grant.id }, { scope })).data.scope, scope);
  },
  'client grants: organizations': async () => {
    assert.deepEqual((await clientGrants.getAllOrganizations({ id: made.grant.id })).data, []);
  },
  'token by client secret': async () => {
    const client = new ManagementClient({
      domain: SERVER_DOMAIN,
      clientId: made.client.client_id,
      clientSecret: made.client.client_secret,
    });
    assert.equal((await client.clients.get(byClient())).data.name, clientBody.name);
    await refused(client.clients.delete(byClient()), 403, 'insufficient_scope');
  },
  'token by private key': async () => {
    await clients.update(byClient(), {
      token_endpoint_auth_method: null,
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: made.credential.id }] } },
    });
    const client = new ManagementClient({
      domain: SERVER_DOMAIN,
      clientId: made.client.client_id,
      clientAssertionSigningKey: privateKey,
    });
    assert.equal((await client.clients.get(byClient())).data.name, clientBody.name);
    const key = { ...byClient(), credential_id: made.credential.id };
    await clients.updateCredential(key, { expires_at: past });
  },
  'credentials: delete': async () => {
    const key = { ...byClient(), credential_id: made.credential.id };
    assert.equal((await clients.deleteCredential(key)).status, 204);
    assert.deepEqual((await clients.getCredentials(byClient())).data, []);
  },
  'resource servers: create': async () => {
    const { data } = await resourceServers.create(resourceServerBody);
    assert.deepEqual(data.scopes, resourceServerBody.scopes);
    made.api = data;
    await refused(resourceServers.create(resourceServerBody), 409, 'existent_resource_server');
  },
  'resource servers: get': async () => {
    assert.deepEqual((await resourceServers.get({ id: made.api.id })).data, made.api);
    assert.deepEqual((await resourceServers.get({ id: made.api.identifier })).data, made.api);
  },
  'resource servers: list': async () => {
    const found = await resourceServers.getAll({ identifiers: [made.api.identifier, audience] });
    assert.equal(found.data.length, 2);
    const ids = await walk((page) => resourceServers.getAll(page), { name: 'resource_servers', id: 'id' });
    assert.ok(ids.includes(made.api.id));
  },
  'resource servers: update': async () => {
    const { data } = await resourceServers.update({ id: made.api.identifier }, { token_lifetime: 600 });
    assert.equal(data.token_lifetime, 600);
  },
  'resource servers: search': undefined,
  'connections: create': async () => {
    const { data } = await connections.create(connectionBody);
    assert.deepEqual([data.realms, data.options], [[connectionBody.name], connectionBody.options]);
    made.connection = data;
  },
  'connections: get': async () => {
    assert.deepEqual((await connections.get({ id: made.connection.id })).data, made.connection);
  },
  'connections: list': async () => {
    const filter = { strategy: ['auth0'], name: connectionBody.name };
    assert.deepEqual((await connections.getAll(filter)).data, [made.connection]);
    const ids = await walk((page) => connections.getAll(page), { name: 'connections', id: 'id' });
    assert.ok(ids.includes(made.connection.id));
  },
  'connections: list by checkpoint': async () => {
    const list = (page) => connections.getAll(page);
    assert.ok((await walkCheckpoints(list, { name: 'connections', id: 'id' })).includes(made.connection.id));
  },
  'connections: update': async () => {
    const { data } = await connections.update({ id: made.connection.id }, { options: { a: 1 } });
    assert.deepEqual(data.options, { a: 1 });
  },
  'connections: set clients': async () => {
    const change = [{ ...byClient(), status: true }];
    assert.equal((await connections.updateEnabledClients({ id: made.connection.id }, change)).status, 204);
  },
  'connections: clients': async () => {
    const { data } = await connections.getEnabledClients({ id: made.connection.id });
    assert.deepEqual(data, { clients: [byClient()] });
  },
  'connections: delete': async () => {
    assert.equal((await connections.delete({ id: made.connection.id })).status, 202);
    await refused(connections.get({ id: made.connection.id }), 404, 'inexistent_connection');
  },
  'signing keys: list': async () => {
    const { data } = await keys.getAll();
    assert.deepEqual([data[0].current, data[1].next], [true, true]);
    assert.equal(data[0].fingerprint.replaceAll(':', ''), data[0].thumbprint);
  },
  'signing keys: get': async () => {
    const [key] = (await keys.getAll()).data;
    assert.deepEqual((await keys.get({ kid: key.kid })).data, key);
    await refused(keys.get({ kid: 'none' }), 404, 'inexistent_signing_key');
  },
  'signing keys: rotate': async () => {
    const next = (await keys.getAll()).data.find((key) => key.next);
    assert.deepEqual((await keys.rotate()).data, { kid: next.kid, cert: next.cert });
    await until(async () => (await keys.get({ kid: next.kid })).data.current);
  },
  'signing keys: revoke': async () => {
    const { kid } = (await keys.getAll()).data.find((key) => key.next);
    assert.equal((await keys.revoke({ kid })).data.kid, kid);
    await until(async () => (await keys.get({ kid })).data.revoked);
    assert.equal((await keys.get({ kid })).data.revoked, true);
  },
  'tenant: settings': async () => {
    assert.deepEqual((await tenants.getSettings()).data.enabled_locales, ['en']);
  },
  'client grants: delete': async () => {
    assert.equal((await clientGrants.delete({ id: made.grant.id })).status, 204);
    assert.deepEqual((await clientGrants.getAll(byClient())).data, []);
  },
  'resource servers: delete': async () => {
    assert.equal((await resourceServers.delete({ id: made.api.id })).status, 204);
    await refused(resourceServers.get({ id: made.api.id }), 404, 'inexistent_resource_server');
  },
  'clients: delete': async () => {
    assert.equal((await clients.delete(byClient())).status, 204);
    await refused(clients.get(byClient()), 404, 'inexistent_client');
  },
});
