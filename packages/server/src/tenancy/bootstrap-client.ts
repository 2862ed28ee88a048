import { randomBytes } from 'node:crypto';
import { type ClientGrant, type SecretFormat, scopeGeneration } from '@clientele/model';
import { OperatorError } from '../errors/operator-error.js';
import { makeAdministrator } from '../registration/administrator.js';
import { ConflictError } from '../storage/port/errors.js';
import type { Tenant } from './tenants.js';

/** The first administrator, as far as it can be known at a start. */
export interface BootstrapClient {
  clientId: string;
  /** Its secret, where it is known. */
  secret: string | undefined;
  state: 'usable' | 'disabled' | 'deleted' | 'secret unknown';
}

/** What the operator has fixed of the first administrator. */
export interface BootstrapPins {
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  /** Whether it holds also the Management scopes that Clientele does not act on. */
  allScopes?: boolean | undefined;
}

/** What decides about the first administrator. */
export interface BootstrapOptions {
  mode: 'development' | 'production';
  bootstrap: BootstrapPins;
  credentialRules?: { secretFormat: SecretFormat };
}

/**
 * Finds the bootstrap client, or makes it on a database that never had one: with every Management scope that Clientele acts on,
 * with the pinned id and secret where given; in production only when pinned.
 * @throws OperatorError when another id is pinned than the one that was made.
 */
export async function ensureBootstrapClient(
  tenant: Tenant,
  { mode, bootstrap: pins, credentialRules }: BootstrapOptions,
): Promise<BootstrapClient | undefined> {
  const made = await tenant.storage.bootstrap.clientId();
  if (made !== undefined) return knownBootstrapClient(tenant, pins, made);
  if (mode === 'production' && pins.clientId === undefined) return undefined;
  try {
    return await createBootstrapClient(tenant, pins, credentialRules?.secretFormat);
  } catch (error) {
    // Another server that started at the same time may have made it meanwhile.
    const other = error instanceof ConflictError ? await tenant.storage.bootstrap.clientId() : undefined;
    if (other === undefined) throw error;
    return knownBootstrapClient(tenant, pins, other);
  }
}

async function knownBootstrapClient(
  tenant: Tenant,
  pins: BootstrapPins,
  made: string,
): Promise<BootstrapClient> {
  if (pins.clientId !== undefined && pins.clientId !== made)
    throw new OperatorError(
      `CLIENTELE_BOOTSTRAP_CLIENT_ID is "${pins.clientId}", but this database was made with the bootstrap client "${made}"; ` +
        'start with that id or without one, or use another data folder',
    );
  await renewBootstrapGrant(tenant, made, pins);
  return findBootstrapClient(tenant, made);
}

/** What a later release began to act on, its operator gives to the first administrator by starting it; others, that one does. */
async function renewBootstrapGrant(
  { storage, managementAudience }: Tenant,
  clientId: string,
  { allScopes = false }: BootstrapPins,
): Promise<void> {
  const api = await storage.resourceServers.findByIdentifier(managementAudience);
  const grant = api && (await storage.clientGrants.findForClient(clientId, api.resourceServer.id));
  if (!grant?.allow_all_scopes) return;
  const isCurrent = (grant.scope_generation ?? 1) >= scopeGeneration;
  if (isCurrent && allScopes === (grant.with_unused_scopes ?? false)) return;
  const renewed = ({ with_unused_scopes, ...current }: ClientGrant): ClientGrant => ({
    ...current,
    scope_generation: scopeGeneration,
    ...(allScopes && { with_unused_scopes: true }),
  });
  await storage.change({}, ({ clientGrants }) => clientGrants.update(grant.id, renewed));
}

async function findBootstrapClient(tenant: Tenant, clientId: string): Promise<BootstrapClient> {
  const client = await tenant.storage.clients.find(clientId, { withSecret: true });
  if (!client) return { clientId, secret: undefined, state: 'deleted' };
  if (client.disabled) return { clientId, secret: undefined, state: 'disabled' };
  const secret = client.client_authentication_methods === undefined ? client.client_secret : undefined;
  return { clientId, secret, state: secret === undefined ? 'secret unknown' : 'usable' };
}

async function createBootstrapClient(
  tenant: Tenant,
  pins: BootstrapPins,
  secretFormat: SecretFormat | undefined,
): Promise<BootstrapClient> {
  const api = await tenant.storage.resourceServers.findByIdentifier(tenant.managementAudience);
  if (!api) throw new Error('the Management API is made before its first administrator');
  const { client, secret, grant } = makeAdministrator({
    tenant: tenant.id,
    managementApiId: api.resourceServer.id,
    name: 'Clientele Bootstrap',
    description: 'The first administrator, made with the database.',
    clientId: pins.clientId,
    secret: pins.clientSecret,
    secretFormat,
    allScopes: pins.allScopes,
    random: randomBytes,
  });
  await tenant.storage.change({}, ({ bootstrap }) => bootstrap.create({ client, secret, grant }));
  return { clientId: client.client_id, secret: secret.text, state: 'usable' };
}

/** Whether a secret is the bootstrap client's present one; how a secret is known again in mode `once`. */
export async function isCurrentSecret(tenant: Tenant, clientId: string, secret: string): Promise<boolean> {
  const known = await tenant.storage.clients.authentication(clientId);
  return (known?.secretDigests ?? []).some(
    ({ digest, key }) => tenant.storage.secretDigest(clientId, secret, key) === digest,
  );
}
