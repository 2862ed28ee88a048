import { steadyTime } from '@clientele/model';

/** How a key stands in the window that is open. */
export interface Standing {
  limit: number;
  remaining: number;
  /** Milliseconds since the epoch at which the next window opens. */
  resetsAt: number;
}

/** Counts by key, from the beginning of each window. */
export interface FixedWindow {
  /** Counts one more and answers how the key stands then; `remaining` below 0 is beyond the limit. */
  add(key: string, now: number): Standing;
  /** Raises the count of a key to what others have counted, if the window of that time is still open. */
  raise(key: string, count: number, at: number): void;
  /** How the key stands, without counting. */
  standing(key: string, now: number): Standing;
}

/**
 * Counts what each key does within windows of fixed length. Of more than `maxKeys` keys in one window the
 * oldest are forgotten, so that no caller can make the table grow.
 */
export function fixedWindow(options: { limit: number; milliseconds: number; maxKeys: number }): FixedWindow {
  const { limit, milliseconds, maxKeys } = options;
  const counts = new Map<string, number>();
  let opened = 0;
  let latest = 0;

  function enter(now: number): void {
    latest = steadyTime(latest, now);
    const current = latest - (latest % milliseconds);
    if (current === opened) return;
    opened = current;
    counts.clear();
  }

  function standing(key: string, now: number): Standing {
    enter(now);
    return { limit, remaining: limit - (counts.get(key) ?? 0), resetsAt: opened + milliseconds };
  }

  function set(key: string, count: number): void {
    if (!counts.has(key) && counts.size >= maxKeys) {
      const [oldest] = counts.keys();
      if (oldest !== undefined) counts.delete(oldest);
    }
    counts.set(key, count);
  }

  return {
    standing,
    add(key, now) {
      enter(now);
      set(key, (counts.get(key) ?? 0) + 1);
      return standing(key, now);
    },
    raise(key, count, at) {
      if (at - (at % milliseconds) === opened && count > (counts.get(key) ?? 0)) set(key, count);
    },
  };
}

/** Whole seconds to wait until a time, at least one. RFC 9110 section 10.2.3. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(1, Math.ceil((time - now) / 1000));
}
