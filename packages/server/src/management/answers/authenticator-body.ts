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

/** What was not used for some time. docs/decisions/0121 */
export const unusedBody: NamedSchema = {
  name: 'unusedCredentials',
  schema: () =>
    Type.Object(
      {
        observed_since: Type.Union([time('Since when all use has been counted'), Type.Null()], {
          description: 'Since when all use has been counted; null while it is not known whether it is',
        }),
        credentials: Type.Array(unused()),
        next: Type.Optional(text('Cursor for the next page, where there is one')),
      },
      { description: 'By client; what was used before observed_since is not known.' },
    ),
};

function unused() {
  return answer(
    {
      ...authenticatorProperties,
      last_used_at: time('When it was accepted last; absent where that is not known'),
    },
    'A secret, key or certificate that was not used.',
  );
}
