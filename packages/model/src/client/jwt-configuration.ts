import * as Type from 'typebox';
import { closed, freeform } from '../schema.js';
import { flag, seconds } from './settings.js';

const changeable = {
  lifetime_in_seconds: Type.Optional(seconds('Time for which a token is valid')),
  scopes: Type.Optional(freeform('Claims of ID tokens')),
  alg: Type.Optional(
    Type.Enum(['HS256', 'RS256', 'RS512', 'PS256'], { description: 'Algorithm that signs tokens' }),
  ),
};
const description = 'How tokens are made';

/** `jwt_configuration` of a new client. management-api.md 2.8 */
export const JwtConfiguration = closed(
  { ...changeable, secret_encoded: Type.Optional(flag('Whether the secret is base64 encoded')) },
  { description },
);
/** `jwt_configuration` as it is kept. */
export type JwtConfiguration = Type.Static<typeof JwtConfiguration>;

/** `jwt_configuration` in a change. management-api.md 2.4 */
export const JwtConfigurationChange = closed(changeable, { description });
