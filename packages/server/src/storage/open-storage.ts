import { keptAnswers } from './answers/kept-answers.js';
import { type CacheOptions, cachedReads } from './cache/cached-reads.js';
import { keptReads } from './cache/kept-reads.js';
import { type Change, type ChangeContext, changeWith } from './changes/change.js';
import { changingStores } from './changes/stores.js';
import { assertionReplayStore } from './counts/assertion-replays.js';
import { failureCountStore } from './counts/failure-counts.js';
import { sharedTokenCountStore } from './counts/shared-token-counts.js';
import { tokenCountStore } from './counts/token-counts.js';
import type { Engine } from './database/engine.js';
import { settingOr } from './database/instance-settings.js';
import type { Database } from './database/tables.js';
import { deadlineStore } from './deadlines/store.js';
import { logEventStore } from './log/log-events.js';
import { logIdsOf } from './log/log-ids.js';
import type { ChangingStores } from './port/change.js';
import { UnavailableError } from './port/errors.js';
import { localNews, type News } from './port/news.js';
import type { Storage, TenantStorage } from './port/port.js';
import { cursors } from './registry/cursors.js';
import { registryStores } from './registry/stores.js';
import type { ReadInstanceKeys } from './seals/held-keys.js';
import { openSeals } from './seals/seals.js';
import { type SecretsMode, secretsModeSetting } from './seals/secrets-mode.js';
import { sessionStore } from './sessions/sessions.js';
import { usageStore } from './usage/usage-store.js';

/** What the stores need to know besides the engine. */
export interface StorageOptions {
  instanceKeys: ReadInstanceKeys;
  /** The mode that the server is set to; one that the database is not in is refused. */
  clientSecrets: SecretsMode;
  /** The Management API's identifier for a tenant. */
  managementIdentifier: (tenant: string) => string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** How caches learn of changes; within this process unless given. */
  news?: News;
  /** The most bytes that the kept answers to one caller take; 256 MiB unless given. docs/decisions/0108 */
  answerBytes?: number;
  /** The stores that a change works with, where they are others than the registry's own. */
  changing?: (change: Change) => ChangingStores;
}

const usualAnswerBytes = 256 * 1024 * 1024;

/**
 * Puts the stores on an open engine.
 * @throws UnavailableError when the database was written under another instance key or secrets mode.
 */
export async function openStorage(engine: Engine, options: StorageOptions): Promise<Storage> {
  const seals = await openSeals(engine, options.instanceKeys);
  await checkSecretsMode(engine.db, options.clientSecrets);
  const { now, managementIdentifier } = options;
  const { news = localNews(), changing = changingStores } = options;
  const shared = {
    engine,
    reader: engine.db,
    seals,
    now,
    newLogId: logIdsOf(engine, now),
    answerBytes: options.answerBytes ?? usualAnswerBytes,
  };
  const kept = keptReads();
  // One for each tenant, since what is counted in memory must be counted in one place.
  const tenants = new Map<string, OpenTenant>();
  const open = (tenant: string): OpenTenant => {
    const context = { ...shared, tenant, managementIdentifier: managementIdentifier(tenant) };
    return tenantStorage(context, { kept, news, changing });
  };
  return {
    tenant(id) {
      const known = tenants.get(id) ?? open(id);
      tenants.set(id, known);
      return known.storage;
    },
    async closeTenant(id) {
      const known = tenants.get(id);
      tenants.delete(id);
      known?.close();
      await known?.storage.tokenCounts.flush();
      await known?.storage.usage.end();
    },
  };
}

interface OpenTenant {
  storage: TenantStorage;
  close(): void;
}

function tenantStorage(
  context: ChangeContext,
  { kept, news, changing }: CacheOptions & Required<Pick<StorageOptions, 'changing'>>,
): OpenTenant {
  const { engine, tenant, seals } = context;
  const { stores, close } = cachedReads(context, registryStores(context), { kept, news });
  const storage: TenantStorage = {
    ...stores,
    id: tenant,
    assertionReplays: assertionReplayStore(context),
    tokenCounts: engine.shared ? sharedTokenCountStore(context) : tokenCountStore(context),
    failureCounts: engine.shared ? failureCountStore(context) : undefined,
    usage: usageStore(context),
    answers: keptAnswers(context),
    deadlines: deadlineStore(context),
    sessions: sessionStore(context),
    logEvents: logEventStore(context),
    cursors: cursors(context),
    change: changeWith(context, { news, stores: changing }),
    secretDigest: (clientId, secret, key) => seals.secretDigest({ tenant, clientId, secret }, key),
  };
  return { storage, close };
}

async function checkSecretsMode(db: Database, mode: SecretsMode): Promise<void> {
  const stored = await settingOr(db, secretsModeSetting, () => mode);
  if (stored !== mode)
    throw new UnavailableError(
      `this database stores client secrets in mode "${stored}": start with CLIENTELE_CLIENT_SECRETS=${stored}, or switch it with: clientele secrets mode ${mode}`,
    );
}
