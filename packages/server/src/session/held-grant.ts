import type { ClientGrant, ResourceServer } from '@clientele/model';
import type { Tenant } from '../tenancy/tenants.js';

/** A grant for the Management API, whose it is, and the API. */
export interface HeldGrant {
  clientName: string;
  grant: ClientGrant;
  resourceServer: ResourceServer;
}

/** What a client holds now; undefined when it is disabled, or it or its grant for the API is gone. docs/decisions/0040 */
export async function heldGrant(
  { storage, managementAudience }: Tenant,
  clientId: string,
): Promise<HeldGrant | undefined> {
  const client = await storage.clients.core(clientId);
  if (!client || client.disabled) return undefined;
  const api = await storage.resourceServers.findByIdentifier(managementAudience);
  const grant = api && (await storage.clientGrants.findForClient(clientId, api.resourceServer.id));
  return grant && { clientName: client.name, grant, resourceServer: api.resourceServer };
}
