import * as Type from 'typebox';
import { freeform, open } from '../schema.js';
import { flag, seconds } from './settings.js';

/** `jwt_configuration`. management-api.md 2.8 */
export const JwtConfiguration = open(
  {
    lifetime_in_seconds: Type.Optional(seconds('Time for which a token is valid')),
    secret_encoded: Type.Optional(flag('Whether the secret is base64 encoded')),
    scopes: Type.Optional(freeform('Claims of ID tokens')),
    alg: Type.Optional(
      Type.Enum(['HS256', 'RS256', 'RS512', 'PS256'], { description: 'Algorithm that signs tokens' }),
    ),
  },
  { description: 'How tokens are made' },
);
/** `jwt_configuration` as it is sent and kept. */
export type JwtConfiguration = Type.Static<typeof JwtConfiguration>;
