import { invalidBody } from '../error.js';
import { isResourceServerId } from '../identifier.js';
import { type Stored, withoutNulls } from '../stored.js';
import { unknownProperties } from '../violation.js';
import type { ResourceServerCreate, ResourceServerUpdate } from './resource-server-body.js';

type SentEncryption = NonNullable<ResourceServerCreate['token_encryption']>;

/** `token_encryption` as it is kept. management-api.md 5 */
export interface TokenEncryption extends Omit<SentEncryption, 'encryption_key'> {
  encryption_key: SentEncryption['encryption_key'] & { thumbprint_sha256?: string };
}

/** An API as it is kept, without its signing secret. management-api.md 5 */
export interface ResourceServer
  extends Omit<Stored<ResourceServerCreate>, 'signing_secret' | 'token_encryption'> {
  id: string;
  signing_alg: NonNullable<ResourceServerCreate['signing_alg']>;
  allow_offline_access: boolean;
  skip_consent_for_verifiable_first_party_clients: boolean;
  token_lifetime: number;
  token_lifetime_for_web: number;
  token_encryption?: TokenEncryption;
  /** The client that is this API. */
  client_id?: string;
  is_system?: boolean;
}

/** What an API gets besides what was sent. */
export interface ResourceServerFacts {
  /** JWK thumbprint of the key in `token_encryption`. RFC 7638. */
  encryptionKeyThumbprint?: string;
}

const webLifetime = 7_200;

/** What stands in for properties of an API that are not sent. management-api.md 5 */
export function resourceServerDefaults() {
  return {
    signing_alg: 'RS256',
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    token_lifetime: 86_400,
    token_lifetime_for_web: webLifetime,
    subject_type_authorization: {
      client: { policy: 'require_client_grant' },
      user: { policy: 'allow_all' },
    },
  } satisfies Partial<ResourceServer>;
}

/**
 * Makes an API of a checked body.
 * @throws RuleError (400) for properties that contradict each other. management-api.md 5
 */
export function newResourceServer(
  body: ResourceServerCreate,
  facts: ResourceServerFacts & { id: string },
): ResourceServer {
  if (isResourceServerId(body.identifier))
    throw invalidBody(
      'identifier must not be 24 lower-case hexadecimal digits, which is the form of the id of an API; a URI was expected.',
    );
  return merge({ id: facts.id, identifier: body.identifier, ...resourceServerDefaults() }, body, facts);
}

/**
 * Applies a checked change to an API; null takes a property away.
 * @throws RuleError (400) for what a system API does not allow, and for properties that contradict each other.
 * management-api.md 5
 */
export function patchResourceServer(
  current: ResourceServer,
  change: ResourceServerUpdate,
  facts: ResourceServerFacts = {},
): ResourceServer {
  if (current.is_system) checkSystemChange(current, change);
  return merge(current, change, facts);
}

function merge(
  current: ResourceServer,
  sent: ResourceServerUpdate,
  facts: ResourceServerFacts,
): ResourceServer {
  const { signing_secret, token_encryption, subject_type_authorization, ...replaced } = sent;
  const merged: ResourceServer = withoutNulls({
    ...current,
    ...replaced,
    ...(subject_type_authorization && {
      subject_type_authorization: { ...current.subject_type_authorization, ...subject_type_authorization },
    }),
    ...(token_encryption !== undefined && {
      token_encryption: token_encryption && withThumbprint(token_encryption, facts.encryptionKeyThumbprint),
    }),
  });
  const next = sent.token_lifetime_for_web === undefined ? withShorterWebLifetime(merged) : merged;
  checkResourceServer(next);
  return next;
}

function withThumbprint(sent: SentEncryption, thumbprint: string | undefined): TokenEncryption {
  const { encryption_key: key } = sent;
  if (key.kid !== undefined || thumbprint === undefined) return sent;
  return { ...sent, encryption_key: { ...key, thumbprint_sha256: thumbprint } };
}

/** Who shortens only the lifetime has not asked for a longer one in browsers. */
function withShorterWebLifetime(api: ResourceServer): ResourceServer {
  const { token_lifetime: lifetime, token_lifetime_for_web: web } = api;
  return web > lifetime ? { ...api, token_lifetime_for_web: lifetime } : api;
}

function checkResourceServer(api: ResourceServer): void {
  const { scopes = [], token_lifetime: lifetime, token_lifetime_for_web: web } = api;
  // Nobody could change it back.
  if (api.is_system && lifetime === 0) throw invalidBody('token_lifetime of a system API must be at least 1');
  if (web > lifetime) throw invalidBody('token_lifetime_for_web must not be greater than token_lifetime');
  const values = scopes.map(({ value }) => value);
  const twice = values.find((value, index) => values.indexOf(value) < index);
  if (twice !== undefined) throw invalidBody(`scopes lists "${twice}" twice`);
}

/** What may be changed on a system API. management-api.md 5 */
const changeableOnSystem: readonly string[] = [
  'token_lifetime',
  'token_lifetime_for_web',
  'skip_consent_for_verifiable_first_party_clients',
  'subject_type_authorization',
  'allow_offline_access',
  'proof_of_possession',
  'authorization_policy',
];

/** What may not be changed reads as what there is not. */
function checkSystemChange(current: ResourceServer, change: ResourceServerUpdate): void {
  const refused = Object.keys(change)
    .filter((name) => !changeableOnSystem.includes(name))
    // Tools send a name back that they have read.
    .filter((name) => name !== 'name' || change.name !== current.name);
  if (refused.length > 0) throw unknownProperties(refused);
  if (change.subject_type_authorization?.client)
    throw unknownProperties(['client'], ['subject_type_authorization'], 'Who may get tokens');
  const { authorization_policy: policy, proof_of_possession: proof } = change;
  if (!current.identifier.endsWith('/api/v2/')) return;
  for (const [name, demanded] of Object.entries({
    authorization_policy: policy,
    proof_of_possession: proof?.required,
  }))
    if (demanded)
      throw invalidBody(
        `${name} is not supported for tokens here: if the Management API demanded it, nobody could get a token to change it back`,
      );
}

/** The answer for an API: the key that encrypts tokens stays here. management-api.md 5 */
export function presentResourceServer(
  api: ResourceServer & { signing_secret?: string },
): Record<string, unknown> {
  const { token_encryption, ...shown } = api;
  if (!token_encryption) return shown;
  const { pem, ...key } = token_encryption.encryption_key;
  return { ...shown, token_encryption: { ...token_encryption, encryption_key: key } };
}
