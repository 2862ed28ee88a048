import type { RetryConfiguration } from './configuration.js';
import { FetchError } from './error.js';

const BASE_DELAY = 500;
const JITTER = 250;
const LONGEST_DELAY = 10_000;
const LONGEST_RETRY_AFTER = 60_000;
const MOST_RETRIES = 10;

/** Asks again while the answer has a status that is retried; failures of fetch are not retried. sdk-contract.md 2 */
export async function withRetries(
  ask: () => Promise<Response>,
  { enabled = true, maxRetries = 3, retryWhen = [429] }: RetryConfiguration,
  signal?: AbortSignal | null,
): Promise<Response> {
  const most = enabled ? Math.min(maxRetries, MOST_RETRIES) : 0;
  for (let retry = 1; ; retry += 1) {
    const response = await ask();
    if (retry > most || !retryWhen.includes(response.status)) return response;
    await pause(retryDelay(retry, response.headers.get('retry-after')), signal);
  }
}

/**
 * Milliseconds to wait before a retry: what Retry-After asks for, at most a minute, else an exponential delay with
 * jitter. RFC 9110 section 10.2.3; sdk-contract.md 2 and 7
 */
export function retryDelay(retry: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : millisecondsOf(retryAfter.trim());
  if (!Number.isNaN(asked)) return Math.min(Math.max(asked, 0), LONGEST_RETRY_AFTER);
  const least = BASE_DELAY * 2 ** (retry - 1) + 1;
  return Math.min(least + Math.floor(Math.random() * (JITTER - 1)), LONGEST_DELAY);
}

function millisecondsOf(retryAfter: string): number {
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
}

function pause(delay: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new FetchError(signal?.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delay);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
