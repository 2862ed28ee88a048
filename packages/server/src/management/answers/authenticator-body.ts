import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, checkpointList, text, time } from './body-schema.js';

/** What reports show of a secret, key or certificate; never the secret or key itself. */
export const authenticatorProperties = {
  client_id: text('The client that it is of'),
  client_name: text('The name of the client'),
  kind: Type.Enum(['secret', 'credential'], {
    description: 'Whether it is a secret, or a key or certificate',
  }),
  id: text('Id of the secret or credential'),
  name: text('Name, where it has one'),
  credential_type: Type.Enum(['public_key', 'cert_subject_dn', 'x509_cert'], {
    description: 'Type of a credential',
  }),
  state: Type.Enum(['staged', 'primary', 'retiring', 'disabled'], { description: 'State of a secret' }),
  created_at: time('When it was made'),
  expires_at: time('When it expires'),
};

/** What expires. docs/decisions/0121 */
export const expiringBody: NamedSchema = {
  name: 'expiringCredentials',
  schema: () =>
    checkpointList(
      'credentials',
      answer(authenticatorProperties, 'A secret, key or certificate that expires.'),
    ),
};
