import type { FastifyBaseLogger } from 'fastify';
import { type FixedWindow, fixedWindow, type Standing, secondsUntil } from '../limits/fixed-window.js';
import { ownCopy } from '../limits/own-copy.js';
import { sourceOf } from '../limits/source.js';
import type { FailureCountStore } from '../storage/port/stores.js';
import { sharedFailures } from './shared-failures.js';
import { TooManyFailures } from './token-refusal.js';

/** Who tries to authenticate, and from where. */
export interface Attempt {
  tenant: { id: string; storage: { failureCounts?: FailureCountStore | undefined } };
  /** As claimed; nothing is proved yet. */
  clientId: string;
  ip: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Stops the guessing of secrets. security-checklist.md 23 */
export interface FailedAuthentications {
  /** @throws TooManyFailures, before anything is read or computed for the client. */
  check(attempt: Attempt): void;
  count(attempt: Attempt): void;
  /** Writes the counts that other servers do not know yet. */
  close(): Promise<void>;
}

const minute = 60_000;
/** How many clients one source may fail with as often as with one. */
const clientsOfSource = 10;
const maxKeys = 10_000;
/** No id is longer; what is claimed may be. */
const maxId = 255;
/** Tenant, source and id, so that a full table stays within a few megabytes. */
const maxKey = 500;

/**
 * Counts failures by client and source, and by source alone, together with the servers that share the storage; 0 is no
 * limit. docs/decisions/0010, 0063
 */
export function failedAuthentications(
  limit: number,
  logger: Pick<FastifyBaseLogger, 'error'>,
): FailedAuthentications {
  if (limit === 0) return { check: () => undefined, count: () => undefined, close: async () => undefined };
  const window = (most: number) => fixedWindow({ limit: most, milliseconds: minute, maxKeys });
  const ofClient = window(limit);
  const ofSource = window(limit * clientsOfSource);
  const shared = sharedFailures(logger, 2 * maxKeys);

  function count(counts: FixedWindow, budget: string, { tenant, now }: Attempt): void {
    counts.add(budget, now);
    const { failureCounts: store } = tenant.storage;
    if (!store) return;
    const windowStart = now - (now % minute);
    const learn = (total: number) => counts.raise(budget, total, windowStart);
    shared.push({ store, windowStart, budget, learn });
  }

  return {
    check(attempt) {
      const { client, source } = keysOf(attempt);
      refuseBeyond(ofSource.standing(source, attempt.now), attempt.now, 'source');
      refuseBeyond(ofClient.standing(client, attempt.now), attempt.now, 'client');
    },
    count(attempt) {
      const { client, source } = keysOf(attempt);
      count(ofSource, ownCopy(source, maxKey), attempt);
      count(ofClient, ownCopy(client, maxKey), attempt);
    },
    close: () => shared.close(),
  };
}

function keysOf({ tenant, clientId, ip }: Attempt): { client: string; source: string } {
  const source = `${tenant.id} ${sourceOf(ip)}`;
  return { source, client: `${source} ${clientId.slice(0, maxId)}` };
}

function refuseBeyond({ remaining, resetsAt }: Standing, now: number, by: 'client' | 'source'): void {
  if (remaining <= 0) throw new TooManyFailures(secondsUntil(resetsAt, now), by);
}
