const FEWEST_A_SECOND = 10;
const LONGEST_WAIT = 60_000;

/**
 * What lets many calls that were refused together come back at the pace that the server bears: in a second no more
 * retries than calls succeeded in the last one and two more, or ten where that is less.
 */
export interface RetryBudget {
  /** A call succeeded. */
  succeeded(): void;
  /**
   * Gives a retry its turn.
   *
   * @param delay Milliseconds from now before which it must not begin.
   * @returns Milliseconds from now at which it begins; undefined where that would be a minute later.
   */
  turn(delay: number): number | undefined;
}

interface Second {
  number: number;
  successes: number;
  turns: number;
}

// More than a turn can be away.
const SECONDS_KEPT = 256;

/** Makes a budget of which nothing is used yet. */
export function retryBudget(): RetryBudget {
  const kept: Second[] = [];
  const at = (number: number): Second => {
    const place = number % SECONDS_KEPT;
    const known = kept[place];
    if (known?.number === number) return known;
    kept[place] = { number, successes: 0, turns: 0 };
    return kept[place];
  };
  const now = () => Math.floor(Date.now() / 1000);
  return {
    succeeded() {
      at(now()).successes += 1;
    },
    turn(delay) {
      const lately = Math.max(at(now()).successes, at(now() - 1).successes);
      let second = Math.floor((Date.now() + delay) / 1000);
      while (at(second).turns >= Math.max(FEWEST_A_SECOND, lately + 2)) second += 1;
      const wait = Math.max(delay, (second + Math.random()) * 1000 - Date.now());
      if (wait > LONGEST_WAIT + delay) return undefined;
      at(second).turns += 1;
      return wait;
    },
  };
}
