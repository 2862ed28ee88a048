import {
  addCredential,
  type Client,
  type ClientCreate,
  type ClientGrant,
  type Credential,
  type CredentialSlot,
  type CredentialView,
  expressConfigurationGrant,
  fullCredentials,
  newClient,
  newClientGrantId,
  newClientId,
  newClientSecret,
  newCredentialId,
  newThirdPartyClientId,
  presentCredential,
  type ResourceServer,
  RuleError,
  securityModeOf,
  slotPath,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { clientCertificate } from '../crypto/client-certificate.js';
import { newCredential, readPemOf } from '../crypto/public-key-material.js';
import { actorOf } from '../http/request-context.js';
import type { StoredClient } from '../storage/port/stores.js';
import { requireScopes } from './requests/authorize.js';
import type { ManagementContext } from './requests/context.js';

/** What a registration made: the client, its secret, and its credentials as the answer echoes them. */
export interface Registration {
  client: StoredClient;
  secret: string;
  credentials: CredentialView[];
}

/** Registers a client with its secret and any full credentials, all in one write. management-api.md 2.2 */
export async function registerClient(
  request: FastifyRequest,
  body: ClientCreate,
  { random, now, escalation }: ManagementContext,
): Promise<Registration> {
  const { tenant } = request;
  const { credentials, credentialIds } = await newCredentials(body, { random, now: now() });
  const madeId = () =>
    securityModeOf(body) === 'strict' ? newThirdPartyClientId(random) : newClientId(random);
  const client = newClient(body, {
    clientId: request.chosenClientId ?? madeId(),
    tenant: tenant.id,
    credentialIds,
    signingKeys: await clientCertificate(new URL(tenant.issuer).hostname, new Date(now())),
    hasExpressConfiguration: await tenant.storage.clients.hasExpressConfiguration(),
  });
  const secret = body.client_secret ?? newClientSecret(random);
  const linked = await linkedResourceServer(request, body);
  if (linked?.is_system) escalation.changeSystemApi(request);
  const grant =
    client.app_type === 'express_configuration' ? await systemGrant(request, client, random) : undefined;
  escalation.give(request, grant?.scope ?? []);
  const times = await tenant.storage.change(actorOf(request), ({ clients }) =>
    clients.create({ client, secret, credentials, resourceServerId: linked?.id, grant }),
  );
  return { client: { ...client, ...times }, secret, credentials: credentials.map(presentCredential) };
}

async function newCredentials(
  body: ClientCreate,
  { random, now }: { random: ManagementContext['random']; now: number },
): Promise<{ credentials: Credential[]; credentialIds: Partial<Record<CredentialSlot, string[]>> }> {
  const credentials: Credential[] = [];
  const credentialIds: Partial<Record<CredentialSlot, string[]>> = {};
  for (const { slot, request } of fullCredentials(body)) {
    const ids = credentialIds[slot] ?? [];
    const credential = await readPemOf(`${slotPath(slot)}.credentials[${ids.length}].pem`, () =>
      newCredential(request, { id: newCredentialId(random), now }),
    );
    addCredential(credentials, credential);
    credentials.push(credential);
    credentialIds[slot] = [...ids, credential.id];
  }
  return { credentials, credentialIds };
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
