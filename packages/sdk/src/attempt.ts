import type { FetchAPI, FetchParams } from './configuration.js';
import { FetchError, TimeoutError } from './error.js';

/** How an attempt reaches the network, and for how long it may. sdk-contract.md 2 */
export interface AttemptOptions {
  fetch: FetchAPI;
  timeoutDuration: number;
}

/**
 * Asks once and reads the whole answer, within the timeout and until the caller's signal says stop; every failure is a
 * FetchError. sdk-contract.md 2 and 7
 */
export async function attempt({ url, init }: FetchParams, options: AttemptOptions): Promise<Response> {
  const controller = new AbortController();
  const caller = init.signal;
  const stop = () => controller.abort(caller?.reason);
  const timer = setTimeout(() => controller.abort(new TimeoutError()), options.timeoutDuration);
  caller?.addEventListener('abort', stop, { once: true });
  if (caller?.aborted) stop();
  try {
    return await whole(await options.fetch(url, { ...init, signal: controller.signal }));
  } catch (error) {
    throw new FetchError(controller.signal.aborted ? controller.signal.reason : error);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', stop);
  }
}

// A copy with its body at hand: nothing is left on the wire when the timer is cleared.
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}
