import { onAbort } from '../runtime/abort.js';
import { AbortError } from '../runtime/error.js';
import type { Call, CallPolicy, Next, Outcome } from '../runtime/policy.js';
import type { HTTPHeaders } from '../runtime/request-options.js';
import { pause, retryDelay } from '../runtime/retry.js';
import type { Authorization } from './authorization.js';
import { clockOffset } from './clock.js';
import type { RetryBudget } from './retry-budget.js';
import { rootCause } from './root-cause.js';

/**
 * What a ManagementClient adds to one call: a token that is renewed once, an end at once when the signal says so, and
 * retries at the pace that the server bears.
 */
export function callPolicy(call: Call, authorization: Authorization, retryBudget: RetryBudget): CallPolicy {
  const { context, details } = call;
  let carried: HTTPHeaders = {};
  let renewals = 0;
  const race = <T>(work: () => T | Promise<T>, outcome?: Outcome) => {
    // Who was told to stop does not wait for what others have to say about it.
    if (outcome?.error instanceof AbortError) return void settled(work).catch(() => {});
    return raced(call, work);
  };
  const authorize = async (give: () => Promise<HTTPHeaders>) => {
    carried = await raced(call, give);
    Object.assign(context.init.headers, carried);
  };
  const isRefused = ({ response }: Outcome) =>
    !renewals && response?.status === 401 && context.init.headers.authorization === carried.authorization;
  if (authorization.fixed) Object.assign(context.init.headers, authorization.fixed);
  return {
    begin: () => authorization.current && authorize(authorization.current),
    race,
    next(outcome): Next {
      const { renew } = authorization;
      const { response } = outcome;
      if (response?.ok) {
        retryBudget.succeeded();
        return FINAL;
      }
      // A token may be revoked, or its key gone, before its time.
      if (renew && isRefused(outcome)) {
        renewals += 1;
        return { delay: 0, prepare: () => authorize(() => renew(carried)) };
      }
      const attempts = details.attempts - renewals;
      const offset = clockOffset(response?.headers, context.url);
      const wait = retryDelay({ ...call, details: { ...details, attempts } }, outcome, offset);
      const delay = wait && retryBudget.turn(wait);
      return { delay, prepare: async () => raced(call, () => pause(delay, context.init.signal)) };
    },
  };
}

const FINAL: Next = { delay: undefined };

function settled<T>(work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

/** What the work gives, unless the signal ends first: then nobody waits for it any more. */
function raced<T>({ context, details }: Call, work: () => T | Promise<T>): T | Promise<T> {
  const { signal } = context.init;
  if (!signal) return work();
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new AbortError(signal.reason, rootCause(signal.reason), details));
    if (signal.aborted) return stop();
    const forget = onAbort(signal, stop);
    settled(work).finally(forget).then(resolve, reject);
  });
}
