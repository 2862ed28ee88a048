import { withCachedReads } from './cache/cached-reads.js';
import { assertionReplayStore } from './counts/assertion-replays.js';
import { failureCountStore } from './counts/failure-counts.js';
import { sharedTokenCountStore } from './counts/shared-token-counts.js';
import { tokenCountStore } from './counts/token-counts.js';
import { isShared } from './database/engine.js';
import { settingOr } from './database/instance-settings.js';
import type { Database } from './database/tables.js';
import { logEventStore } from './log/log-events.js';
import { logIdsOf } from './log/log-ids.js';
import { UnavailableError } from './port/errors.js';
import { type Invalidations, localInvalidations } from './port/news.js';
import type { Storage, TenantStorage } from './port/port.js';
import { bootstrapStore } from './registry/bootstrap-client.js';
import { clientGrantStore } from './registry/client-grants.js';
import { clientStore } from './registry/clients.js';
import { connectionStore } from './registry/connections.js';
import type { StoreContext } from './registry/context.js';
import { credentialStore } from './registry/credentials.js';
import { cursors } from './registry/cursors.js';
import { resourceServerStore } from './registry/resource-servers.js';
import { signingKeyStore } from './registry/signing-keys.js';
import type { ReadInstanceKeys } from './seals/held-keys.js';
import { openSeals } from './seals/seals.js';

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
  const newLogId = logIdsOf(db, options.now);
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
    tokenCounts: isShared(context.db) ? sharedTokenCountStore(context) : tokenCountStore(context),
    failureCounts: isShared(context.db) ? failureCountStore(context) : undefined,
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
