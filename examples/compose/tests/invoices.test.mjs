import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationClient, ManagementClient } from 'auth0';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { DOMAIN: domain, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = process.env;
const audience = 'https://invoices.example/';

test('the robot gets a token that an API accepts', async () => {
  const { oauth } = new AuthenticationClient({ domain, clientId, clientSecret });
  const { data } = await oauth.clientCredentialsGrant({ audience });
  const keys = createRemoteJWKSet(new URL(`https://${domain}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(data.access_token, keys, { issuer: `https://${domain}/`, audience });
  assert.equal(payload.scope, 'read:invoices');
});

test('the robot registers clients', async () => {
  const management = new ManagementClient({ domain, clientId, clientSecret });
  const { data: made } = await management.clients.create({ name: 'Made by a test' });
  const { data: read } = await management.clients.get({ client_id: made.client_id });
  assert.equal(read.name, 'Made by a test');
  await management.clients.delete({ client_id: made.client_id });
});
