const FEWEST_A_SECOND = 10;
const LONGEST_QUEUE = 60_000;

/**
 * What lets many calls that were refused together come back at the pace that the server bears: a queue that moves on as
 * fast as calls have succeeded lately, and two a second faster; at least ten a second.
 */
export interface RetryBudget {
  /** A call succeeded. */
  succeeded(): void;
  /**
   * Gives a retry its turn.
   *
   * @param delay Milliseconds from now before which it must not begin.
   * @returns Milliseconds from now at which it begins; undefined where it would have to queue for more than a minute.
   */
  turn(delay: number): number | undefined;
}

/** Makes a budget with nothing in its queue. */
export function retryBudget(): RetryBudget {
  let last = 0;
  // Of the last second or so.
  let successes = 0;
  let queue = 0;
  const pass = () => {
    const passed = Date.now() - last;
    const pace = Math.max(FEWEST_A_SECOND, successes + 2) / 1000;
    queue = Math.max(0, queue - passed * pace);
    successes *= Math.exp(-passed / 1000);
    last += passed;
    return pace;
  };
  return {
    succeeded() {
      pass();
      successes += 1;
    },
    turn(delay) {
      const pace = pass();
      const queued = queue / pace;
      if (queued > LONGEST_QUEUE) return undefined;
      queue += 1;
      return delay + queued;
    },
  };
}
