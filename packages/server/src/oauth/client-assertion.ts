import { createPublicKey } from 'node:crypto';
import { type Client, type Credential, usableCredentials } from '@clientele/model';
import type { Tenant } from '../tenancy/tenants.js';
import { type Jws, parseJws, type RsaAlgorithm, verifyRsa } from '../token/jws.js';
import { TokenRefusal } from './error.js';
import type { TokenOutcome } from './token-outcome.js';

/** How far clocks may differ, in seconds. */
const skew = 10;
/** The longest time an assertion may be valid for, in seconds. management-api.md 6 */
const maxLifetime = 300;
const maxJtiLength = 64;

const algorithms = ['RS256', 'RS384', 'PS256'] as const satisfies readonly RsaAlgorithm[];
/** `typ` values that do not claim to be another kind of token. RFC 10070, security-checklist.md 25. */
const types: readonly unknown[] = [undefined, 'jwt', 'client-authentication+jwt'];

/**
 * Authenticates a client by a signed assertion (private_key_jwt) and spends the assertion.
 * @throws TokenRefusal, the same for every reason but a contradicting `client_id`. RFC 7523 section 3.
 */
export async function verifyClientAssertion(
  tenant: Tenant,
  {
    assertion,
    clientId,
    now,
    outcome,
  }: { assertion: string; clientId: string | undefined; now: number; outcome: TokenOutcome },
): Promise<Client> {
  const jws = parseJws(assertion);
  if (!jws || !acceptableHeader(jws)) throw refused('header');
  const claims = checkClaims(jws, tenant.issuer, Math.floor(now / 1000));
  if (clientId !== undefined && clientId !== claims.clientId)
    throw new TokenRefusal(
      'malformed_request',
      'client_id differs from the subject of the client assertion.',
    );
  const known = await tenant.storage.clients.authentication(claims.clientId);
  if (!known) throw refused('unknown client');
  const credentials = usableCredentials(known.client, 'private_key_jwt', known.credentials, now);
  const credential = credentials.find((one) => signed(jws, one));
  if (!credential) throw refused('no usable credential signed it');
  outcome.credentialId = credential.id;
  const keepUntil = (claims.expiresAt + skew) * 1000;
  if (!(await tenant.storage.assertionReplays.claim(claims.clientId, claims.jti, keepUntil)))
    throw refused('it was used before');
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
    algorithmOf(header.alg) !== undefined &&
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

function checkClaims({ payload }: Jws, issuer: string, now: number): AssertionClaims {
  const { iss, sub, aud, exp, iat, nbf, jti } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || iss !== sub) throw refused('iss and sub');
  if (aud !== issuer) throw refused('aud is not the issuer');
  if (typeof exp !== 'number' || exp <= now - skew) throw refused('exp is missing or past');
  if (exp > now + maxLifetime + skew) throw refused('exp is too far ahead');
  for (const time of [iat, nbf])
    if (time !== undefined && (typeof time !== 'number' || time > now + skew))
      throw refused('iat or nbf is ahead');
  if (typeof iat === 'number' && iat < now - maxLifetime - skew) throw refused('iat is too old');
  if (typeof jti !== 'string' || jti === '' || jti.length > maxJtiLength) throw refused('jti');
  return { clientId: sub, jti, expiresAt: Math.ceil(exp) };
}

function algorithmOf(alg: unknown): (typeof algorithms)[number] | undefined {
  return algorithms.find((known) => known === alg);
}

function signed(jws: Jws, { alg, kid, public_key }: Credential): boolean {
  const algorithm = algorithmOf(alg);
  if (public_key === undefined || algorithm === undefined || jws.header.alg !== algorithm) return false;
  if (jws.header.kid !== undefined && jws.header.kid !== kid) return false;
  return verifyRsa(jws, algorithm, createPublicKey(public_key));
}
