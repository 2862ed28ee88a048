import { assertionAlgorithms } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { methodsOf } from '../http/methods.js';

/** Server metadata and published keys. RFC 8414 section 3, OpenID Connect Discovery 1.0 section 4, RFC 7517 section 5. */
export async function discovery(app: FastifyInstance): Promise<void> {
  const refuseOtherMethods = methodsOf(app);
  for (const name of ['openid-configuration', 'oauth-authorization-server'])
    app.get(`/.well-known/${name}`, async ({ tenant }) => metadata(tenant.issuer));
  app.get('/.well-known/jwks.json', async ({ tenant }) => {
    await tenant.keys.catchUp();
    return tenant.keys.jwks();
  });
  refuseOtherMethods();
}

function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    token_endpoint: `${issuer}oauth/token`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  };
}
