import { type UseCount, usageStepStart } from '@clientele/model';
import type { Use } from '../port/usage.js';

/** How often a secret or a credential was used from one address, or by one user agent. */
export interface SourceCount {
  clientId: string;
  credentialId: string;
  kind: 'address' | 'user_agent';
  value: string;
  count: number;
  lastAt: number;
}

/** What is written in one transaction. */
export interface Batch {
  counts: UseCount[];
  sources: SourceCount[];
  /** Since when there was no room for some counts, where that was so. */
  droppedSince: number | undefined;
}

/** What is counted in memory until it is written. */
export interface Tally {
  add(use: Use): void;
  /** Takes some of what there is: clients as a whole, until there are about so many counts. */
  take(atMost: number): Batch;
  isEmpty(): boolean;
}

/** Counts that are there at once; far more than there are in a second, so that an outage finds room. */
const usualCapacity = 20_000;
/** Sources of one secret or credential that are held at once: more than are kept of each kind. */
const maxSources = 50;

/** What is held of one secret or credential, or of a client that was not authenticated. */
interface Held {
  counts: UseCount[];
  sources: SourceCount[];
}

/**
 * Counts by minute; what finds no room is dropped, and when that began is noted. Nothing is put together to look it up: ids
 * come from what is cached, so that even their hashes are known.
 */
export function tally(capacity = usualCapacity): Tally {
  const clients = new Map<string, Map<string, Held>>();
  let size = 0;
  let droppedSince: number | undefined;

  function heldOf({ clientId, credentialId }: Use): Held {
    const ofClient = clients.get(clientId) ?? new Map<string, Held>();
    const known = ofClient.get(credentialId);
    if (known) return known;
    const held = { counts: [], sources: [] };
    if (ofClient.size === 0) clients.set(clientId, ofClient);
    ofClient.set(credentialId, held);
    return held;
  }

  /** Whether there was room for it. */
  function addCount({ counts }: Held, use: Use): boolean {
    const { clientId, credentialId, api, outcome, at: lastAt, aliveUntil } = use;
    const at = usageStepStart(lastAt, 'minute');
    const known = counts.find((one) => one.at === at && one.api === api && one.outcome === outcome);
    if (known) {
      known.count += 1;
      known.lastAt = Math.max(known.lastAt, lastAt);
      known.aliveUntil = Math.max(known.aliveUntil, aliveUntil);
      return true;
    }
    if (size >= capacity) return false;
    size += 1;
    counts.push({ clientId, credentialId, api, outcome, step: 'minute', at, count: 1, lastAt, aliveUntil });
    return true;
  }

  function addSource({ sources }: Held, use: Use, [kind, value]: [SourceCount['kind'], string]): void {
    const { clientId, credentialId, at } = use;
    const known = sources.find((one) => one.kind === kind && one.value === value);
    if (known) {
      known.count += 1;
      known.lastAt = Math.max(known.lastAt, at);
      return;
    }
    if (sources.length >= maxSources) sources.splice(oldestOf(sources), 1);
    sources.push({ clientId, credentialId, kind, value, count: 1, lastAt: at });
  }

  return {
    add(use) {
      // What finds no room leaves nothing behind.
      if (size >= capacity && !clients.get(use.clientId)?.has(use.credentialId)) {
        droppedSince ??= use.at;
        return;
      }
      const held = heldOf(use);
      if (!addCount(held, use)) {
        droppedSince ??= use.at;
        return;
      }
      if (use.credentialId === '') return;
      if (use.address !== undefined) addSource(held, use, ['address', use.address]);
      // Also where none was sent, so that each use leaves its time here.
      addSource(held, use, ['user_agent', use.userAgent ?? '']);
    },
    take(atMost) {
      const batch: Batch = { counts: [], sources: [], droppedSince };
      droppedSince = undefined;
      for (const [clientId, ofClient] of clients) {
        if (batch.counts.length >= atMost) break;
        for (const { counts, sources } of ofClient.values()) {
          batch.counts.push(...counts);
          batch.sources.push(...sources);
        }
        clients.delete(clientId);
      }
      size -= batch.counts.length;
      return batch;
    },
    isEmpty: () => clients.size === 0 && droppedSince === undefined,
  };
}

function oldestOf(sources: readonly SourceCount[]): number {
  const oldest = Math.min(...sources.map(({ lastAt }) => lastAt));
  return sources.findIndex(({ lastAt }) => lastAt === oldest);
}
