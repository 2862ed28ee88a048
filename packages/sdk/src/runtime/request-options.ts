import type { FetchInit } from './fetch-api.js';

/** Header fields as a plain object, the form in which middlewares and overrides see them. */
export type HTTPHeaders = Record<string, string>;

/** The methods of the Management API. RFC 9110 section 9.3, RFC 5789 */
export type HTTPMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';

/** One query value; null is sent as the text `null`. */
export type HTTPQueryValue = string | number | boolean | null;

/** Query parameters in the order of the wire: undefined is left out, an array repeats its key. */
export type HTTPQuery = Record<string, HTTPQueryValue | readonly HTTPQueryValue[] | undefined>;

/** What is sent: a JSON value, FormData, URLSearchParams or a Blob. */
export type HTTPBody = unknown;

/** What one method of a manager asks for, before configuration and overrides are applied. */
export interface RequestOpts {
  /** Below the base URL, ids percent-encoded. */
  path: string;
  /** What is done there. */
  method: HTTPMethod;
  /** Sent beside those of the configuration. */
  headers?: HTTPHeaders | undefined;
  /** What comes after the `?`. */
  query?: HTTPQuery | undefined;
  /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
  body?: unknown;
}

/** The request as an override function finds it; the body is not yet text. */
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

/** When a request is sent again. */
export interface RetryConfiguration {
  /** Default true for the Management API, false for the token endpoint. */
  enabled?: boolean | undefined;
  /** Default 3, at most 10. */
  maxRetries?: number | undefined;
  /** Statuses that are retried, by default only 429. */
  retryWhen?: number[] | undefined;
  /**
   * True also sends again what got no whole answer, because a connection failed or time was up: what reads, and changes
   * that have an `idempotencyKey`. Default false.
   */
  network?: boolean | undefined;
}

/** What is different for one call. */
export interface CallOptions {
  /**
   * Milliseconds for one attempt of the call, its body included, instead of `timeoutDuration`, which token requests go
   * on to have. Hooks, token functions and stores of yours have no time but that of a `signal`.
   */
  timeout?: number | undefined;
  /** How often at most the call is made again, instead of `retry.maxRetries`; 0 for never. */
  maxRetries?: number | undefined;
  /**
   * Makes a change safe to repeat: with `retry.network` it is sent again when no answer came. What is made (POST) the
   * server does once for a key within a day, and gives the same answer again; a change or deletion of what there is
   * (PATCH, DELETE) it does each time. 1 to 255 visible ASCII characters, for example `crypto.randomUUID()`; sent as
   * `Idempotency-Key`.
   */
  idempotencyKey?: string | undefined;
}

/** What an override puts in place of the request's own parts; the body may be any JSON value. */
export type RequestOverride = Omit<FetchInit, 'body' | 'dispatcher'> &
  CallOptions & {
    /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
    body?: HTTPBody;
    /** In Node a proxy or a connection pool of undici. */
    dispatcher?: object | undefined;
  };

/** An override that is computed from the request. */
export type InitOverrideFunction = (request: {
  init: HTTPRequestInit;
  context: RequestOpts;
}) => Promise<RequestOverride> | RequestOverride;

/**
 * The last parameter of every method. `timeout`, `maxRetries`, `idempotencyKey` and `signal` are about the call: the
 * signal ends it and its retries with an AbortError, while the timeout goes on beside it. All else replaces the
 * request's own parts, headers included, so a function spreads `init.headers` to keep them; only a `Headers` instance is
 * merged, and a JSON body keeps its content type unless another is named.
 *
 * @example
 * ```ts
 * import { ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * // A call that is ended when it takes too long as a whole, and any attempt that takes three seconds:
 * await clients.getAll({}, { signal: AbortSignal.timeout(30_000), timeout: 3_000 });
 * // A change that may be repeated:
 * await clients.create({ name: 'Invoice robot' }, { idempotencyKey: crypto.randomUUID() });
 * // A function that keeps the headers and adds one:
 * await clients.getAll({}, ({ init }) => ({ headers: { ...init.headers, 'x-trace': '1' } }));
 * ```
 */
export type InitOverride = RequestOverride | InitOverrideFunction;
