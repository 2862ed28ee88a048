import { onAbort } from '../runtime/abort.js';
import { isSuccess } from '../runtime/attempt.js';
import { AbortError } from '../runtime/error.js';
import type { Call, CallPolicy, Next, Policy } from '../runtime/policy.js';
import type { HTTPHeaders } from '../runtime/request-options.js';
import { retryDelay } from '../runtime/retry.js';
import type { Authorization } from './authorization.js';
import { clockOffset } from './clock.js';
import { everyForm } from './every-form.js';
import { retryBudget } from './retry-budget.js';
import { rootCause } from './root-cause.js';

/** What a ManagementClient adds to its calls. */
export interface CallPolicies {
  /** By how many milliseconds the server's clock is ahead, as far as its answers say. */
  clockOffset(): number;
  /** What is added to calls that are authorized in this way. */
  of(authorization: Authorization): Policy;
}

/**
 * Makes what a ManagementClient adds to its calls: a token that is renewed once, an end at once when the signal says so,
 * and retries at the pace that the server bears.
 */
export function callPolicies(): CallPolicies {
  const budget = retryBudget();
  let offset = 0;
  const policyOf = (call: Call, { fixed, current, renew }: Authorization): CallPolicy => {
    const { context, details } = call;
    let carried: HTTPHeaders = {};
    let renewals = 0;
    const authorize = async (give: () => Promise<HTTPHeaders>) => {
      carried = await raced(call, give);
      Object.assign(context.init.headers, carried);
    };
    Object.assign(context.init.headers, fixed);
    return {
      begin: () => current && authorize(current),
      // Who was told to stop does not wait for what others have to say about it.
      race: (work, outcome) =>
        outcome?.error instanceof AbortError ? void begun(work).catch(() => {}) : raced(call, work),
      next(outcome): Next {
        const { response } = outcome;
        if (response) offset = clockOffset(response.headers, context.url);
        if (isSuccess(response)) budget.succeeded();
        const isCarried = context.init.headers.authorization === carried.authorization;
        // A token may be revoked, or its key gone, before its time.
        if (renew && !renewals && response?.status === 401 && isCarried) {
          renewals += 1;
          return { delay: 0, prepare: () => authorize(() => renew(carried)) };
        }
        const wait = retryDelay(call, outcome, details.attempts - renewals, offset);
        return { delay: wait && budget.turn(wait) };
      },
    };
  };
  return {
    clockOffset: () => offset,
    of: (authorization) => ({
      of: (call) => policyOf(call, authorization),
      explain: rootCause,
      known: everyForm,
    }),
  };
}

async function begun<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}

/** What the work gives, unless the signal ends first: then nobody waits for it any more. */
function raced<T>({ context, details }: Call, work: () => T | Promise<T>): T | Promise<T> {
  const { signal } = context.init;
  if (!signal) return work();
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new AbortError(signal.reason, undefined, details));
    if (signal.aborted) return stop();
    const forget = onAbort(signal, stop);
    begun(work).finally(forget).then(resolve, reject);
  });
}
