import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { text, time } from './body-schema.js';
import { clientSecretBody } from './client-secret-body.js';
import { rotatingCredentialBody } from './credential-body.js';

/** Whether all secrets and credentials of a client but one may be retired. docs/decisions/0118 */
export const rotationBody: NamedSchema = {
  name: 'rotation',
  schema: () =>
    Type.Object(
      {
        verdict: Type.Enum(['safe', 'in_use', 'unknown'], {
          description:
            'safe: nothing but the primary was accepted for the whole window; in_use: something was; unknown: not all of it was observed, or no primary works',
        }),
        reason: text('Who is in use, or what was not observed, and from when on a verdict is possible'),
        window_seconds: Type.Integer({ description: 'How far back the verdict looks' }),
        observed_since: Type.Union([time('Since when all use has been counted'), Type.Null()], {
          description: 'Since when all use has been counted; null while that is not known',
        }),
        primary_id: Type.Union([text('The secret or credential that shall remain'), Type.Null()], {
          description: 'The primary secret, or the newest enabled credential; null where there is none',
        }),
        secrets: Type.Array(clientSecretBody.schema(), { description: 'Secrets, newest first' }),
        credentials: Type.Array(rotatingCredentialBody.schema(), {
          description: 'All keys and certificates, newest first',
        }),
        tokens_alive_until: Type.Union([time('When the last of those tokens expires'), Type.Null()], {
          description: 'Until when tokens live that anything but the primary got; null where there are none',
        }),
      },
      { description: 'Whether all but the primary may be retired.' },
    ),
};
