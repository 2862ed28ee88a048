import type { FetchHeaders } from '../runtime/fetch-api.js';
import type { Middleware } from '../runtime/middleware.js';
import { field } from '../runtime/rate-limit.js';

const MOST = 600_000;
// A `Date` has whole seconds, and took its time to come.
const LEAST = 2_000;

/** What time it is for the server, as far as its answers say. */
export interface ServerClock extends Middleware {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes a clock that is set by the answers which it is shown. RFC 7519 section 4.1.4 */
export function serverClock(): ServerClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    onAttempt({ response, url }) {
      offset = response ? clockOffset(response.headers, url) : offset;
    },
  };
}

/** Whether what a server says can be trusted: it is reached by https, or is on this machine. RFC 6761 section 6.3 */
export function isTrusted(url: string): boolean {
  return /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1])(:\d+)?(\/|$))/.test(url);
}

/**
 * How far the server's clock is ahead of this one's, in milliseconds and at most ten minutes either way, by the `Date`
 * of its answer; 0 where it cannot be trusted. RFC 9110 section 6.6.1
 */
export function clockOffset(headers: FetchHeaders | undefined, url: string): number {
  const offset = Date.parse(field(headers, 'date') ?? '') - Date.now();
  return Math.abs(offset) > LEAST && isTrusted(url) ? Math.max(-MOST, Math.min(MOST, offset)) : 0;
}
