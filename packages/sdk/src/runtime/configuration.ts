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
  /** What is done there. */
  method: HTTPMethod;
  /** Sent beside those of the configuration. */
  headers?: HTTPHeaders | undefined;
  /** What comes after the `?`. */
  query?: HTTPQuery;
  /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
  body?: unknown;
}

/** The request as an override function finds it; the body is not yet text. sdk-contract.md 2 */
export interface HTTPRequestInit {
  /** What is done. */
  method: HTTPMethod;
  /** Those of the configuration and of the method, with the names as they were given. */
  headers: HTTPHeaders;
  /** What the method was given to send. */
  body?: unknown;
  /** Of the configuration. */
  dispatcher?: object | undefined;
}

/** What an override puts in place of the request's own parts; the body may be any JSON value. sdk-contract.md 2 */
export type RequestOverride = Omit<FetchInit, 'body'> & {
  /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
  body?: unknown;
};

/** An override that is computed from the request. sdk-contract.md 2 */
export type InitOverrideFunction = (request: {
  init: HTTPRequestInit;
  context: RequestOpts;
}) => Promise<RequestOverride> | RequestOverride;

/**
 * The last parameter of every method. What it holds replaces the request's own parts, headers included, so a function
 * spreads `init.headers` to keep them; only a `Headers` instance is merged. A `signal` ends the call and its retries
 * with an AbortError; the timeout goes on beside it. sdk-contract.md 2 and 7
 *
 * @example
 * ```ts
 * import { ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * // An object that only ends the call when it takes too long as a whole:
 * await clients.getAll({}, { signal: AbortSignal.timeout(30_000) });
 * // A function that keeps the headers and adds one:
 * await clients.getAll({}, ({ init }) => ({ headers: { ...init.headers, 'x-trace': '1' } }));
 * ```
 */
export type InitOverride = RequestOverride | InitOverrideFunction;

/** A request on its way to fetch. sdk-contract.md 2 */
export interface FetchParams {
  /** Where the request goes, with its query. */
  url: string;
  /** What is sent; a plain object of headers, their names in lower case, and the body as text. */
  init: FetchInit;
}

/** What a middleware sees before the request; its `fetch` has the timeout of the call. sdk-contract.md 2 */
export interface RequestContext extends FetchParams {
  /** Asks once, within the timeout and until the signal of the call; counts as an attempt. */
  fetch: FetchAPI;
}

/** What a middleware sees after an answer with a status from 200 to 299. sdk-contract.md 2 */
export interface ResponseContext extends RequestContext {
  /** The answer; its body can be read any number of times. */
  response: FetchResponse;
}

/** What a middleware sees after any other answer, or when there was none. sdk-contract.md 2 */
export interface ErrorContext extends RequestContext {
  /** Why there was no answer. */
  error?: unknown;
  /** The answer; undefined when there was none. */
  response?: FetchResponse;
}

/** What a middleware sees after each attempt. sdk-contract.md 6 */
export interface AttemptContext extends RequestContext {
  /** What was asked for, for example GET. */
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
 * replacement; `onError` is not asked any more once an earlier one has given a successful answer. What a hook throws
 * ends the call as it is. sdk-contract.md 2
 *
 * @example
 * ```ts
 * import { ManagementClient, type Middleware } from '@clientele/sdk';
 *
 * const trace: Middleware = {
 *   pre({ url, init }) {
 *     return { url, init: { ...init, headers: { ...init.headers, 'x-trace': '1' } } };
 *   },
 *   onAttempt({ method, path, attempts, response, delay }) {
 *     console.log(method, path, attempts, response?.status ?? 'no answer', delay ?? 'final');
 *   },
 * };
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 *   middleware: [trace],
 * });
 * await clients.getAll();
 * ```
 */
export interface Middleware {
  /** Before the first attempt; what it gives is sent instead. */
  pre?(context: RequestContext): Promise<FetchParams | undefined> | FetchParams | undefined;
  /** After an answer with a status from 200 to 299; what it gives is answered instead. */
  post?(context: ResponseContext): Promise<FetchResponse | undefined> | FetchResponse | undefined;
  /** After any other answer, or when there was none; an answer that it gives takes the place. */
  onError?(context: ErrorContext): Promise<FetchResponse | undefined> | FetchResponse | undefined;
  /** After each attempt, so also before each retry; only watches. */
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

/**
 * What a manager needs to be used by itself. sdk-contract.md 2
 *
 * @example
 * ```ts
 * import { ClientsManager } from '@clientele/sdk';
 *
 * const clients = new ClientsManager({
 *   baseUrl: 'http://127.0.0.1:4600/api/v2',
 *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
 * });
 * console.log((await clients.getAll()).status);
 * ```
 */
export interface Configuration {
  /** Where the API is, for example `https://tenant.example/api/v2`. */
  baseUrl: string;
  /** Turns a refusal into the error that is thrown; by default a ManagementApiError or a ResponseError. */
  parseError?: (response: FetchResponse) => Promise<Error>;
  /** Default: the global fetch as it is when the manager is constructed. */
  fetch?: FetchAPI;
  /** Hooks around each call, in their order. */
  middleware?: Middleware[];
  /** Passed to fetch as `dispatcher`: in Node a proxy or a connection pool of undici. */
  agent?: object;
  /** Another name of `agent`. */
  dispatcher?: object;
  /** Sent with every request. */
  headers?: HTTPHeaders;
  /** Milliseconds for one attempt, its body included; default 10 000. */
  timeoutDuration?: number;
  /** By default a 429 is asked for again three times, as late as it says, if that is within a minute. */
  retry?: RetryConfiguration;
}

/**
 * Refuses an option. sdk-contract.md 2
 * @throws Error that names it.
 */
export function refuse(option: string, what: string): never {
  throw new Error(`The option ${option} must be ${what}`);
}
