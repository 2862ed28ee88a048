const FEWEST_A_SECOND = 10;
const LONGEST_WAIT = 60_000;

/**
 * What lets many calls that were refused together come back at the pace that the server bears: in a second no more
 * retries than calls succeeded in the last one and two more, or ten where that is less. The managers of a
 * ManagementClient share one; give one to managers that are used by themselves but share a limit.
 */
export interface RetryBudget {
  /** A call succeeded. */
  succeeded(): void;
  /**
   * Gives a retry its turn.
   *
   * @param delay Milliseconds from now before which it must not begin.
   * @returns Milliseconds from now at which it begins; undefined where that would be later than in a minute.
   */
  turn(delay: number): number | undefined;
}

/** Makes a budget of which nothing is used yet. */
export function retryBudget(): RetryBudget {
  const successes = new Map<number, number>();
  const turns = new Map<number, number>();
  const add = (counts: Map<number, number>, second: number, now: number) => {
    counts.set(second, (counts.get(second) ?? 0) + 1);
    for (const one of counts.keys()) if (one < now - 1) counts.delete(one);
  };
  return {
    succeeded() {
      const now = Math.floor(Date.now() / 1000);
      add(successes, now, now);
    },
    turn(delay) {
      const begin = Date.now();
      const now = Math.floor(begin / 1000);
      const lately = Math.max(successes.get(now) ?? 0, successes.get(now - 1) ?? 0) + 2;
      const most = Math.max(lately, FEWEST_A_SECOND);
      const first = Math.floor((begin + delay) / 1000);
      let second = first;
      while ((turns.get(second) ?? 0) >= most) second += 1;
      const wait = second === first ? delay : (second + Math.random()) * 1000 - begin;
      if (wait > LONGEST_WAIT + delay) return undefined;
      add(turns, second, now);
      return wait;
    },
  };
}
