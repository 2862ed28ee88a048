import { type ClientCore, countsFor, grantedScopes, parseScope } from '@clientele/model';
import type { StoredResourceServer } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { type RestrictedSubject, restrictions } from './restrictions.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';
import type { TokenParameters } from './token-request.js';

/** What an authenticated client is given a token for. */
export interface Authorization {
  api: StoredResourceServer;
  scopes: string[];
}

/**
 * Decides what a client may have for the audience and scope it asks for. RFC 6749 section 4.4.
 * @throws TokenRefusal where grant type, audience, client grant, scope or a restriction stand against it.
 */
export async function authorizeClient(
  tenant: Tenant,
  client: ClientCore,
  { parameters, outcome }: { parameters: TokenParameters; outcome: TokenOutcome },
): Promise<Authorization> {
  if (!(client.grant_types ?? []).includes('client_credentials'))
    throw new TokenRefusal('grant_type_not_allowed', 'client_credentials');
  const audience = parameters.get('audience');
  if (audience === undefined) throw new TokenRefusal('missing_audience');
  const api = await tenant.storage.resourceServers.findByIdentifier(audience);
  if (!api) throw new TokenRefusal('unknown_audience', explained(audience, tenant));
  const { resourceServer } = api;
  // Rather than what was sent, which is another text each time.
  outcome.api = resourceServer.identifier ?? audience;
  const grant = await tenant.storage.clientGrants.findForClient(client.client_id, resourceServer.id);
  if (!grant || !countsFor(grant, resourceServer)) throw new TokenRefusal('no_client_grant', audience);
  refuseRestricted({ client, resourceServer, grant, parameters });
  return { api, scopes: narrow(grantedScopes(grant, resourceServer), parameters.get('scope')) };
}

/** Who asks for the Management API by another spelling of this server is told the one that counts. */
function explained(audience: string, { managementAudience }: Tenant): string {
  const isMeant = URL.canParse(audience) && /^\/api\/v2\/?$/.test(new URL(audience).pathname);
  return isMeant
    ? `${audience} (the audience of this server's Management API is ${managementAudience})`
    : audience;
}

/** All that was granted, or the part that was asked for. */
function narrow(granted: string[], requested: string | undefined): string[] {
  if (requested === undefined) return granted;
  const wanted = parseScope(requested);
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) throw new TokenRefusal('scope_not_granted', missing.join(' '));
  return wanted;
}

function refuseRestricted(subject: RestrictedSubject): void {
  const restriction = restrictions.find(({ applies }) => applies(subject));
  if (restriction) throw new TokenRefusal('restricted', restriction.description);
}
