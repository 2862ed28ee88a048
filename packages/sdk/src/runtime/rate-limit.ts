import type { FetchHeaders } from './fetch-api.js';

/** How much the caller may still ask for. */
export interface RateLimit {
  /** Requests in a window. */
  limit: number;
  /** Requests left in this window. */
  remaining: number;
  /** When the window is full again, in seconds since the epoch. */
  reset: number;
}

/** A header field of an answer; a stand-in for one may have none. */
export function field(headers: FetchHeaders | undefined, name: string): string | undefined {
  return headers?.get?.(name) ?? undefined;
}

/** Reads the `x-ratelimit-` fields; undefined where there are none. */
export function rateLimitOf(headers: FetchHeaders | undefined): RateLimit | undefined {
  const number = (name: string) => Number(field(headers, `x-ratelimit-${name}`));
  const reset = number('reset');
  return reset ? { limit: number('limit'), remaining: number('remaining'), reset } : undefined;
}
