import {
  type Client,
  type ClientCreate,
  type ClientGrant,
  type CredentialView,
  expressConfigurationGrant,
  newClientGrantId,
  presentCredential,
  type ResourceServer,
  RuleError,
  refuseMadeSecret,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { makeClient } from '../registration/client.js';
import type { ChangingStores } from '../storage/port/change.js';
import type { StoredClient } from '../storage/port/stores.js';
import { requireScopes } from './requests/authorize.js';
import type { ManagementContext } from './requests/context.js';

/** What a registration made: the client, its secret, and its credentials as the answer echoes them. */
export interface Registration {
  client: StoredClient;
  secret: string;
  credentials: CredentialView[];
}

/** Checks what a new client is to be; what is returned registers it with its secret and any full credentials. management-api.md 2.2 */
export async function registration(
  request: FastifyRequest,
  body: ClientCreate,
  { random, now, escalation, credentialRules }: ManagementContext,
): Promise<(stores: Pick<ChangingStores, 'clients'>) => Promise<Registration>> {
  const { tenant, chosenClientId: clientId } = request;
  if (body.client_secret !== undefined) refuseMadeSecret('client_secret', body.client_secret);
  const { client, secret, credentials } = await makeClient(body, {
    tenant,
    now: now(),
    random,
    clientId,
    credentialRules,
    hasExpressConfiguration: await tenant.storage.clients.hasExpressConfiguration(),
  });
  const linked = await linkedResourceServer(request, body);
  if (linked?.is_system) escalation.changeSystemApi(request);
  const grant =
    client.app_type === 'express_configuration' ? await systemGrant(request, client, random) : undefined;
  escalation.give(request, grant?.scope ?? []);
  return async ({ clients }) => {
    const times = await clients.create({ client, secret, credentials, resourceServerId: linked?.id, grant });
    return {
      client: { ...client, ...times },
      secret: secret.text,
      credentials: credentials.map(presentCredential),
    };
  };
}

async function linkedResourceServer(
  { tenant }: FastifyRequest,
  { resource_server_identifier: identifier }: ClientCreate,
): Promise<ResourceServer | undefined> {
  if (identifier === undefined) return undefined;
  const found = await tenant.storage.resourceServers.findByIdentifier(identifier);
  if (!found)
    throw new RuleError(404, 'inexistent_resource_server', `No resource with identifier ${identifier}`);
  return found.resourceServer;
}

/** What creating this client grants besides, the caller must be allowed to grant. docs/decisions/0011 */
async function systemGrant(
  { tenant, caller }: FastifyRequest,
  { client_id: clientId }: Client,
  random: ManagementContext['random'],
): Promise<ClientGrant | undefined> {
  requireScopes(caller, ['create:client_grants']);
  const api = await tenant.storage.resourceServers.findByIdentifier(tenant.managementAudience);
  return (
    api &&
    expressConfigurationGrant({
      id: newClientGrantId(random),
      clientId,
      resourceServerId: api.resourceServer.id,
    })
  );
}
