import * as oauth from 'oauth4webapi';
import { privateKey, report, setup } from './verification.mjs';

const issuer = new URL(setup.issuer);
const server = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' }),
);

async function obtain(method, authentication, audience = setup.audience) {
  const client = { client_id: setup.clients[method].id };
  const parameters = { audience, scope: 'read' };
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters);
  return (await oauth.processClientCredentialsResponse(server, client, response)).access_token;
}

const { client_secret_basic: basic, client_secret_post: post } = setup.clients;
await report(
  'client_secret_basic',
  await obtain('client_secret_basic', oauth.ClientSecretBasic(basic.secret)),
);
await report('client_secret_post', await obtain('client_secret_post', oauth.ClientSecretPost(post.secret)));
for (const alg of ['RS256', 'RS384', 'PS256'])
  await report(alg, await obtain(alg, oauth.PrivateKeyJwt(await privateKey(alg))));

// It verifies tokens of the RFC 9068 profile as well.
const method = 'client_secret_post';
const token = await obtain(method, oauth.ClientSecretPost(post.secret), setup.rfc9068Audience);
const request = new Request(setup.rfc9068Audience, { headers: { authorization: `Bearer ${token}` } });
const claims = await oauth.validateJwtAccessToken(server, request, setup.rfc9068Audience);
console.log(JSON.stringify(['RFC 9068', claims.client_id === post.id, claims.scope]));
