import { type UseCount, usageStepStart, useCountKey } from '@clientele/model';
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
  /** Takes the oldest of what there is, at most so many counts. */
  take(atMost: number): Batch;
  isEmpty(): boolean;
}

/** Counts that are there at once; far more than there are in a second, so that an outage finds room. */
const usualCapacity = 20_000;

/** Counts by minute; what finds no room is dropped, and when that began is noted. */
export function tally(capacity = usualCapacity): Tally {
  const counts = new Map<string, UseCount>();
  const sources = new Map<string, SourceCount>();
  let droppedSince: number | undefined;

  function addSource(use: Use, kind: SourceCount['kind'], value: string): void {
    const { clientId, credentialId, at } = use;
    const key = `${clientId}\n${credentialId}\n${kind}\n${value}`;
    const known = sources.get(key);
    if (known) {
      known.count += 1;
      known.lastAt = Math.max(known.lastAt, at);
    } else if (sources.size < capacity) {
      sources.set(key, { clientId, credentialId, kind, value, count: 1, lastAt: at });
    }
  }

  return {
    add(use) {
      const { clientId, credentialId, api, outcome, at: lastAt, aliveUntil } = use;
      const at = usageStepStart(lastAt, 'minute');
      const fresh: UseCount = {
        clientId,
        credentialId,
        api,
        outcome,
        step: 'minute',
        at,
        count: 1,
        lastAt,
        aliveUntil,
      };
      const key = useCountKey(fresh);
      const known = counts.get(key);
      if (known) {
        known.count += 1;
        known.lastAt = Math.max(known.lastAt, lastAt);
        known.aliveUntil = Math.max(known.aliveUntil, aliveUntil);
      } else if (counts.size < capacity) {
        counts.set(key, fresh);
      } else {
        droppedSince ??= lastAt;
        return;
      }
      if (credentialId === '') return;
      if (use.address !== undefined) addSource(use, 'address', use.address);
      // Also where none was sent, so that each use leaves its time here.
      addSource(use, 'user_agent', use.userAgent ?? '');
    },
    take(atMost) {
      const batch = { counts: takeFrom(counts, atMost), sources: takeFrom(sources, atMost), droppedSince };
      droppedSince = undefined;
      return batch;
    },
    isEmpty: () => counts.size === 0 && sources.size === 0 && droppedSince === undefined,
  };
}

function takeFrom<Value>(map: Map<string, Value>, atMost: number): Value[] {
  const taken: Value[] = [];
  for (const [key, value] of map) {
    if (taken.length === atMost) break;
    taken.push(value);
    map.delete(key);
  }
  return taken;
}
