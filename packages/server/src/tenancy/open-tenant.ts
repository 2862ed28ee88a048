import type { SecretFormat } from '@clientele/model';
import type { Storage } from '../storage/port/port.js';
import { loadSigningKeys } from '../token/signing-keys.js';
import { ensureSystemObjects } from './system-objects.js';
import { managementAudience, type Tenant } from './tenants.js';

/** Opens a tenant with its signing keys, and makes what every tenant has where it is new. */
export async function openTenant(
  storage: Storage,
  { id, issuer, secretFormat }: Pick<Tenant, 'id' | 'issuer'> & { secretFormat?: SecretFormat },
  now: () => number,
): Promise<Tenant> {
  const own = storage.tenant(id);
  const tenant: Tenant = {
    id,
    issuer,
    managementAudience: managementAudience(issuer),
    storage: own,
    keys: await loadSigningKeys({ storage: own, host: new URL(issuer).hostname, now }),
  };
  await ensureSystemObjects(tenant, now(), secretFormat);
  return tenant;
}
