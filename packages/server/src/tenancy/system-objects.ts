import { randomBytes } from 'node:crypto';
import {
  generateSecret,
  managementResourceServer,
  newClientId,
  newGlobalClient,
  newResourceServerId,
  type SecretFormat,
} from '@clientele/model';
import { clientCertificate } from '../crypto/client-certificate.js';
import { ConflictError } from '../storage/port/errors.js';
import type { Tenant } from './tenants.js';

/** Makes what every tenant has from its first start: the Management API and the global client. management-api.md 2.9, 5 */
export async function ensureSystemObjects(
  tenant: Tenant,
  now: number,
  secretFormat?: SecretFormat,
): Promise<void> {
  await ensureManagementApi(tenant);
  await ensureGlobalClient(tenant, now, secretFormat);
}

async function ensureManagementApi({ storage, managementAudience }: Tenant): Promise<void> {
  if (await storage.resourceServers.findByIdentifier(managementAudience)) return;
  const resourceServer = {
    ...managementResourceServer,
    id: newResourceServerId(randomBytes),
    identifier: managementAudience,
  };
  await unlessMade(() =>
    storage.change({}, ({ resourceServers }) => resourceServers.create({ resourceServer })),
  );
}

async function ensureGlobalClient(
  { id, issuer, storage }: Tenant,
  now: number,
  secretFormat: SecretFormat | undefined,
): Promise<void> {
  if ((await storage.clients.count({ isGlobal: true })) > 0) return;
  const client = newGlobalClient({
    clientId: newClientId(randomBytes),
    tenant: id,
    signingKeys: await clientCertificate(new URL(issuer).hostname, new Date(now)),
  });
  const secret = generateSecret(randomBytes, secretFormat);
  await unlessMade(() =>
    storage.change({}, ({ clients }) => clients.create({ client, secret, credentials: [] })),
  );
}

/** Of servers that start at the same time on one database, one makes the object. */
async function unlessMade(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
