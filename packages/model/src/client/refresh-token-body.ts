import * as Type from 'typebox';
import { closed, nullable, text } from '../schema.js';
import type { Stored } from '../stored.js';
import { seconds } from './settings.js';

const policy = closed({
  audience: text('Identifier of an API', { minLength: 1, maxLength: 600 }),
  scope: Type.Array(text('Scope of the API', { minLength: 1, maxLength: 280 }), { maxItems: 1000 }),
});

/** `refresh_token`. management-api.md 2.8 */
export const RefreshToken = closed(
  {
    rotation_type: Type.Enum(['rotating', 'non-rotating'], { description: 'Whether refresh tokens rotate' }),
    expiration_type: Type.Enum(['expiring', 'non-expiring'], {
      description: 'Whether refresh tokens expire',
    }),
    leeway: Type.Optional(seconds('Time in which the previous refresh token still works')),
    token_lifetime: Type.Optional(
      seconds('Time for which refresh tokens are valid', { minimum: 1, maximum: 157_788_000 }),
    ),
    idle_token_lifetime: Type.Optional(
      seconds('Time for which unused refresh tokens are valid', { minimum: 1 }),
    ),
    infinite_token_lifetime: Type.Optional(
      Type.Boolean({ description: 'Whether token_lifetime does not apply' }),
    ),
    infinite_idle_token_lifetime: Type.Optional(
      Type.Boolean({ description: 'Whether idle_token_lifetime does not apply' }),
    ),
    policies: Type.Optional(
      nullable(Type.Array(policy, { minItems: 1, maxItems: 100, description: 'Exchange for several APIs' })),
    ),
  },
  { description: 'Refresh token configuration' },
);
/** `refresh_token` as it is sent. */
export type SentRefreshToken = Type.Static<typeof RefreshToken>;

/** `refresh_token` as it is kept. */
export type RefreshToken = Stored<SentRefreshToken>;
