import { invalidBody } from '../error.js';
import type { Client, ClientCreate } from './metadata.js';

type Party = Pick<ClientCreate, 'is_first_party' | 'third_party_security_mode'>;

/** The security mode of a client that is made like this: third-party clients are strict unless they ask not to be. third-party-clients.md */
export function securityModeOf({ is_first_party, third_party_security_mode }: Party) {
  return third_party_security_mode ?? (is_first_party === false ? 'strict' : undefined);
}

/** Whether a client is held to the limits of strict third-party clients. third-party-clients.md */
export function isStrict({
  third_party_security_mode: mode,
}: Pick<Client, 'third_party_security_mode'>): boolean {
  return mode === 'strict';
}

/**
 * The mode that a client has once its ownership was changed: who becomes a third party becomes a permissive one, and a
 * first-party client has none. third-party-clients.md
 */
export function securityModeAfter(current: Client, { is_first_party = current.is_first_party }: Party) {
  if (isStrict(current)) return 'strict';
  return is_first_party === false ? (current.third_party_security_mode ?? 'permissive') : undefined;
}

interface Limit {
  broken: (client: Client) => unknown;
  message: string;
}

const appTypes = ['regular_web', 'spa', 'native', 'non_interactive'];
const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'];
const methods = ['private_key_jwt'];
const addresses = ['callbacks', 'allowed_origins', 'web_origins'] as const;

const when = 'when third_party_security_mode is "strict"';
const beyond = (allowed: readonly string[], given: readonly string[] = []) =>
  given.some((value) => !allowed.includes(value));

/** What a third-party client in strict security mode may be. third-party-clients.md */
const limits: readonly Limit[] = [
  {
    broken: ({ is_first_party }) => is_first_party !== false,
    message: `is_first_party must be false ${when}`,
  },
  {
    broken: ({ app_type }) => app_type !== undefined && beyond(appTypes, [app_type]),
    message: `app_type must be one of ${appTypes.join(', ')} ${when}`,
  },
  {
    broken: ({ grant_types }) => beyond(grantTypes, grant_types),
    message: `grant_types must be among ${grantTypes.join(', ')} ${when}`,
  },
  {
    broken: ({ client_authentication_methods: given = {} }) => beyond(methods, Object.keys(given)),
    message: `client_authentication_methods must be private_key_jwt ${when}`,
  },
  {
    broken: ({ jwt_configuration: { alg = 'RS256' } = {} }) => alg !== 'RS256',
    message: `jwt_configuration.alg must be RS256 ${when}`,
  },
  {
    broken: ({ jwt_configuration: { lifetime_in_seconds, alg, ...others } = {} }) =>
      Object.values(others).some((value) => value),
    message: `jwt_configuration takes only lifetime_in_seconds and alg ${when}`,
  },
  {
    broken: ({ refresh_token }) => refresh_token?.expiration_type !== 'expiring',
    message: `refresh_token.expiration_type must be "expiring" ${when}`,
  },
  {
    broken: ({ refresh_token }) => refresh_token?.infinite_idle_token_lifetime,
    message: `refresh_token.infinite_idle_token_lifetime must be false ${when}`,
  },
  ...addresses.map((name) => ({
    broken: (client: Client) => client[name]?.some((address) => address.includes('*')),
    message: `${name} must not have wildcards ${when}`,
  })),
];

/** What a strict client must not be, in words that name the property; undefined where all is well. */
export function brokenLimit(client: Client): string | undefined {
  return limits.find((limit) => limit.broken(client))?.message;
}

/** What may be set on a strict client. third-party-clients.md, docs/decisions/0090 */
const settable: ReadonlySet<string> = new Set<keyof ClientCreate>([
  'name',
  'description',
  'logo_uri',
  'grant_types',
  'token_endpoint_auth_method',
  'app_type',
  'client_metadata',
  'jwt_configuration',
  'refresh_token',
  'client_authentication_methods',
  'client_secret',
  'require_proof_of_possession',
  'redirection_policy',
  'is_first_party',
  'third_party_security_mode',
  // An operator must be able to stop any client.
  'disabled',
  ...addresses,
]);

/**
 * Checks that what is sent for a strict client sets nothing beyond what may be set. Tools repeat what the client has
 * anyway, and send empty values, which set nothing.
 * @throws RuleError (400) that names the property.
 */
export function checkSettable(sent: object, has: object): void {
  const present = new Map<string, unknown>(Object.entries(has));
  const beyond = Object.entries(sent).find(
    ([name, value]) => !settable.has(name) && sets(value, present.get(name)),
  );
  if (beyond) throw invalidBody(`${beyond[0]} cannot be set ${when}`);
}

function sets(value: unknown, present: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value === 'object' && Object.keys(value).length === 0) return false;
  return JSON.stringify(value) !== JSON.stringify(present ?? false);
}
