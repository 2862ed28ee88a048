// oidc-provider with the clients and the API that CONFIGURATION holds; prints its issuer once it listens.
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

const { clients, jwks, granted, ungranted } = JSON.parse(process.env.CONFIGURATION ?? '');

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    jwks,
    cookies: { keys: ['unused'] },
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    clockTolerance: 10,
    scopes: ['read', 'write', 'erase'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        getResourceServerInfo(_ctx, resource) {
          // It has no grants of clients for APIs: whoever runs it decides here.
          if (resource === ungranted) throw new errors.InvalidTarget('no grant for this client');
          if (resource !== granted) throw new errors.InvalidTarget('unknown API');
          return { scope: 'read write', audience: resource, accessTokenFormat: 'jwt' };
        },
      },
    },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
