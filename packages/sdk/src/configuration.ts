import type { FetchAPI, FetchInit, FetchResponse } from './fetch-api.js';

/** Header fields as a plain object, the form in which middlewares and overrides see them. sdk-contract.md 2 */
export type HTTPHeaders = Record<string, string>;

/** The methods of the Management API. RFC 9110 section 9.3, RFC 5789 */
export type HTTPMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';

/** One query value; null is sent as the text `null`. sdk-contract.md 2 */
export type HTTPQueryValue = string | number | boolean | null;

/** Query parameters in the order of the wire: undefined is left out, an array repeats its key. sdk-contract.md 2 */
export type HTTPQuery = Record<string, HTTPQueryValue | readonly HTTPQueryValue[] | undefined>;

/** What one method of a manager asks for, before configuration and overrides are applied. sdk-contract.md 2 */
export interface RequestOpts {
  /** Below the base URL, ids percent-encoded. */
  path: string;
  method: HTTPMethod;
  headers?: HTTPHeaders | undefined;
  query?: HTTPQuery;
  /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
  body?: unknown;
}

/** The request as an override function finds it; the body is not yet text. sdk-contract.md 2 */
export interface HTTPRequestInit {
  method: HTTPMethod;
  headers: HTTPHeaders;
  body?: unknown;
  dispatcher?: object | undefined;
}

/** What an override puts in place of the request's own parts; the body may be any JSON value. sdk-contract.md 2 */
export type RequestOverride = Omit<FetchInit, 'body'> & { body?: unknown };

/** An override that is computed from the request. sdk-contract.md 2 */
export type InitOverrideFunction = (request: {
  init: HTTPRequestInit;
  context: RequestOpts;
}) => Promise<RequestOverride> | RequestOverride;

/**
 * The last parameter of every method. What it holds replaces the request's own parts, headers included, so a function
 * spreads `init.headers` to keep them; only a `Headers` instance is merged. A `signal` ends the call and its retries
 * with an AbortError; the timeout goes on beside it. sdk-contract.md 2 and 7
 */
export type InitOverride = RequestOverride | InitOverrideFunction;

/** A request on its way to fetch. sdk-contract.md 2 */
export interface FetchParams {
  url: string;
  init: FetchInit;
}

/** What a middleware sees before the request; its `fetch` has the timeout of the call. sdk-contract.md 2 */
export interface RequestContext extends FetchParams {
  fetch: FetchAPI;
}

/** What a middleware sees after an answer with a status from 200 to 299. sdk-contract.md 2 */
export interface ResponseContext extends RequestContext {
  response: FetchResponse;
}

/** What a middleware sees after any other answer, or when there was none. sdk-contract.md 2 */
export interface ErrorContext extends RequestContext {
  error?: unknown;
  response?: FetchResponse;
}

/** What a middleware sees after each attempt. sdk-contract.md 6 */
export interface AttemptContext extends RequestContext {
  method: string;
  /** Below the base URL, without the query. */
  path: string;
  /** From 1: which attempt this was. */
  attempts: number;
  /** Undefined when there was no answer. */
  response: FetchResponse | undefined;
  /** Why there was no answer. */
  error: unknown;
  /** Milliseconds until the next attempt; undefined when this was the last one. */
  delay: number | undefined;
}

/**
 * Hooks around a call. `pre`, `post` and `onError` run once per call, outside the retries, and may return a
 * replacement; `onError` is not asked any more once an earlier one has given a successful answer. sdk-contract.md 2
 */
export interface Middleware {
  pre?(context: RequestContext): Promise<FetchParams | undefined> | FetchParams | undefined;
  post?(context: ResponseContext): Promise<FetchResponse | undefined> | FetchResponse | undefined;
  onError?(context: ErrorContext): Promise<FetchResponse | undefined> | FetchResponse | undefined;
  /** Only watches. */
  onAttempt?(context: AttemptContext): void;
}

/** When an answer is asked for again. sdk-contract.md 2 */
export interface RetryConfiguration {
  /** Default true for the Management API, false for the token endpoint. */
  enabled?: boolean;
  /** Default 3, at most 10. */
  maxRetries?: number;
  /** Statuses that are retried, by default only 429. */
  retryWhen?: number[];
}

/** What a manager needs to be used by itself. sdk-contract.md 2 */
export interface Configuration {
  /** Where the API is, for example `https://tenant.example/api/v2`. */
  baseUrl: string;
  /** Turns a refusal into the error that is thrown; by default a ManagementApiError or a ResponseError. */
  parseError?: (response: FetchResponse) => Promise<Error>;
  /** Default: the global fetch as it is when the manager is constructed. */
  fetch?: FetchAPI;
  middleware?: Middleware[];
  /** Passed to fetch as `dispatcher`: in Node a proxy or a connection pool of undici. */
  agent?: object;
  /** Another name of `agent`. */
  dispatcher?: object;
  /** Sent with every request. */
  headers?: HTTPHeaders;
  /** Milliseconds for one attempt, its body included; default 10 000. */
  timeoutDuration?: number;
  retry?: RetryConfiguration;
}

/**
 * Refuses an option. sdk-contract.md 2
 * @throws Error that names it.
 */
export function refuse(option: string, what: string): never {
  throw new Error(`The option ${option} must be ${what}`);
}
