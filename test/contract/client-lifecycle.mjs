// The life of a client, as one SDK plays it; run by client-lifecycle.test.ts in a process that trusts the server.
// Prints one JSON line for each step: what was done and what came of it.
import { generateKeyPairSync } from 'node:crypto';

const { SDK, SERVER_DOMAIN, SERVER_URL, CLIENT_ID, CLIENT_SECRET, ISSUER } = process.env;
const { ManagementClient } = await import(SDK);
const place = SERVER_URL ? { baseUrl: SERVER_URL } : { domain: SERVER_DOMAIN };
const audience = `${ISSUER}api/v2/`;

const tell = (step, outcome) => console.log(JSON.stringify([step, outcome]));
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** What a refusal looks like to a user of the SDK. */
async function outcome(promise) {
  try {
    return await promise;
  } catch (error) {
    return `${error.name} ${error.statusCode} ${error.error}`;
  }
}

const admin = new ManagementClient({ ...place, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
const { clients } = admin;

const { data: client, status } = await clients.create({ name: 'Lifecycle', app_type: 'non_interactive' });
const id = { client_id: client.client_id };
tell('create', [status, client.name, client.client_secret.length]);
await admin.clientGrants.create({ ...id, audience, scope: ['read:clients'] });

const { data: credential } = await clients.createCredential(id, {
  credential_type: 'public_key',
  pem: publicKey,
});
tell('createCredential', [credential.id.slice(0, 5), credential.alg, credential.kid.length]);

const byKey = () =>
  new ManagementClient({ ...place, clientId: client.client_id, clientAssertionSigningKey: privateKey });
const listByKey = async () => (await byKey().clients.getAll({ include_totals: true })).data.total;
const bySecret = (clientSecret) =>
  new ManagementClient({ ...place, clientId: client.client_id, clientSecret });
const listBySecret = async (secret) => (await bySecret(secret).clients.getAll()).status;

tell('token by assertion before enabling', await outcome(listByKey()));

const { data: enabled } = await clients.update(id, {
  client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential.id }] } },
  token_endpoint_auth_method: null,
});
tell('update to private_key_jwt', [
  enabled.client_authentication_methods.private_key_jwt.credentials[0].id === credential.id,
  'client_secret' in enabled,
  'token_endpoint_auth_method' in enabled,
]);
tell('token by assertion', await outcome(listByKey()));
tell('old secret while private_key_jwt', await outcome(listBySecret(client.client_secret)));

const credentialId = { ...id, credential_id: credential.id };
await clients.updateCredential(credentialId, { expires_at: '2020-01-01T00:00:00.000Z' });
tell('expired credential', await outcome(listByKey()));
await clients.updateCredential(credentialId, { expires_at: '2095-01-01T00:00:00.000Z' });
tell('credential with a future expiry', await outcome(listByKey()));
const { data: read } = await clients.getCredential(credentialId);
const { data: all } = await clients.getCredentials(id);
tell('getCredential, getCredentials', [read.expires_at, all.length]);

tell('rotateClientSecret refused', await outcome(clients.rotateClientSecret(id)));
const { data: nulled } = await clients.update(id, {
  client_authentication_methods: null,
  token_endpoint_auth_method: 'client_secret_post',
});
tell('methods nulled', [
  'client_authentication_methods' in nulled,
  nulled.client_secret === client.client_secret,
]);
const { data: rotated } = await clients.rotateClientSecret(id);
tell('rotateClientSecret', [rotated.client_secret.length, rotated.client_secret !== client.client_secret]);
tell('old secret', await outcome(listBySecret(client.client_secret)));
tell('new secret', await outcome(listBySecret(rotated.client_secret)));

tell('deleteCredential, disabled', (await clients.deleteCredential(credentialId)).status);
const { data: second } = await clients.createCredential(id, {
  credential_type: 'public_key',
  pem: publicKey,
});
await clients.update(id, {
  client_authentication_methods: { private_key_jwt: { credentials: [{ id: second.id }] } },
  token_endpoint_auth_method: null,
});
tell('second credential', await outcome(listByKey()));
tell(
  'deleteCredential, enabled',
  (await clients.deleteCredential({ ...id, credential_id: second.id })).status,
);
tell('after deleting the enabled one', await outcome(listByKey()));
const { data: left } = await clients.get(id);
tell('methods after deleting the enabled one', left.client_authentication_methods);

tell('getEnabledConnections', (await clients.getEnabledConnections(id)).data);
tell('delete', (await clients.delete(id)).status);
tell('get after delete', await outcome(clients.get(id)));
