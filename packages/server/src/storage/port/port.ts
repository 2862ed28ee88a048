import type { AnswerStore } from './answers.js';
import type { Actor, ChangingStores } from './change.js';
import type { DeadlineStore } from './deadlines.js';
import type { Cursors } from './listing.js';
import type { SessionStore } from './sessions.js';
import type {
  AssertionReplayStore,
  BootstrapStore,
  ClientGrantStore,
  ClientSecretStore,
  ClientStore,
  ConnectionStore,
  CredentialStore,
  FailureCountStore,
  LogEventStore,
  ResourceServerStore,
  SeedStore,
  SigningKeyStore,
  TenantSettingsStore,
  TokenCountStore,
} from './stores.js';
import type { UsageStore } from './usage.js';

/**
 * All that belongs to one tenant; an id of another tenant is simply not found here. What is read here may be cached,
 * and holds what every change that has been answered made of it.
 */
export interface TenantStorage {
  readonly id: string;
  readonly clients: ClientStore;
  readonly clientSecrets: ClientSecretStore;
  readonly credentials: CredentialStore;
  readonly resourceServers: ResourceServerStore;
  readonly clientGrants: ClientGrantStore;
  readonly connections: ConnectionStore;
  readonly signingKeys: SigningKeyStore;
  readonly settings: TenantSettingsStore;
  readonly assertionReplays: AssertionReplayStore;
  readonly tokenCounts: TokenCountStore;
  /** Where no other server shares the storage there is none, and each counts in memory. */
  readonly failureCounts?: FailureCountStore | undefined;
  readonly usage: UsageStore;
  readonly answers: AnswerStore;
  readonly deadlines: DeadlineStore;
  readonly sessions: SessionStore;
  readonly logEvents: LogEventStore;
  readonly bootstrap: BootstrapStore;
  readonly seed: SeedStore;
  readonly cursors: Cursors;
  /**
   * Changes the registry: all that is done with these stores is committed together, or nothing of it where it throws. Each
   * change is logged with who made it, and what it makes stale is dropped from caches before this returns. It may be run
   * again from the start, where it lost a conflict with another change. A write that fails undoes the change, even if its
   * error is caught. Inside a change, use its stores alone: another change, or a read from this storage, may wait for it for
   * ever.
   */
  change<Result>(by: Actor, act: (stores: ChangingStores) => Promise<Result>): Promise<Result>;
  /**
   * The digest of a client's secret under the key of a stored one, which authentication compares with it; without a
   * key, one that costs as much and matches none. docs/decisions/0050
   */
  secretDigest(clientId: string, secret: string, key?: string): string;
}

/** The port that the rest of the server knows; engines implement it. */
export interface Storage {
  /** The stores of a tenant, which stay open until they are closed. */
  tenant(id: string): TenantStorage;
  /** Writes down what is counted in memory, and forgets all that was read; does nothing where the tenant is not open. */
  closeTenant(id: string): Promise<void>;
}
