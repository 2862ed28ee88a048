import type { FetchHeaders } from './fetch-api.js';

/** How much the caller may still ask for. management-api.md 1.4 */
export interface RateLimit {
  /** Requests in a window. */
  limit: number;
  /** Requests left in this window. */
  remaining: number;
  /** When the window is full again, in seconds since the epoch. */
  reset: number;
}

/** Reads the `x-ratelimit-` fields; undefined where there are none. management-api.md 1.4 */
export function rateLimitOf(headers: FetchHeaders | undefined): RateLimit | undefined {
  const field = (name: string) => Number(headers?.get(`x-ratelimit-${name}`));
  const reset = field('reset');
  return reset ? { limit: field('limit'), remaining: field('remaining'), reset } : undefined;
}
