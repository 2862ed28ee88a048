import { randomUUID } from 'node:crypto';
import { joinScope, parseScope, type ResourceServer } from '@clientele/model';
import { parseJws, signHmac, signJws, verifyJws } from '../crypto/jws.js';
import type { SigningKeys } from './signing-keys.js';

/** Who a token is for and what it says. */
export interface AccessTokenRequest {
  issuer: string;
  clientId: string;
  resourceServer: ResourceServer;
  signingSecret: string | undefined;
  scopes: readonly string[];
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Issues an access token for a client's own use.
 * Claims as management-api.md 6 (default dialect) or RFC 9068 section 2.2 (`rfc9068_profile`); the `_authz` dialects add `permissions`.
 */
export async function issueAccessToken(keys: SigningKeys, request: AccessTokenRequest): Promise<string> {
  const { resourceServer } = request;
  const rfc9068 = resourceServer.token_dialect?.startsWith('rfc9068_profile') ?? false;
  const payload = rfc9068 ? rfc9068Claims(request) : defaultClaims(request);
  const typ = rfc9068 ? 'at+jwt' : 'JWT';
  const alg = resourceServer.signing_alg;
  if (alg === 'HS256') {
    if (request.signingSecret === undefined)
      throw new Error(`the API ${resourceServer.id} has no signing secret`);
    return signHmac({ alg, typ }, payload, request.signingSecret);
  }
  const { kid, privateKey } = await keys.signer(alg, resourceServer.token_lifetime);
  return signJws({ alg, typ, kid }, payload, privateKey);
}

// Both are written out, since putting objects together from parts takes four times as long as all the rest of a
// payload. What is undefined is left out of the JSON.

function defaultClaims({ issuer, clientId, resourceServer, scopes, now }: AccessTokenRequest): object {
  const iat = Math.floor(now / 1000);
  return {
    iss: issuer,
    sub: `${clientId}@clients`,
    aud: resourceServer.identifier,
    iat,
    exp: iat + resourceServer.token_lifetime,
    scope: scopes.length > 0 ? joinScope(scopes) : undefined,
    permissions: listsPermissions(resourceServer) ? scopes : undefined,
    gty: 'client-credentials',
    azp: clientId,
  };
}

function rfc9068Claims({ issuer, clientId, resourceServer, scopes, now }: AccessTokenRequest): object {
  const iat = Math.floor(now / 1000);
  return {
    iss: issuer,
    sub: `${clientId}@clients`,
    aud: resourceServer.identifier,
    iat,
    exp: iat + resourceServer.token_lifetime,
    scope: scopes.length > 0 ? joinScope(scopes) : undefined,
    permissions: listsPermissions(resourceServer) ? scopes : undefined,
    jti: randomUUID(),
    client_id: clientId,
  };
}

function listsPermissions({ token_dialect }: ResourceServer): boolean {
  return token_dialect?.endsWith('_authz') ?? false;
}

/** What a bearer of a token of ours may claim: a client and scopes; whether both still hold is for the caller to check. */
export interface VerifiedToken {
  clientId: string;
  scopes: readonly string[];
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** The key that verified it. */
  kid: string;
}

/** Why a token was not accepted. */
export type TokenRefusal = 'malformed' | 'invalid' | 'expired';

/** Verifies an access token of ours for one audience: algorithm, key, signature, issuer, audience, times. RFC 8725 section 3. */
export function verifyAccessToken(
  keys: SigningKeys,
  token: string,
  expected: { issuer: string; audience: string; now: number },
): VerifiedToken | TokenRefusal {
  const jws = parseJws(token);
  if (!jws) return 'malformed';
  const { header, payload } = jws;
  const kid = typeof header.kid === 'string' ? header.kid : '';
  const key = keys.verifier(kid);
  if (!key || header.alg !== 'RS256' || header.typ !== 'JWT' || 'crit' in header) return 'invalid';
  if (!verifyJws(jws, 'RS256', key)) return 'invalid';
  const { iss, aud, exp, azp, gty, sub, scope } = payload;
  if (iss !== expected.issuer || aud !== expected.audience || gty !== 'client-credentials') return 'invalid';
  if (typeof azp !== 'string' || sub !== `${azp}@clients` || typeof exp !== 'number') return 'invalid';
  if (exp * 1000 <= expected.now) return 'expired';
  const scopes = typeof scope === 'string' ? parseScope(scope) : [];
  return { clientId: azp, scopes, expiresAt: exp * 1000, kid };
}
