import { invalidBody } from '../error.js';
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

/**
 * Fills what was left out: lifetimes by authentication method, infinity by expiration type. Who sends only a short lifetime
 * has not asked for a longer idle one. management-api.md 2.2
 * @throws RuleError (400) for an idle lifetime beyond the lifetime, and for tokens that neither expire nor last. management-api.md 2.8
 */
export function completeRefreshToken(sent: SentRefreshToken, facts: RefreshTokenFacts): RefreshToken {
  const { policies, ...rest } = sent;
  const withSecret = facts.token_endpoint_auth_method?.startsWith('client_secret_') ?? false;
  const infinite = sent.expiration_type === 'non-expiring';
  const lifetime = sent.token_lifetime ?? (withSecret ? 31_557_600 : 2_592_000);
  const complete = {
    leeway: 0,
    token_lifetime: lifetime,
    idle_token_lifetime: Math.min(withSecret ? 2_592_000 : 1_296_000, lifetime),
    infinite_token_lifetime: infinite,
    infinite_idle_token_lifetime: infinite,
    ...rest,
    ...(policies && { policies }),
  };
  checkLifetimes(complete);
  return complete;
}

function checkLifetimes(refresh: Required<Omit<RefreshToken, 'policies'>>): void {
  const { infinite_token_lifetime: infinite, infinite_idle_token_lifetime: infiniteIdle } = refresh;
  if (refresh.expiration_type === 'non-expiring' && !(infinite && infiniteIdle))
    throw invalidBody(
      'refresh_token.infinite_token_lifetime and refresh_token.infinite_idle_token_lifetime must be true when refresh_token.expiration_type is "non-expiring"',
    );
  if (!infinite && !infiniteIdle && refresh.idle_token_lifetime > refresh.token_lifetime)
    throw invalidBody(
      'refresh_token.idle_token_lifetime must not be greater than refresh_token.token_lifetime',
    );
}
