import { refuse } from './configuration.js';
import type { Middleware } from './middleware.js';
import { pause } from './retry.js';

/**
 * A middleware that keeps the calls of this process below a rate, by letting them wait their turn. Give the same one to
 * all that share the limit. A retry does not wait for a turn.
 *
 * @param options How many calls may start in a second, evenly spread; fractions are fine.
 * @returns The middleware.
 * @throws {@link ConfigurationError} when the rate is not above 0.
 * @example
 * ```ts
 * import { ManagementClient, rateLimiter } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 *   middleware: [rateLimiter({ requestsPerSecond: 10 })],
 * });
 * await Promise.all([clients.getAll(), clients.getAll(), clients.getAll()]);
 * ```
 */
export function rateLimiter({ requestsPerSecond }: { requestsPerSecond: number }): Middleware {
  if (!(requestsPerSecond > 0)) refuse('requestsPerSecond', 'above 0');
  let free = 0;
  return {
    async pre({ init }) {
      const now = Date.now();
      const turn = Math.max(free, now);
      free = turn + 1000 / requestsPerSecond;
      // Where the signal ends the wait, the attempt that follows says so, and of which call.
      if (turn > now) await pause(turn - now, init.signal).catch(() => {});
    },
  };
}
