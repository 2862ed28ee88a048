import { assertionAlgorithms } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import * as Type from 'typebox';
import { methodsOf } from '../http/methods.js';
import type { NamedSchema } from '../http/route-description.js';

const object = (description: string) => Type.Object({}, { additionalProperties: true, description });

const metadataBody: NamedSchema = {
  name: 'metadata',
  schema: () => object('Metadata of the server (RFC 8414)'),
};
const keysBody: NamedSchema = {
  name: 'keys',
  schema: () =>
    Type.Object({ keys: Type.Array(object('A public key (RFC 7517)')) }, { description: 'Public keys' }),
};

const metadataPaths = [
  ['openid-configuration', 'getOpenidConfiguration', 'as OpenID Connect names it'],
  ['oauth-authorization-server', 'getServerMetadata', 'as OAuth names it'],
] as const;

/** Server metadata and published keys. RFC 8414 section 3, OpenID Connect Discovery 1.0 section 4, RFC 7517 section 5. */
export async function discovery(app: FastifyInstance): Promise<void> {
  const refuseOtherMethods = methodsOf(app);
  for (const [name, id, variant] of metadataPaths)
    app.get(
      `/.well-known/${name}`,
      {
        config: {
          description: {
            id,
            summary: `Read the metadata of the server, ${variant}`,
            tag: 'Tokens',
            success: [200, metadataBody],
          },
        },
      },
      async ({ tenant }) => metadata(tenant.issuer),
    );
  const config = {
    description: {
      id: 'getKeys',
      summary: 'Read the keys that verify tokens',
      tag: 'Tokens',
      success: [200, keysBody],
    },
  } as const;
  app.get('/.well-known/jwks.json', { config }, async ({ tenant }) => {
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
