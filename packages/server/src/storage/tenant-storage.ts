import { assertionReplayStore } from './assertion-replays.js';
import { bootstrapStore } from './bootstrap.js';
import { withCachedReads } from './cached-reads.js';
import { clientGrantStore } from './client-grants.js';
import { clientStore } from './clients.js';
import { connectionStore } from './connections.js';
import { credentialStore } from './credentials.js';
import { cursors } from './cursors.js';
import type { ReadInstanceKeys } from './held-keys.js';
import { settingOr } from './instance-settings.js';
import { type Invalidations, localInvalidations } from './invalidations.js';
import { logEventStore } from './log-event-store.js';
import { logIds } from './log-ids.js';
import { resourceServerStore } from './resource-servers.js';
import { openSeals } from './seals.js';
import { signingKeyStore } from './signing-keys.js';
import { type Storage, type TenantStorage, UnavailableError } from './storage.js';
import type { StoreContext } from './store-context.js';
import type { Database } from './tables.js';
import { tokenCountStore } from './token-counts.js';

/** What the stores need to know besides the engine. */
export interface StorageOptions {
  instanceKeys: ReadInstanceKeys;
  clientSecrets: 'readable' | 'once';
  /** The Management API's identifier for a tenant. */
  managementIdentifier: (tenant: string) => string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** How caches hear of changes; within this process unless given. */
  invalidations?: Invalidations;
}

/**
 * Puts the stores on an open engine.
 * @throws UnavailableError when the database was written under another instance key or secrets mode.
 */
export async function createStorage(db: Database, options: StorageOptions): Promise<Storage> {
  const seals = await openSeals(db, options.instanceKeys);
  await checkSecretsMode(db, options.clientSecrets);
  // One for each tenant, since what is counted in memory must be counted in one place.
  const tenants = new Map<string, TenantStorage>();
  const newLogId = logIds(options.now);
  const { invalidations = localInvalidations() } = options;
  const make = (id: string): TenantStorage => {
    const context = contextOf(id, db, { ...options, seals, newLogId });
    return withCachedReads(context, tenantStorage(context), invalidations);
  };
  return {
    tenant(id) {
      const known = tenants.get(id) ?? make(id);
      tenants.set(id, known);
      return known;
    },
  };
}

function contextOf(
  tenant: string,
  db: Database,
  { managementIdentifier, ...rest }: StorageOptions & Pick<StoreContext, 'seals' | 'newLogId'>,
): StoreContext {
  return { ...rest, db, tenant, managementIdentifier: managementIdentifier(tenant) };
}

function tenantStorage(context: StoreContext): TenantStorage {
  return {
    id: context.tenant,
    clients: clientStore(context),
    credentials: credentialStore(context),
    resourceServers: resourceServerStore(context),
    clientGrants: clientGrantStore(context),
    connections: connectionStore(context),
    signingKeys: signingKeyStore(context),
    assertionReplays: assertionReplayStore(context),
    tokenCounts: tokenCountStore(context),
    logEvents: logEventStore(context),
    bootstrap: bootstrapStore(context),
    cursors: cursors(context),
    secretDigest: (clientId, secret, key) =>
      context.seals.secretDigest({ tenant: context.tenant, clientId, secret }, key),
  };
}

async function checkSecretsMode(db: Database, mode: 'readable' | 'once'): Promise<void> {
  const stored = await settingOr(db, 'client_secrets', () => mode);
  if (stored !== mode)
    throw new UnavailableError(
      `this database keeps client secrets in mode "${stored}"; start with CLIENTELE_CLIENT_SECRETS=${stored}`,
    );
}
