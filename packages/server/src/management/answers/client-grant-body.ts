import { ClientGrantCreate } from '@clientele/model';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, list, object, state, text } from './body-schema.js';

const clientGrant = () =>
  answer(
    {
      id: text('Id'),
      ...ClientGrantCreate.properties,
      is_system: state('Whether it belongs to the system'),
    },
    'A client grant.',
  );

/** A client grant. management-api.md 4 */
export const clientGrantBody: NamedSchema = { name: 'clientGrant', schema: clientGrant };

/** Client grants. management-api.md 4 */
export const clientGrantsBody: NamedSchema = {
  name: 'clientGrants',
  schema: () => list('client_grants', clientGrant()),
};

/** The organizations of a client grant. management-api.md 4 */
export const organizationsBody: NamedSchema = {
  name: 'organizations',
  schema: () => list('organizations', object('An organization')),
};
