import { onAbort } from '../runtime/abort.js';
import { isSuccess } from '../runtime/attempt.js';
import { refuse } from '../runtime/configuration.js';
import { AbortError } from '../runtime/error.js';
import type { Call, CallPolicy, Next, Outcome } from '../runtime/policy.js';
import type { HTTPHeaders } from '../runtime/request-options.js';
import { retryDelay } from '../runtime/retry.js';
import type { Authorization } from './authorization.js';
import { clockOffset } from './clock.js';
import type { RetryBudget } from './retry-budget.js';

/** What all calls of a ManagementClient share. */
export interface Shared {
  /** The pace at which they come back. */
  retryBudget: RetryBudget;
  /** By how many milliseconds the server's clock is ahead, as far as its answers say. */
  clockOffset: number;
}

/**
 * What a ManagementClient adds to one call: a token that is renewed once, an end at once when the signal says so, and
 * retries at the pace that the server bears.
 */
export function callPolicy(call: Call, authorization: Authorization, shared: Shared): CallPolicy {
  const { context, details } = call;
  const { headers } = context.init;
  checkHeaders(headers);
  let carried: HTTPHeaders = {};
  let renewals = 0;
  const authorize = async (give: () => Promise<HTTPHeaders>) => {
    carried = await raced(call, give);
    Object.assign(context.init.headers, carried);
  };
  Object.assign(headers, authorization.fixed);
  return {
    begin: () => authorization.current && authorize(authorization.current),
    // Who was told to stop does not wait for what others have to say about it.
    race: (work, outcome) =>
      outcome?.error instanceof AbortError ? void begun(work).catch(() => {}) : raced(call, work),
    next(outcome: Outcome): Next {
      const { response } = outcome;
      if (response) shared.clockOffset = clockOffset(response.headers, context.url);
      if (isSuccess(response)) shared.retryBudget.succeeded();
      const { renew } = authorization;
      const isCarried = context.init.headers.authorization === carried.authorization;
      // A token may be revoked, or its key gone, before its time.
      if (renew && !renewals && response?.status === 401 && isCarried) {
        renewals += 1;
        return { delay: 0, prepare: () => authorize(() => renew(carried)) };
      }
      const counted = { attempts: details.attempts - renewals };
      const wait = retryDelay(call, outcome, counted, shared.clockOffset);
      return { delay: wait && shared.retryBudget.turn(wait) };
    },
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

/** fetch would quote the value of a field that it refuses. RFC 9110 section 5.5 */
function checkHeaders(headers: HTTPHeaders): void {
  for (const [name, value] of Object.entries(headers))
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) refuse(`headers: ${name}`, 'Latin-1 in one line');
}
