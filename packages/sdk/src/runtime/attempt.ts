import type { Configuration } from './configuration.js';
import { AbortError, type CallDetails, FetchError, TimeoutError } from './error.js';
import type { FetchAPI, FetchResponse } from './fetch-api.js';

/** Starts the clock when fetch asks for the signal: what does not ask cannot be ended, and costs nothing. */
const LATE_SIGNAL = {
  enumerable: true,
  get(this: { start(): AbortSignal }) {
    return this.start();
  },
};

/**
 * Asks once and reads the whole answer, within the timeout and until the caller's signal says stop.
 * sdk-contract.md 2 and 7
 * @throws FetchError, among them TimeoutError and AbortError.
 */
export async function attempt(
  call: CallDetails,
  [url, init]: Parameters<FetchAPI>,
  { fetch, timeoutDuration = 10_000 }: Configuration & { fetch: FetchAPI },
): Promise<FetchResponse> {
  const { signal } = init;
  let controller: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended: FetchError | undefined;
  const end = (Ending: typeof FetchError, cause: unknown) => {
    ended ??= new Ending(((cause as Error | null)?.message ?? cause) as string, { ...call, cause });
    controller?.abort(ended);
  };
  const stop = () => end(AbortError, signal?.reason);
  const start = () => {
    if (!controller) {
      controller = new AbortController();
      timer = setTimeout(end, timeoutDuration, TimeoutError, new TimeoutError('The request was timed out.'));
      signal?.addEventListener('abort', stop);
    }
    return controller.signal;
  };
  try {
    if (signal?.aborted) throw stop();
    call.attempts += 1;
    const response = await fetch(
      url,
      Object.defineProperty({ redirect: 'manual', ...init, start }, 'signal', LATE_SIGNAL),
    );
    const known = await response.text();
    // What has been read stays readable, any number of times.
    return Object.assign(response, {
      call,
      known,
      clone: () => response,
      json: async () => JSON.parse(known),
      text: async () => known,
    });
  } catch (reason) {
    end(FetchError, reason);
    throw ended;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
