import * as oidc from 'openid-client';
import { privateKey, report, setup } from './verification.mjs';

const parameters = { audience: setup.audience, scope: 'read' };

async function obtain(method, authentication) {
  const { id } = setup.clients[method];
  const config = await oidc.discovery(new URL(setup.issuer), id, undefined, authentication);
  const { access_token } = await oidc.clientCredentialsGrant(config, parameters);
  await report(method, access_token);
}

await obtain('client_secret_basic', oidc.ClientSecretBasic(setup.clients.client_secret_basic.secret));
await obtain('client_secret_post', oidc.ClientSecretPost(setup.clients.client_secret_post.secret));
for (const alg of ['RS256', 'RS384', 'PS256']) await obtain(alg, oidc.PrivateKeyJwt(await privateKey(alg)));
