import * as Type from 'typebox';
import { closed, nullable, text } from '../schema.js';
import { secretStates } from './client-secret.js';
import { clientSecretLength } from './secret.js';

/** The longest overlap and age that can be asked for, in seconds: ten years. */
const longest = 315_360_000;

/** How long the previous secret goes on working, as a request says it. */
export const previousSecretExpiresIn = Type.Integer({
  minimum: 0,
  maximum: longest,
  description: 'Seconds for which the previous secret goes on working; 0 ends it at once',
});

const name = text('Name of the secret', { minLength: 1, maxLength: 128 });
const expiresAt = Type.String({
  format: 'date-time',
  maxLength: 64,
  description: 'ISO 8601 time at which the secret stops working',
});

/** The text of a secret that a caller chooses. */
export const chosenSecretText = text('Client secret', {
  minLength: clientSecretLength.min,
  maxLength: clientSecretLength.max,
  pattern: '\\S',
  writeOnly: true,
});

/** Body of POST /clients/{id}/secrets. docs/decisions/0114 */
export const ClientSecretCreate = closed({
  name: Type.Optional(name),
  secret: Type.Optional(chosenSecretText),
  expires_at: Type.Optional(expiresAt),
  state: Type.Optional(
    Type.Enum(['staged', 'primary'], {
      default: 'staged',
      description: 'Whether it waits to be promoted, or takes the place of the primary secret at once',
    }),
  ),
  previous_secret_expires_in: Type.Optional(previousSecretExpiresIn),
});
/** Body of POST /clients/{id}/secrets. */
export type ClientSecretCreate = Type.Static<typeof ClientSecretCreate>;

/** Body of PATCH /clients/{id}/secrets/{secret_id}. docs/decisions/0114 */
export const ClientSecretUpdate = closed(
  {
    name: Type.Optional(nullable(name)),
    expires_at: Type.Optional(nullable(expiresAt)),
    state: Type.Optional(
      Type.Enum([...secretStates], {
        description:
          'primary promotes it, disabled disables it, staged enables it again, retiring lets it work until expires_at',
      }),
    ),
    previous_secret_expires_in: Type.Optional(previousSecretExpiresIn),
  },
  { minProperties: 1 },
);
/** Body of PATCH /clients/{id}/secrets/{secret_id}. */
export type ClientSecretUpdate = Type.Static<typeof ClientSecretUpdate>;

/** `secret_rotation` of a client. docs/decisions/0115 */
export const SecretRotation = closed(
  {
    overlap: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: longest,
        description: 'Seconds for which the previous secret goes on working after a rotation',
      }),
    ),
    max_age: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: longest,
        description: 'Seconds after which the secret should be replaced by the next one',
      }),
    ),
  },
  { minProperties: 1, description: 'How the secrets of the client are rotated' },
);
