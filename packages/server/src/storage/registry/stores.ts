import type { TenantStorage } from '../port/port.js';
import { bootstrapStore } from './bootstrap-client.js';
import { clientGrantStore } from './client-grants.js';
import { clientSecretStore } from './client-secrets.js';
import { clientStore } from './clients.js';
import { connectionStore } from './connections.js';
import type { StoreContext } from './context.js';
import { credentialStore } from './credentials.js';
import { resourceServerStore } from './resource-servers.js';
import { seedStore } from './seed.js';
import { signingKeyStore } from './signing-keys.js';
import { tenantSettingsStore } from './tenant-settings.js';

/** The stores of a tenant's registry, to read from. */
export type RegistryStores = Pick<
  TenantStorage,
  | 'clients'
  | 'clientSecrets'
  | 'credentials'
  | 'resourceServers'
  | 'clientGrants'
  | 'connections'
  | 'signingKeys'
  | 'settings'
  | 'bootstrap'
  | 'seed'
>;

/** What a tenant's registry is read by. */
export function registryStores(context: StoreContext): RegistryStores {
  return {
    clients: clientStore(context),
    clientSecrets: clientSecretStore(context),
    credentials: credentialStore(context),
    resourceServers: resourceServerStore(context),
    clientGrants: clientGrantStore(context),
    connections: connectionStore(context),
    signingKeys: signingKeyStore(context),
    settings: tenantSettingsStore(context),
    bootstrap: bootstrapStore(context),
    seed: seedStore(context),
  };
}
