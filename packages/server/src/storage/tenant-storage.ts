import { assertionReplayStore } from './assertion-replays.js';
import { bootstrapStore } from './bootstrap.js';
import { withCachedReads } from './cached-reads.js';
import { clientGrantStore } from './client-grants.js';
import { clientStore } from './clients.js';
import { connectionStore } from './connections.js';
import { credentialStore } from './credentials.js';
import { cursors } from './cursors.js';
import { isShared } from './engine.js';
import { failureCountStore } from './failure-counts.js';
import { type Invalidations, localInvalidations } from './invalidations.js';
import { logEventStore } from './log-event-store.js';
import { logIds } from './log-ids.js';
import { resourceServerStore } from './resource-servers.js';
import { createSeal, type InstanceKey, type Seal } from './seal.js';
import { sharedTokenCountStore } from './shared-token-counts.js';
import { signingKeyStore } from './signing-keys.js';
import { type Storage, type TenantStorage, UnavailableError } from './storage.js';
import type { StoreContext } from './store-context.js';
import type { Database } from './tables.js';
import { tokenCountStore } from './token-counts.js';

/** What the stores need to know besides the engine. */
export interface StorageOptions {
  instanceKey: InstanceKey;
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
  const seal = createSeal(options.instanceKey);
  await checkInstanceKey(db, seal);
  await checkSecretsMode(db, options.clientSecrets);
  // One for each tenant, since what is counted in memory must be counted in one place.
  const tenants = new Map<string, TenantStorage>();
  const newLogId = logIds(options.now);
  const { invalidations = localInvalidations() } = options;
  const make = (id: string): TenantStorage => {
    const context = contextOf(id, db, { ...options, seal, newLogId });
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
  { managementIdentifier, ...rest }: StorageOptions & Pick<StoreContext, 'seal' | 'newLogId'>,
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
    secretDigest: (clientId, secret) => context.seal.secretDigest(secret, context.tenant, clientId),
  };
}

const checkPlace = { tenant: '', table: 'instance_settings', row: 'instance_key_check', column: 'value' };

async function checkInstanceKey(db: Database, seal: Seal): Promise<void> {
  const stored = await setting(db, 'instance_key_check', () => seal.seal('clientele', checkPlace));
  try {
    if (seal.open(stored, checkPlace) === 'clientele') return;
  } catch {
    // Said below: a value that does not open and one that opens to something else mean the same.
  }
  throw new UnavailableError(
    'this instance key does not open this database; start with the key the database was made with (CLIENTELE_KEY_FILE)',
  );
}

async function checkSecretsMode(db: Database, mode: 'readable' | 'once'): Promise<void> {
  const stored = await setting(db, 'client_secrets', () => mode);
  if (stored !== mode)
    throw new UnavailableError(
      `this database keeps client secrets in mode "${stored}"; start with CLIENTELE_CLIENT_SECRETS=${stored}`,
    );
}

/** Reads an instance setting; on a new database, writes it first. */
async function setting(db: Database, name: string, initial: () => string): Promise<string> {
  await db
    .insertInto('instance_settings')
    .values({ name, value: initial() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom('instance_settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}
