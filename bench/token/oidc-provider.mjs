// oidc-provider, as its documentation sets it up for client credentials with JWT access tokens, on its memory adapter.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

process.on('message', ({ clients, signingKey, api }) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    const provider = new Provider(`http://127.0.0.1:${port}`, {
      clients: clients.map(metadata),
      jwks: { keys: [{ ...signingKey, alg: 'RS256', use: 'sig' }] },
      cookies: { keys: ['unused'] },
      clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
      scopes: api.scopes,
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            scope: api.scopes.join(' '),
            audience: api.identifier,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
    });
    server.on('request', provider.callback());
    process.send({ result: { port } });
  });
});
process.on('disconnect', () => process.exit());

function metadata({ id, secret, jwk }) {
  return {
    client_id: id,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    ...(secret === undefined
      ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } }
      : { token_endpoint_auth_method: 'client_secret_post', client_secret: secret }),
  };
}
