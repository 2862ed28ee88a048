import { raced } from '../runtime/abort.js';
import { isSuccess } from '../runtime/attempt.js';
import type { Call, CallPolicy, Next, Policy } from '../runtime/policy.js';
import type { HTTPHeaders } from '../runtime/request-options.js';
import { retryDelay } from '../runtime/retry.js';
import type { Authorization } from './authorization.js';
import { clockOffset } from './clock.js';
import { retryBudget } from './retry-budget.js';

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
    of: (authorization) => (call) => policyOf(call, authorization),
  };
}
