import type { CallDetails } from './error.js';
import type { FetchResponse } from './fetch-api.js';
import type { Middleware, RequestContext } from './middleware.js';
import type { RetryConfiguration } from './request-options.js';

/** A call on its way. */
export interface Call {
  /** For errors; counts the attempts. */
  details: CallDetails;
  /** What is sent, as hooks see it. */
  context: RequestContext;
  /** Who is asked about it. */
  middleware: readonly Middleware[];
  /** When it is sent again. */
  retry: RetryConfiguration;
}

/** How an attempt ended. */
export interface Outcome {
  /** Undefined where no whole answer came. */
  response: FetchResponse | undefined;
  /** Why not. */
  error: unknown;
}

/** What comes after an attempt. */
export interface Next {
  /** Milliseconds until the next one; undefined where there is none. */
  delay: number | undefined;
  /** What is done until then, instead of a pause. */
  prepare?: () => Promise<void>;
}

/** What one call has beyond what a manager does by itself. */
export interface CallPolicy {
  /** Done before the hooks are asked. */
  begin(): Promise<void> | undefined;
  /** Decides what comes after an attempt. */
  next(outcome: Outcome): Next;
}

/** What calls have beyond what a manager does by itself; those of a ManagementClient have one. */
export type Policy = (call: Call) => CallPolicy;
