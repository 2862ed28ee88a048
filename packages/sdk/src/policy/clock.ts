import type { FetchHeaders } from '../runtime/fetch-api.js';
import { field } from '../runtime/rate-limit.js';
import { isLoopback } from '../tokens/issuer.js';

const MOST = 600_000;
// A `Date` has whole seconds, and took its time to come.
const LEAST = 2_000;

/**
 * How far the server's clock is ahead of this one's, in milliseconds and at most ten minutes either way, by the `Date`
 * of its answer; 0 where that cannot be trusted, since it came neither by https nor from this machine.
 * RFC 9110 section 6.6.1
 */
export function clockOffset(headers: FetchHeaders | undefined, url: string): number {
  const offset = Date.parse(field(headers, 'date') ?? '') - Date.now();
  return Math.abs(offset) > LEAST && (url.startsWith('https:') || isLoopback(new URL(url)))
    ? Math.max(-MOST, Math.min(MOST, offset))
    : 0;
}
