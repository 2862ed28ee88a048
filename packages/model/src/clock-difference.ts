/** Milliseconds by which the clock of a server may differ from that of its database while it issues tokens. docs/decisions/0058 */
export const toleratedClockError = 5_000;

/** How far the clock of a client may differ from the server's that checks its assertion, in seconds. */
export const assertionSkew = 10;

/**
 * Milliseconds by which the clocks of two servers may differ, each with its tolerated error and what measuring that
 * leaves open. Whatever protects by being kept is kept for longer by this. docs/decisions/0078
 */
export const largestClockDifference = 20_000;

/**
 * The time to count by: a clock that was set back a little stands still until it has caught up, so that no window opens
 * twice; one that was set back by more had been wrong before.
 */
export function steadyTime(latest: number, now: number): number {
  return now < latest && latest - now <= largestClockDifference ? latest : now;
}
