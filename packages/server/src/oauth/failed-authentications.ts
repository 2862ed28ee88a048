import { fixedWindow, type Standing, secondsUntil } from '../http/fixed-window.js';
import { sourceOf } from '../http/source.js';
import { TooManyFailures } from './error.js';

/** Who tries to authenticate, and from where. */
export interface Attempt {
  tenant: string;
  /** As claimed; nothing is proved yet. */
  clientId: string;
  ip: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Keeps whoever guesses from guessing on. security-checklist.md 23 */
export interface FailedAuthentications {
  /** @throws TooManyFailures, before anything is read or computed for the client. */
  check(attempt: Attempt): void;
  count(attempt: Attempt): void;
}

const minute = 60_000;
/** How many clients one source may fail with as often as with one. */
const clientsOfSource = 10;
/** A key is at most an id of 255 characters, so that a full table stays within a few megabytes. */
const maxKeys = 10_000;

/** Counts failures by client and source, and by source alone; 0 is no limit. docs/decisions/0010 */
export function failedAuthentications(perMinute: number): FailedAuthentications {
  if (perMinute === 0) return { check: () => undefined, count: () => undefined };
  const window = (limit: number) => fixedWindow({ limit, milliseconds: minute, maxKeys });
  const ofClient = window(perMinute);
  const ofSource = window(perMinute * clientsOfSource);
  return {
    check(attempt) {
      const { client, source } = keysOf(attempt);
      refuseBeyond(ofSource.standing(source, attempt.now), attempt.now, 'source');
      refuseBeyond(ofClient.standing(client, attempt.now), attempt.now, 'client');
    },
    count(attempt) {
      const { client, source } = keysOf(attempt);
      ofSource.add(source, attempt.now);
      ofClient.add(client, attempt.now);
    },
  };
}

function keysOf({ tenant, clientId, ip }: Attempt): { client: string; source: string } {
  const source = `${tenant} ${sourceOf(ip)}`;
  return { source, client: `${source} ${clientId.slice(0, 255)}` };
}

function refuseBeyond({ remaining, resetsAt }: Standing, now: number, by: 'client' | 'source'): void {
  if (remaining <= 0) throw new TooManyFailures(secondsUntil(resetsAt, now), by);
}
