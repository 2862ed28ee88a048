import { onAbort } from './abort.js';
import { AbortError, type CallDetails } from './error.js';
import type { FetchSignal } from './fetch-api.js';
import type { Call, Outcome } from './policy.js';
import { rateLimitOf } from './rate-limit.js';

/**
 * Milliseconds until a request is sent again; undefined when how it ended is final.
 *
 * @param call What it is part of.
 * @param outcome How it ended.
 * @param attempts How often it was sent, but for the one with a new token.
 * @param offset By how many milliseconds the server's clock is ahead.
 */
export function retryDelay(
  { details, retry, context: { init } }: Call,
  { response, error }: Outcome,
  attempts = details.attempts,
  offset = 0,
): number | undefined {
  const { enabled = true, maxRetries = 3, retryWhen = [429], network } = retry;
  const isRetried = response
    ? retryWhen.includes(response.status)
    : network &&
      (details.method === 'GET' || init.headers['idempotency-key']) &&
      (error as Error).name !== 'AbortError';
  if (!isRetried || !enabled || !(attempts <= Math.min(init.maxRetries ?? maxRetries, 10))) return undefined;
  const retryAfter = response?.headers?.get('retry-after');
  // RFC 9110 section 10.2.3: seconds or a date; without it, the end of the rate limit's window.
  const until = retryAfter ? Date.parse(retryAfter) : Number(rateLimitOf(response?.headers)?.reset) * 1000;
  const asked = Number(retryAfter) * 1000 || until - Date.now() - offset || 0;
  // Retrying earlier than asked would count against the caller, and waiting more than a minute helps nobody.
  if (asked > 60_000) return undefined;
  const grown = Math.min(500 * 2 ** (attempts - 1), 10_000);
  // Callers that were refused together come back apart.
  return Math.max(asked, grown) + Math.random() * grown;
}

/**
 * Waits before the next attempt.
 * @throws AbortError when the caller's signal ends the call.
 */
export function pause(
  delay: number | undefined,
  signal?: FetchSignal | null,
  call?: CallDetails,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      if (signal?.aborted) reject(new AbortError(signal.reason, undefined, call));
      resolve();
    };
    const timer = setTimeout(end, signal?.aborted ? 0 : delay);
    const forget = onAbort(signal, end);
  });
}
