// Every method that auth0 5, 6 and 7 have for what Clientele keeps; run by compatibility.test.ts.
import assert from 'node:assert/strict';
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
  SDK,
  SERVER_DOMAIN,
} from './material.mjs';
import { all, report, until } from './report.mjs';

const { ManagementClient, ManagementError } = await import(SDK);
const admin = new ManagementClient({
  domain: SERVER_DOMAIN,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
});
const { clients, clientGrants, resourceServers, connections, tenants } = admin;
const { signing } = admin.keys;
const made = {};
const clientId = () => made.client.client_id;

async function refused(promise, statusCode, errorCode) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof ManagementError);
    assert.deepEqual([error.statusCode, error.body.errorCode], [statusCode, errorCode]);
    return true;
  });
}

await report({
  'clients: create': async () => {
    made.client = await clients.create(clientBody);
    assert.equal(made.client.client_secret.length, 64);
    assert.deepEqual(made.client.client_metadata, clientBody.client_metadata);
  },
  'clients: get': async () => {
    const found = await clients.get(clientId(), { fields: 'client_id,name', include_fields: true });
    assert.deepEqual(found, { client_id: clientId(), name: clientBody.name });
    await refused(clients.get('nobody'), 404, 'inexistent_client');
  },
  'clients: list': async () => {
    const ids = (await all(await clients.list({ per_page: 2 }))).map(({ client_id }) => client_id);
    assert.ok(ids.includes(clientId()));
    assert.equal(new Set(ids).size, ids.length);
    const others = await all(await clients.list({ per_page: 2, is_global: false }));
    assert.equal(others.length, ids.length - 1);
  },
  'clients: list by checkpoint': undefined,
  'clients: update': async () => {
    const change = { description: 'Changed', client_metadata: { team: null, zone: 'b' } };
    const changed = await clients.update(clientId(), change);
    assert.deepEqual([changed.description, changed.client_metadata], ['Changed', { zone: 'b' }]);
    await refused(clients.update(clientId(), { name: '' }), 400, 'invalid_body');
  },
  'clients: rotate secret': async () => {
    const rotated = await clients.rotateSecret(clientId());
    assert.notEqual(rotated.client_secret, made.client.client_secret);
    made.client = rotated;
  },
  'clients: connections': async () => {
    const { id } = await connections.create({ ...connectionBody, name: `${connectionBody.name}-of-client` });
    await connections.clients.update(id, [{ client_id: clientId(), status: true }]);
    const enabled = await all(
      await clients.connections.get(clientId(), { strategy: ['auth0'], fields: 'id', take: 1 }),
    );
    assert.deepEqual(enabled, [{ id }]);
    await connections.delete(id);
  },
  'clients: preview metadata document': () =>
    refusedAsAbsent(clients.previewCimdMetadata({ external_client_id: 'https://app.example.com/c.json' })),
  'clients: register metadata document': () =>
    refusedAsAbsent(clients.registerCimdClient({ external_client_id: 'https://app.example.com/c.json' })),
  'credentials: create': async () => {
    made.credential = await clients.credentials.create(clientId(), publicKeyBody);
    assert.equal(made.credential.alg, 'RS256');
  },
  'credentials: get': async () => {
    const read = await clients.credentials.get(clientId(), made.credential.id);
    // One that nothing names yet says that it never expires.
    assert.deepEqual(read, { ...made.credential, expires_at: null });
  },
  'credentials: list': async () => {
    assert.deepEqual(await clients.credentials.list(clientId()), [made.credential]);
  },
  'credentials: update': async () => {
    const change = { expires_at: future };
    const changed = await clients.credentials.update(clientId(), made.credential.id, change);
    assert.equal(new Date(changed.expires_at).toISOString(), future);
  },
  'client grants: create': async () => {
    made.grant = await clientGrants.create({ client_id: clientId(), audience, scope: ['read:clients'] });
    assert.equal(made.grant.subject_type, 'client');
    await refused(
      clientGrants.create({ client_id: clientId(), audience, scope: [] }),
      409,
      'resource_conflict',
    );
  },
  'client grants: get': async () => {
    assert.deepEqual(await clientGrants.get(made.grant.id), made.grant);
  },
  'client grants: list': undefined,
  'client grants: list by checkpoint': async () => {
    const found = await all(await clientGrants.list({ client_id: clientId(), audience, take: 1 }));
    assert.deepEqual(found, [made.grant]);
    const ids = (await all(await clientGrants.list({ take: 1 }))).map(({ id }) => id);
    assert.ok(ids.length > 1 && ids.includes(made.grant.id));
  },
  'client grants: update': async () => {
    const scope = ['read:clients', 'read:client_grants'];
    assert.deepEqual((await clientGrants.update(made.grant.id, { scope })).scope, scope);
  },
  'client grants: organizations': async () => {
    assert.deepEqual(await all(await clientGrants.organizations.list(made.grant.id)), []);
  },
  'token by client secret': async () => {
    const client = new ManagementClient({
      domain: SERVER_DOMAIN,
      clientId: clientId(),
      clientSecret: made.client.client_secret,
    });
    assert.equal((await client.clients.get(clientId())).name, clientBody.name);
    await refused(client.clients.delete(clientId()), 403, 'insufficient_scope');
  },
  'token by private key': async () => {
    await clients.update(clientId(), {
      token_endpoint_auth_method: null,
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: made.credential.id }] } },
    });
    const client = new ManagementClient({
      domain: SERVER_DOMAIN,
      clientId: clientId(),
      clientAssertionSigningKey: privateKey,
    });
    assert.equal((await client.clients.get(clientId())).name, clientBody.name);
    await clients.credentials.update(clientId(), made.credential.id, { expires_at: past });
  },
  'credentials: delete': async () => {
    await clients.credentials.delete(clientId(), made.credential.id);
    assert.deepEqual(await clients.credentials.list(clientId()), []);
  },
  'resource servers: create': async () => {
    made.api = await resourceServers.create(resourceServerBody);
    assert.deepEqual(made.api.scopes, resourceServerBody.scopes);
    await refused(resourceServers.create(resourceServerBody), 409, 'existent_resource_server');
  },
  'resource servers: get': async () => {
    assert.deepEqual(await resourceServers.get(made.api.id), made.api);
    assert.deepEqual(await resourceServers.get(made.api.identifier), made.api);
  },
  'resource servers: list': async () => {
    const named = await all(await resourceServers.list({ identifiers: [made.api.identifier, audience] }));
    assert.equal(named.length, 2);
    const ids = (await all(await resourceServers.list({ per_page: 1 }))).map(({ id }) => id);
    assert.ok(ids.length > 1 && ids.includes(made.api.id));
  },
  'resource servers: update': async () => {
    const changed = await resourceServers.update(made.api.identifier, { token_lifetime: 600 });
    assert.equal(changed.token_lifetime, 600);
  },
  'resource servers: search':
    resourceServers.search &&
    (async () => {
      const q = `identifier:"${made.api.identifier}" AND name:*`;
      const found = await all(await resourceServers.search({ q, sort: 'name', take: 1 }));
      assert.deepEqual(
        found.map(({ id }) => id),
        [made.api.id],
      );
    }),
  'connections: create': async () => {
    made.connection = await connections.create(connectionBody);
    assert.deepEqual(
      [made.connection.realms, made.connection.options],
      [[connectionBody.name], connectionBody.options],
    );
  },
  'connections: get': async () => {
    assert.deepEqual(await connections.get(made.connection.id), made.connection);
  },
  'connections: list': undefined,
  'connections: list by checkpoint': async () => {
    const filter = { strategy: ['auth0'], name: connectionBody.name, take: 1 };
    assert.deepEqual(await all(await connections.list(filter)), [made.connection]);
  },
  'connections: update': async () => {
    const changed = await connections.update(made.connection.id, { options: { a: 1 } });
    assert.deepEqual(changed.options, { a: 1 });
  },
  'connections: set clients': async () => {
    await connections.clients.update(made.connection.id, [{ client_id: clientId(), status: true }]);
  },
  'connections: clients': async () => {
    const enabled = await all(await connections.clients.get(made.connection.id, { take: 1 }));
    assert.deepEqual(enabled, [{ client_id: clientId() }]);
  },
  'connections: delete': async () => {
    await connections.delete(made.connection.id);
    await refused(connections.get(made.connection.id), 404, 'inexistent_connection');
  },
  'signing keys: list': async () => {
    const [current, next] = await signing.list();
    assert.deepEqual([current.current, next.next], [true, true]);
    assert.equal(current.fingerprint.replaceAll(':', ''), current.thumbprint);
  },
  'signing keys: get': async () => {
    const [key] = await signing.list();
    assert.deepEqual(await signing.get(key.kid), key);
    await refused(signing.get('none'), 404, 'inexistent_signing_key');
  },
  'signing keys: rotate': async () => {
    const next = (await signing.list()).find((key) => key.next);
    assert.deepEqual(await signing.rotate(), { kid: next.kid, cert: next.cert });
    await until(async () => (await signing.get(next.kid)).current);
  },
  'signing keys: revoke': async () => {
    const { kid } = (await signing.list()).find((key) => key.next);
    assert.equal((await signing.revoke(kid)).kid, kid);
    await until(async () => (await signing.get(kid)).revoked);
    assert.equal((await signing.get(kid)).revoked, true);
  },
  'tenant: settings': async () => {
    assert.deepEqual((await tenants.settings.get()).enabled_locales, ['en']);
  },
  'client grants: delete': async () => {
    await clientGrants.delete(made.grant.id);
    assert.deepEqual(await all(await clientGrants.list({ client_id: clientId() })), []);
  },
  'resource servers: delete': async () => {
    await resourceServers.delete(made.api.id);
    await refused(resourceServers.get(made.api.id), 404, 'inexistent_resource_server');
  },
  'clients: delete': async () => {
    await clients.delete(clientId());
    await refused(clients.get(clientId()), 404, 'inexistent_client');
  },
});

/** Clientele fetches no documents of clients, and refuses as for all that it does not have. */
async function refusedAsAbsent(promise) {
  await refused(promise, 403, 'insufficient_scope');
  return { outcome: 'refused', why: 'Clientele fetches no documents for clients' };
}
