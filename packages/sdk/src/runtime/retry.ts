import type { RetryConfiguration } from './configuration.js';
import type { FetchResponse, FetchSignal } from './fetch-api.js';
import { rateLimitOf } from './rate-limit.js';

/** Milliseconds until an answer is asked for again; undefined when it is final. sdk-contract.md 2 */
export function retryDelay(
  response: Pick<FetchResponse, 'status' | 'headers'> | undefined,
  attempts: number,
  { enabled = true, maxRetries = 3, retryWhen = [429] }: RetryConfiguration,
): number | undefined {
  const mayRetry = enabled && attempts <= Math.min(maxRetries, 10);
  if (!response || !mayRetry || !retryWhen.includes(response.status)) return undefined;
  const { headers } = response;
  const retryAfter = headers.get('retry-after');
  // RFC 9110 section 10.2.3: seconds or a date; without it, the end of the rate limit's window.
  const until = retryAfter ? Date.parse(retryAfter) : Number(rateLimitOf(headers)?.reset) * 1000;
  const asked = Number(retryAfter) * 1000 || until - Date.now();
  // Retrying earlier than asked would count against the caller, and waiting more than a minute helps nobody.
  if (asked > 60_000) return undefined;
  const grown = Math.min(500 * 2 ** (attempts - 1) + Math.random() * 250, 10_000);
  return Number.isNaN(asked) ? grown : Math.max(asked, 0);
}

/** Waits before the next attempt, or until the caller's signal says stop. */
export function pause(delay: number, signal?: FetchSignal | null): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, signal?.aborted ? 0 : delay);
    signal?.addEventListener('abort', end);
  });
}
