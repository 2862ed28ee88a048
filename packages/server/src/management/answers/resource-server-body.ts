import { ResourceServerCreate } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, checkpointList, list, state, text } from './body-schema.js';

const resourceServer = () =>
  answer(
    {
      id: text('Id'),
      ...ResourceServerCreate.properties,
      token_encryption: Type.Object(
        {
          format: text('Form of the tokens'),
          encryption_key: Type.Object({
            name: Type.Optional(text('Name of the key')),
            alg: text('Algorithm of the key'),
            kid: Type.Optional(text('Id of the key')),
            thumbprint_sha256: Type.Optional(text('Thumbprint of a key without an id')),
          }),
        },
        { description: 'Encryption of access tokens; the key itself is not shown' },
      ),
      client_id: text('The client that is this API'),
      is_system: state('Whether it belongs to the system'),
    },
    'A resource server (API).',
  );

/** A resource server. management-api.md 5 */
export const resourceServerBody: NamedSchema = { name: 'resourceServer', schema: resourceServer };

/** Resource servers. management-api.md 5 */
export const resourceServersBody: NamedSchema = {
  name: 'resourceServers',
  schema: () => list('resource_servers', resourceServer()),
};

/** Resource servers that a search found; secrets are in none of them. docs/decisions/0087 */
export const foundResourceServersBody: NamedSchema = {
  name: 'foundResourceServers',
  schema: () => checkpointList('resource_servers', resourceServer()),
};
