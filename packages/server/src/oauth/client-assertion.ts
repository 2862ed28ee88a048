import {
  assertionAlgorithms,
  type ClientCore,
  type Credential,
  assertionSkew as skew,
  usableCredentials,
} from '@clientele/model';
import type { Jws } from '../crypto/jws.js';
import type { ClientAuthentication } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { signerSearch } from './assertion-keys.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';
import type { TokenRules } from './token-rules.js';

const maxJtiLength = 64;

/** `typ` values that do not claim to be another kind of token. RFC 10070, security-checklist.md 25. */
const types: readonly unknown[] = [undefined, 'jwt', 'client-authentication+jwt'];

/**
 * Authenticates a client by a signed assertion (private_key_jwt) and spends the assertion.
 * @throws TokenRefusal, the same for every reason but a contradicting `client_id`. RFC 7523 section 3.
 */
export async function verifyClientAssertion(
  tenant: Tenant,
  { jws, clientId, now }: { jws: Jws | undefined; clientId: string | undefined; now: number },
  { rules, outcome }: { rules: TokenRules; outcome: TokenOutcome },
): Promise<ClientCore> {
  if (!jws || !acceptableHeader(jws)) throw refused('header');
  const claims = checkClaims(jws, {
    audiences: [tenant.issuer, ...rules.assertionAudiences],
    alsoInList: rules.errors === 'auth0' ? tenant.issuer : undefined,
    maxLifetime: rules.assertionMaxLifetime,
    now: Math.floor(now / 1000),
  });
  if (clientId !== undefined && clientId !== claims.clientId)
    throw new TokenRefusal(
      'malformed_request',
      'client_id differs from the subject of the client assertion.',
    );
  const search = signerSearch(jws, rules.maxCredentials);
  const signer = ({ client, credentials }: ClientAuthentication) =>
    search.among(usableCredentials(client, 'private_key_jwt', credentials, now));
  let credential: Credential | undefined;
  const known = await tenant.storage.clients.authentication(claims.clientId, (cached) => {
    // What is cached never refuses: another server may just have enabled the client.
    credential = cached.client.disabled ? undefined : signer(cached);
    return credential !== undefined;
  });
  credential ??= known && signer(known);
  outcome.knownClientId = known?.client.client_id;
  if (!known || !credential) {
    search.equalizeWork();
    throw refused(known ? 'no usable credential signed it' : 'unknown client');
  }
  outcome.credentialId = credential.id;
  if (known.client.disabled) throw refused('the client is disabled');
  const keepUntil = (claims.expiresAt + skew) * 1000;
  if (!(await tenant.storage.assertionReplays.claim(claims.clientId, claims.jti, keepUntil)))
    throw refused('it was used before, or may have been before a restore or a change of the clock');
  return known.client;
}

function refused(why: string): TokenRefusal {
  return new TokenRefusal('assertion_not_accepted', why);
}

/** The header names an algorithm; which key it may be used with, the credential alone decides. RFC 8725 section 3.1. */
function acceptableHeader({ header }: Jws): boolean {
  const typ =
    typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : header.typ;
  return (
    assertionAlgorithms.some((known) => known === header.alg) &&
    types.includes(typ) &&
    (header.kid === undefined || typeof header.kid === 'string') &&
    !('crit' in header) &&
    !('b64' in header)
  );
}

interface AssertionClaims {
  clientId: string;
  jti: string;
  /** Seconds since the epoch. */
  expiresAt: number;
}

interface AcceptedClaims {
  audiences: readonly unknown[];
  /** The audience that may also come in a list of its own. docs/decisions/0093 */
  alsoInList: string | undefined;
  /** Seconds. */
  maxLifetime: number;
  /** Seconds since the epoch. */
  now: number;
}

function checkClaims(
  { payload }: Jws,
  { audiences, alsoInList, maxLifetime, now }: AcceptedClaims,
): AssertionClaims {
  const { iss, sub, aud, exp, iat, nbf, jti } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || iss !== sub) throw refused('iss and sub');
  const audience = Array.isArray(aud) && aud.length === 1 && aud[0] === alsoInList ? alsoInList : aud;
  if (!audiences.includes(audience)) throw refused('aud is not the issuer');
  if (typeof exp !== 'number' || exp <= now - skew) throw refused('exp is missing or past');
  if (exp > now + maxLifetime + skew) throw refused('exp is too far ahead');
  for (const time of [iat, nbf])
    if (time !== undefined && (typeof time !== 'number' || time > now + skew))
      throw refused('iat or nbf is ahead');
  if (typeof iat === 'number' && iat < now - maxLifetime - skew) throw refused('iat is too old');
  if (typeof jti !== 'string' || jti === '' || jti.length > maxJtiLength) throw refused('jti');
  return { clientId: sub, jti, expiresAt: Math.ceil(exp) };
}
