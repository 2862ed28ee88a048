import { isSuccess } from './attempt.js';
import type { FetchInit, FetchResponse } from './fetch-api.js';
import { headerFields } from './headers.js';
import type { Call, CallPolicy, Next, Outcome } from './policy.js';
import { pause, retryDelay } from './retry.js';

/**
 * Takes a call through its hooks and attempts to its end.
 * @throws What a hook throws, or why there is no answer.
 */
export async function finalAnswer(call: Call, policy: CallPolicy = {}): Promise<FetchResponse> {
  const { context, details, middleware } = call;
  const { race = (work) => work(), next = (outcome) => ({ delay: retryDelay(call, outcome) }) } = policy;
  let outcome: Outcome = { response: undefined, error: undefined };
  try {
    await policy.begin?.();
    for (const one of middleware) {
      Object.assign(context, await race(() => one.pre?.(context)));
      context.init.headers = headerFields(context.init.headers, {});
    }
    for (let again = true; again; ) {
      outcome = await context.fetch(context.url, context.init as FetchInit).then(
        (response) => ({ response, error: undefined }),
        (error: unknown) => ({ response: undefined, error }),
      );
      const { delay, prepare = () => pause(delay, context.init.signal, details) }: Next = next(outcome);
      for (const one of middleware) one.onAttempt?.({ ...context, ...details, ...outcome, delay });
      again = delay !== undefined;
      if (again) await prepare();
    }
  } catch (error) {
    outcome = { response: undefined, error };
  }
  const succeeded = isSuccess(outcome.response);
  const hook = succeeded ? 'post' : 'onError';
  for (const one of middleware)
    if (isSuccess(outcome.response) === succeeded) {
      const response = await race(() => one[hook]?.({ ...context, ...outcome } as never), outcome);
      if (response) outcome = { response, error: undefined };
    }
  if (outcome.response) return outcome.response;
  throw outcome.error;
}
