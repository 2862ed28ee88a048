import { grantedScopes, HttpError, insufficientScope } from '@clientele/model';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Caller } from '../../http/request-context.js';
import { isOfSession } from '../../http/session-path.js';
import { type HeldGrant, heldGrant } from '../../session/held-grant.js';
import type { Sessions } from '../../session/sessions.js';
import type { VerifiedToken } from '../../token/access-token.js';
import { tokenVerifier } from '../../token/verified-tokens.js';

/** A check of scopes that can be asked which ones it wants. */
export type ScopeCheck = onRequestAsyncHookHandler & { scopes: readonly string[] };

/** Lets a request through that bears a token for the Management API, or is of a session, with any one of the scopes. */
export function authorize(now: () => number, sessions?: Pick<Sessions, 'callerOf'>) {
  const verify = tokenVerifier();
  return (...scopes: readonly string[]): ScopeCheck => {
    const check: onRequestAsyncHookHandler = async (request) => {
      request.caller =
        sessions && isOfSession(request)
          ? await sessions.callerOf(request)
          : await bearerOf(request, verify, now());
      if (!scopes.some((scope) => request.caller.scopes.has(scope))) throw insufficientScope(scopes);
    };
    return Object.assign(check, { scopes });
  };
}

/** @throws RuleError (403) naming the first of the scopes that the caller lacks. */
export function requireScopes(caller: Caller, scopes: readonly string[]): void {
  for (const scope of scopes) if (!caller.scopes.has(scope)) throw insufficientScope([scope]);
}

async function bearerOf(
  request: FastifyRequest,
  verify: ReturnType<typeof tokenVerifier>,
  now: number,
): Promise<Caller> {
  const { tenant } = request;
  const token = bearerToken(request.headers.authorization);
  const expected = { issuer: tenant.issuer, audience: tenant.managementAudience, now };
  const late = tenant.keys.catchUp();
  if (late) await late;
  const verified = verify(tenant.keys, token, expected);
  if (verified === 'expired') throw unauthorized('Expired token received for JSON Web Token validation');
  if (typeof verified === 'string') throw unauthorized('Invalid token');
  const held = await heldGrant(tenant, verified.clientId);
  if (!held) throw unauthorized('Invalid token');
  const { clientId } = verified;
  return { id: clientId, clientId, clientName: held.clientName, scopes: usableScopes(verified, held) };
}

/** The form that RFC 6750 section 2.1 gives a bearer header, with a compact JWS in it. */
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

function bearerToken(header: string | undefined): string {
  if (header === undefined || header === '') throw unauthorized('Missing authentication', {});
  const token = bearer.exec(header)?.[1];
  if (token === undefined)
    throw new HttpError(400, 'Bad HTTP authentication header format', { code: 'Bearer' });
  return token;
}

function unauthorized(
  message: string,
  details: { attributes?: Record<string, string> } = { attributes: { error: 'Invalid token' } },
): HttpError {
  return new HttpError(401, message, { ...details, headers: { 'www-authenticate': 'Bearer' } });
}

const scopesOf = new WeakMap<
  VerifiedToken,
  Pick<HeldGrant, 'grant' | 'resourceServer'> & { scopes: ReadonlySet<string> }
>();

/** The scopes of the token that are granted still; worked out again when token, grant or API is another one. */
function usableScopes(token: VerifiedToken, { grant, resourceServer }: HeldGrant): ReadonlySet<string> {
  const known = scopesOf.get(token);
  if (known && known.grant === grant && known.resourceServer === resourceServer) return known.scopes;
  const held = new Set(grantedScopes(grant, resourceServer));
  const scopes = new Set(token.scopes.filter((scope) => held.has(scope)));
  scopesOf.set(token, { grant, resourceServer, scopes });
  return scopes;
}
