import { begun, raced } from './abort.js';
import { isSuccess } from './attempt.js';
import { FetchError } from './error.js';
import type { FetchInit, FetchResponse } from './fetch-api.js';
import { headerFields } from './headers.js';
import type { Call, CallPolicy, Next, Outcome } from './policy.js';
import { pause, retryDelay } from './retry.js';

/** V8 gives errors their stack when they are asked to. */
interface Capturing {
  captureStackTrace?: (error: object) => void;
}

/**
 * Takes a call through its hooks and attempts to its end.
 * @throws What a hook throws, or why there is no answer.
 */
export async function finalAnswer(call: Call, policy?: CallPolicy): Promise<FetchResponse> {
  const { context, details, middleware } = call;
  // Who was told to stop does not wait for what others have to say about it.
  const tell = <T>(hook: () => T | Promise<T>) =>
    context.init.signal?.aborted ? void begun(hook).catch(() => {}) : raced(call, hook);
  let outcome: Outcome = { response: undefined, error: undefined };
  try {
    await policy?.begin();
    for (const one of middleware) {
      Object.assign(context, await raced(call, () => one.pre?.(context)));
      context.init.headers = headerFields(context.init.headers, {});
    }
    for (;;) {
      outcome = await context.fetch(context.url, context.init as FetchInit).then(
        (response) => ({ response, error: undefined }),
        (error: unknown) => ({ response: undefined, error }),
      );
      const next: Next = policy?.next(outcome) ?? { delay: retryDelay(call, outcome) };
      const { delay, prepare = () => pause(delay, context.init.signal, details) } = next;
      for (const one of middleware)
        await tell(() => one.onAttempt?.({ ...context, ...details, ...outcome, delay }));
      if (delay === undefined) break;
      await prepare();
    }
  } catch (error) {
    outcome = { response: undefined, error };
  }
  const succeeded = isSuccess(outcome.response);
  for (const one of middleware)
    if (isSuccess(outcome.response) === succeeded) {
      const response = await tell(() =>
        one[succeeded ? 'post' : 'onError']?.({ ...context, ...outcome } as never),
      );
      if (response) outcome = { response, error: undefined };
    }
  if (outcome.response) return outcome.response;
  // A timer or a socket made it, of whose stack nobody learns which call it was; from here the stack leads there.
  if (outcome.error instanceof FetchError) (Error as Capturing).captureStackTrace?.(outcome.error);
  throw outcome.error;
}
