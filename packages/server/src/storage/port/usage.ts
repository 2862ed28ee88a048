import type { Observed, UsageStep, UseLabels } from '@clientele/model';

/** A token request that was answered. */
export interface Use extends UseLabels {
  /** Milliseconds since the epoch. */
  at: number;
  /** Until when its token is valid; 0 where there is none. */
  aliveUntil: number;
  /** Where it came from; kept of what authenticated the client only. */
  address?: string | undefined;
  userAgent?: string | undefined;
}

/** Where something was used from, and how often. */
export interface UseSource {
  value: string;
  count: number;
  lastAt: number;
}

/** How a secret or a credential was used. */
export interface LastUse {
  at: number;
  /** How often in the last 24 hours. */
  count24h: number;
  /** The latest ones first. */
  addresses: UseSource[];
  userAgents: UseSource[];
}

/** What is asked about a period; `from` is part of it, `to` is not. */
export interface UsageQuery {
  groupBy: 'client' | 'api' | 'credential' | 'outcome';
  step: UsageStep;
  from: number;
  to: number;
  clientId?: string | undefined;
}

/** How often something was used within one step; only what it is grouped by is named. */
export interface UsagePoint {
  clientId?: string | undefined;
  credentialId?: string | undefined;
  api?: string | undefined;
  outcome?: string | undefined;
  at: number;
  count: number;
}

/** What was accepted since a time, by secret or credential. */
export interface Accepted {
  credentialId: string;
  count: number;
  lastAt: number;
}

/**
 * Counts how secrets and credentials are used, exactly over all servers that share the storage; a crash loses what was
 * counted since the last write. What is read holds all that this server has counted, and what others have written.
 * docs/decisions/0117
 */
export interface UsageStore {
  /** Counts in memory, without a wait. */
  count(use: Use): void;
  /** Writes down what is counted in memory only, and from time to time that this server is there. */
  flush(): Promise<void>;
  /** Writes down what is left, and that this server counts no more. */
  end(): Promise<void>;
  /** How secrets and credentials of one client were used; those that never were are not in it. */
  lastUses(clientId: string, credentialIds: readonly string[]): Promise<Map<string, LastUse>>;
  /**
   * How often something was used in each step of a period, in the order of time; undefined where more than `atMost` counts
   * lie in it.
   */
  points(query: UsageQuery, atMost: number): Promise<UsagePoint[] | undefined>;
  /** What of a client was accepted since a time. */
  acceptedSince(clientId: string, since: number): Promise<Accepted[]>;
  /** Until when tokens are valid that were issued to a client by anything but this; undefined where there are none. */
  aliveUntil(clientId: string, { except }: { except: string | undefined }): Promise<number | undefined>;
  /** Since when all use has been counted; undefined while it is not known whether it is. */
  observed(): Promise<Observed | undefined>;
  /** Up to when all servers that count have written all: now, or when the one wrote that has been silent the longest. */
  reportedUntil(): Promise<number>;
  /**
   * One batch of what is to be done off the requests: adding up what is old, and forgetting what is older still; returns
   * whether there is more to do.
   */
  tend(batch: number): Promise<boolean>;
}
