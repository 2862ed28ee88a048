import { ClientCredentials } from 'simple-oauth2';
import { report, setup } from './verification.mjs';

async function obtain(method, options) {
  const client = new ClientCredentials({
    client: setup.clients[method],
    auth: { tokenHost: setup.issuer, tokenPath: '/oauth/token' },
    options,
  });
  const { token } = await client.getToken({ audience: setup.audience, scope: 'read' });
  await report(method, token.access_token);
}

await obtain('client_secret_basic', { authorizationMethod: 'header' });
await obtain('client_secret_post', { authorizationMethod: 'body' });
