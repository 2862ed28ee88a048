import { isDeepStrictEqual } from 'node:util';
import {
  actedOnScopes,
  type Client,
  type ClientUpdate,
  chooseClientIdScope,
  grantedScopes,
  RuleError,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';

/** Whether callers may give, or take over, Management scopes that they do not hold. docs/decisions/0077 */
export type EscalationPolicy = 'refuse' | 'allow';

/** Keeps callers from granting Management scopes that they do not hold themselves; each check throws a RuleError (403) that names the missing ones. */
export interface EscalationChecks {
  /** Before these scopes of the Management API are granted. */
  give(request: FastifyRequest, scopes: readonly string[]): void;
  /** Before what authenticates a client is changed; the scopes are those that it holds. */
  authenticateAs(request: FastifyRequest, held: readonly string[]): void;
  /** Before an API is changed on which all clients depend. */
  changeSystemApi(request: FastifyRequest): void;
}

/** Makes the checks for a policy; `allow` lets all through and warns of it in the log. */
export function escalationChecks(policy: EscalationPolicy): EscalationChecks {
  function requireAll(request: FastifyRequest, scopes: readonly string[], what: string): void {
    const { caller } = request;
    // Nobody has it from the start: it is given by who holds it, or all others.
    const choosesIds = scopes.includes(chooseClientIdScope) && !caller.scopes.has(chooseClientIdScope);
    const wanted = new Set(choosesIds ? actedOnScopes : scopes);
    const missing = actedOnScopes.filter((scope) => wanted.has(scope) && !caller.scopes.has(scope));
    if (missing.length === 0) return;
    if (policy === 'refuse') throw new RuleError(403, 'insufficient_scope', refusal(missing));
    request.log.warn(
      { clientId: caller.clientId, userId: caller.person?.id, missing },
      `a client ${what} without holding all scopes for it; CLIENTELE_ESCALATION=refuse would refuse that`,
    );
  }
  return {
    give: (request, scopes) => requireAll(request, scopes, 'gave Management scopes'),
    authenticateAs: (request, held) => requireAll(request, held, 'changed what authenticates a client'),
    changeSystemApi: (request) => requireAll(request, actedOnScopes, 'changed a system API'),
  };
}

function refusal(missing: readonly string[]): string {
  return `Insufficient scope, expected all of: ${missing.join(', ')}`;
}

/** The Management scopes that a client holds by its grant; none where it has none. */
export async function managementScopesOf(
  { tenant: { storage, managementAudience } }: FastifyRequest,
  clientId: string,
): Promise<readonly string[]> {
  const api = await storage.resourceServers.findByIdentifier(managementAudience);
  if (!api) throw new Error('the Management API is made before anybody can call it');
  const grant = await storage.clientGrants.findForClient(clientId, api.resourceServer.id);
  return grant ? grantedScopes(grant, api.resourceServer) : [];
}

/** The properties that decide how a client proves who it is. client-visibility.md */
const authenticating = ['client_authentication_methods', 'token_endpoint_auth_method'] as const;

/** Whether a body changes what authenticates a client, or enables it again; tools repeat the present values. */
export function changesAuthentication(current: Client, body: ClientUpdate): boolean {
  if (body.client_secret !== undefined || (current.disabled && body.disabled === false)) return true;
  return authenticating.some(
    (name) => body[name] !== undefined && !isDeepStrictEqual(body[name] ?? undefined, current[name]),
  );
}
