import type { RefreshToken, SentRefreshToken } from './refresh-token-body.js';
import { isStrict } from './third-party.js';

/** What the defaults of refresh tokens depend on. */
export interface RefreshTokenFacts {
  token_endpoint_auth_method?: string | null;
  is_first_party?: boolean;
  third_party_security_mode?: 'strict' | 'permissive';
  app_type?: string;
}

/** The configuration of a new client that sends none. management-api.md 2.2 */
export function defaultRefreshToken(facts: RefreshTokenFacts): RefreshToken {
  const complete = completeRefreshToken(defaultTypes(facts), facts);
  const endless = isStrict(facts) && complete.rotation_type === 'non-rotating';
  return endless ? { ...complete, infinite_token_lifetime: true } : complete;
}

const publicTypes: readonly unknown[] = ['spa', 'native'];

function defaultTypes(facts: RefreshTokenFacts): Pick<RefreshToken, 'rotation_type' | 'expiration_type'> {
  if (facts.is_first_party === false && facts.token_endpoint_auth_method === 'none')
    return { rotation_type: 'rotating', expiration_type: 'expiring' };
  if (isStrict(facts))
    return {
      rotation_type: publicTypes.includes(facts.app_type) ? 'rotating' : 'non-rotating',
      expiration_type: 'expiring',
    };
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
