import type { Middleware } from './configuration.js';

/**
 * A middleware that keeps the calls of this process below a rate, by letting them wait their turn. Give the same one to
 * all that share the limit. sdk-contract.md 6
 * @throws Error when the rate is not above 0.
 */
export function rateLimiter({ requestsPerSecond }: { requestsPerSecond: number }): Middleware {
  if (!(requestsPerSecond > 0)) throw new Error('The option requestsPerSecond must be above 0');
  let free = 0;
  return {
    async pre() {
      const now = Date.now();
      const turn = Math.max(free, now);
      free = turn + 1000 / requestsPerSecond;
      if (turn > now) await new Promise((resolve) => setTimeout(resolve, turn - now));
      return undefined;
    },
  };
}
