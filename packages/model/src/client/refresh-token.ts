import { type Static, Type } from 'typebox';
import { closed, nullable, type Stored, text } from '../schema.js';
import { seconds } from './settings.js';

const policy = closed({
  audience: text('Identifier of an API', { minLength: 1, maxLength: 1000 }),
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
    token_lifetime: Type.Optional(seconds('Time for which refresh tokens are valid')),
    idle_token_lifetime: Type.Optional(seconds('Time for which unused refresh tokens are valid')),
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
type SentRefreshToken = Static<typeof RefreshToken>;

/** `refresh_token` as it is kept. */
export type RefreshToken = Stored<SentRefreshToken>;

/** What the defaults of refresh tokens depend on. */
export interface RefreshTokenFacts {
  token_endpoint_auth_method?: string | null;
  is_first_party?: boolean;
  third_party_security_mode?: string;
}

/** The configuration of a new client that sends none. management-api.md 2.2 */
export function defaultRefreshToken(facts: RefreshTokenFacts): RefreshToken {
  const complete = completeRefreshToken(defaultTypes(facts), facts);
  const strict = facts.third_party_security_mode === 'strict' && facts.token_endpoint_auth_method !== 'none';
  return strict ? { ...complete, infinite_token_lifetime: true } : complete;
}

function defaultTypes(facts: RefreshTokenFacts): Pick<RefreshToken, 'rotation_type' | 'expiration_type'> {
  if (facts.is_first_party === false && facts.token_endpoint_auth_method === 'none')
    return { rotation_type: 'rotating', expiration_type: 'expiring' };
  if (facts.third_party_security_mode === 'strict')
    return { rotation_type: 'non-rotating', expiration_type: 'expiring' };
  return { rotation_type: 'non-rotating', expiration_type: 'non-expiring' };
}

/** Fills what was left out: lifetimes by authentication method, infinity by expiration type. management-api.md 2.2 */
export function completeRefreshToken(sent: SentRefreshToken, facts: RefreshTokenFacts): RefreshToken {
  const { policies, ...rest } = sent;
  const withSecret = facts.token_endpoint_auth_method?.startsWith('client_secret_') ?? false;
  const infinite = sent.expiration_type === 'non-expiring';
  return {
    leeway: 0,
    token_lifetime: withSecret ? 31_557_600 : 2_592_000,
    idle_token_lifetime: withSecret ? 2_592_000 : 1_296_000,
    infinite_token_lifetime: infinite,
    infinite_idle_token_lifetime: infinite,
    ...rest,
    ...(policies && { policies }),
  };
}
