import { randomBytes, timingSafeEqual } from 'node:crypto';
import { authenticatesBySecret, type ClientCore, clientSecretLength } from '@clientele/model';
import type { ClientAuthentication, IdleSecret, SecretDigest } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';
import type { TokenRules } from './token-rules.js';

/** Stands in where there is nothing to compare with, so that an unknown client costs as much as a known one. */
const noDigest = { digest: randomBytes(32).toString('base64url'), key: undefined };

/** A secret as it was sent. */
export interface PresentedSecret {
  clientId: string;
  secret: string;
  sentBy: 'client_secret_basic' | 'client_secret_post';
}

/**
 * Authenticates a client by its secret, sent by Basic or in the body.
 * @throws TokenRefusal that is the same for an unknown client, a wrong secret, and a client that may not use one.
 */
export async function verifyClientSecret(
  tenant: Tenant,
  { clientId, secret, sentBy }: PresentedSecret,
  { rules: { errors }, outcome }: { rules: Pick<TokenRules, 'errors'>; outcome: TokenOutcome },
): Promise<ClientCore> {
  const presented = isShort(secret) ? secret : '';
  const digestUnder = digestsOf(tenant, clientId, presented);
  const { clients } = tenant.storage;
  const matchIn = ({ secretDigests }: ClientAuthentication) => matching(secretDigests, digestUnder);
  const allows = (client: ClientAuthentication) =>
    authenticatesBySecret(client.client) && (errors === 'auth0' || isRegistered(client, sentBy));
  // What is cached may let a client in, and never refuses it: another server may just have changed it.
  const suffices = (cached: ClientAuthentication) =>
    matchIn(cached) !== undefined && allows(cached) && !cached.client.disabled;
  const known = storable(clientId) ? await clients.authentication(clientId, suffices) : undefined;
  outcome.knownClientId = known?.client.client_id;
  const match = known ? matchIn(known) : matching([], digestUnder);
  const idle = known && !match ? idleSecret(known, digestUnder) : undefined;
  const allowed = known !== undefined && allows(known);
  outcome.secretId = (match ?? idle)?.id;
  const refused = (cause: string) =>
    new TokenRefusal('client_not_authenticated', cause, challengeOf(sentBy, tenant));
  if (!allowed || !match || presented.trim() === '')
    throw refused(causeOf(known, { presented, matches: match !== undefined, idle, sentBy }));
  if (known.client.disabled) throw refused('the client is disabled');
  return known.client;
}

/** A client that used HTTP Basic is challenged by it. RFC 6749 section 5.2, RFC 7617 section 2 */
function challengeOf(sentBy: PresentedSecret['sentBy'], { issuer }: Tenant): Record<string, string> {
  if (sentBy !== 'client_secret_basic') return {};
  return { 'www-authenticate': `Basic realm="${issuer}", charset="UTF-8"` };
}

/** In UTF-16 units a secret is at most twice as long as in characters. */
function isShort(secret: string): boolean {
  const { max } = clientSecretLength;
  return secret.length <= max || (secret.length <= 2 * max && [...secret].length <= max);
}

type DigestUnder = (key: string | undefined) => string;

/** Digests a secret once for each key that it is compared under; nearly always there is one. docs/decisions/0050 */
function digestsOf({ storage }: Tenant, clientId: string, secret: string): DigestUnder {
  const digests = new Map<string | undefined, string>();
  return (key) => {
    const digest = digests.get(key) ?? storage.secretDigest(clientId, secret, key);
    digests.set(key, digest);
    return digest;
  };
}

/** The stored secret that was sent; each is compared, so that the time does not tell which one it is. */
function matching(stored: readonly SecretDigest[], digestUnder: DigestUnder): SecretDigest | undefined {
  const digests = stored.length > 0 ? stored : [noDigest];
  const equals = digests.map(({ digest, key }) => equal(digest, digestUnder(key)));
  return stored[equals.indexOf(true)];
}

/** The secret that was sent, of those that authenticate nobody. */
function idleSecret({ idleSecrets }: ClientAuthentication, digestUnder: DigestUnder): IdleSecret | undefined {
  return idleSecrets.find(({ digest, key }) => equal(digest, digestUnder(key)));
}

/** For the log alone; the answer is the same for all of them. */
function causeOf(
  known: ClientAuthentication | undefined,
  {
    presented,
    matches,
    idle,
    sentBy,
  }: { presented: string; matches: boolean; idle: IdleSecret | undefined; sentBy: string },
): string {
  if (!known) return 'there is no such client';
  if (!authenticatesBySecret(known.client)) return 'the client does not authenticate by a secret';
  if (presented.trim() === '') return 'no secret was sent';
  if (matches) return `the client is not registered for ${sentBy}`;
  return idle ? causeOfIdle(idle) : 'the secret is wrong';
}

function causeOfIdle({ state, endedAt = 0 }: IdleSecret): string {
  if (state === 'staged') return 'the secret is staged and not promoted yet';
  if (state === 'disabled') return 'the secret is disabled';
  return `the secret was retired on ${new Date(endedAt).toISOString().slice(0, 10)}`;
}

/** An id that could be one; anything else is not looked up. */
function storable(clientId: string): boolean {
  return clientId.length <= 255 && !clientId.includes('\u0000');
}

/** A client for which no method is registered may use either. docs/decisions/0035 */
function isRegistered({ client }: ClientAuthentication, sentBy: PresentedSecret['sentBy']): boolean {
  const { token_endpoint_auth_method: registered } = client;
  return registered === undefined || registered === sentBy;
}

function equal(stored: string, presented: string): boolean {
  const [left, right] = [Buffer.from(stored), Buffer.from(presented)];
  return left.length === right.length && timingSafeEqual(left, right);
}
