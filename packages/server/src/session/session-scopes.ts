import { actedOnScopes, grantedScopes } from '@clientele/model';
import type { SessionIdentity } from '../storage/port/sessions.js';
import type { Tenant } from '../tenancy/tenants.js';
import { heldGrant } from './held-grant.js';

/** What the scopes of a session may come from. */
export interface ScopeSources {
  tenant: Tenant;
  identity: SessionIdentity;
}

/** The scopes that who signed in has now; undefined where that is over, and so the session. docs/decisions/0124 */
export async function sessionScopes({
  tenant,
  identity,
}: ScopeSources): Promise<ReadonlySet<string> | undefined> {
  if (identity.method === 'link') return all;
  if (identity.method === 'client') return scopesOfClient(tenant, identity);
  return undefined;
}

const all: ReadonlySet<string> = new Set(actedOnScopes);

/** As its token would have, as long as the secret that was sent authenticates it. */
async function scopesOfClient(
  tenant: Tenant,
  { clientId, secretId }: { clientId: string; secretId: string },
): Promise<ReadonlySet<string> | undefined> {
  const held = await heldGrant(tenant, clientId);
  if (!held) return undefined;
  const known = await tenant.storage.clients.authentication(clientId, ({ secretDigests }) =>
    secretDigests.some(({ id }) => id === secretId),
  );
  if (!known?.secretDigests.some(({ id }) => id === secretId)) return undefined;
  return new Set(grantedScopes(held.grant, held.resourceServer));
}
