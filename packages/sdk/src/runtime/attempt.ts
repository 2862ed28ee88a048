import { onAbort } from './abort.js';
import { refuse } from './configuration.js';
import { AbortError, type CallDetails, FetchError, TimeoutError } from './error.js';
import { inEveryForm, type KnownResponse, textOf } from './every-form.js';
import type { FetchAPI, FetchInit, FetchResponse } from './fetch-api.js';
import { checkHeaders } from './headers.js';
import type { CallOptions } from './request-options.js';

/** How an attempt is made. */
export interface AttemptSettings {
  /** What sends. */
  fetch: FetchAPI;
  /** Milliseconds for the whole answer, unless the call says otherwise. */
  timeoutDuration?: number | undefined;
}

// Making a controller and its signal takes longer than all else here, so one that ended nothing serves again; not
// without end, since a fetch may leave its listeners behind.
const unused: [AbortController, number][] = [];
const MOST_USES = 32;

/**
 * Asks once and reads the whole answer, within the timeout and until the caller's signal ends, whether fetch heeds
 * them or not.
 * @throws FetchError, among them TimeoutError and AbortError; at once ConfigurationError for a header field that cannot be
 * sent, or a time that cannot be kept, which trying again would not change.
 */
export function attempt(
  call: CallDetails,
  [url, init]: [string, FetchInit & CallOptions],
  { fetch, timeoutDuration = 10_000 }: AttemptSettings,
): Promise<KnownResponse> {
  checkHeaders(init.headers);
  const { signal, timeout = timeoutDuration } = init;
  // Timers keep no other time, and would be up at once.
  if (!(timeout >= 1 && timeout < 2 ** 31)) refuse('timeout', '1 to 2147483647');
  const [controller, uses] = unused.pop() ?? [new AbortController(), 1];
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      forget();
    };
    const end = (error: FetchError) => {
      finish();
      reject(error);
      controller.abort(error);
    };
    const stop = () => end(new AbortError(signal?.reason, undefined, call));
    const forget = onAbort(signal, stop);
    const late = () => end(new TimeoutError(`The request was timed out after ${timeout} ms`, call));
    const timer = setTimeout(late, timeout);
    if (signal?.aborted) return stop();
    call.attempts += 1;
    const sent = { redirect: 'manual', ...init, signal: controller.signal } as const;
    answer(call, () => fetch(url, sent)).then(
      (response) => {
        finish();
        // A fetch that heeds no signal may answer when the attempt has long ended.
        if (!controller.signal.aborted && uses < MOST_USES) unused.push([controller, uses + 1]);
        resolve(response);
      },
      (reason) => end(new FetchError(reason, undefined, call)),
    );
  });
}

async function answer(call: CallDetails, ask: () => Promise<FetchResponse>): Promise<KnownResponse> {
  const response = await ask();
  return inEveryForm(response, await textOf(response), call);
}

/** Whether the answer is what was asked for; a stand-in for one may have no `ok`. */
export function isSuccess(response: FetchResponse | undefined): boolean {
  return /^2/.test(`${response?.status}`);
}
