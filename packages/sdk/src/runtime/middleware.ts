import type { FetchAPI, FetchInit, FetchResponse, FetchSignal } from './fetch-api.js';
import type { CallOptions, HTTPHeaders } from './request-options.js';

/** What is sent: always with the names of header fields in lower case, as a plain object. */
export type SentInit = Omit<FetchInit, 'headers' | 'signal'> &
  CallOptions & {
    /** The header fields by their names in lower case. */
    headers: HTTPHeaders;
    /** What ends the call; a middleware may put another in its place. */
    signal?: FetchSignal | null;
  };

/** A request on its way to fetch. */
export interface FetchParams {
  /** Where the request goes, with its query. */
  url: string;
  /** What is sent; a plain object of headers, their names in lower case, and the body as text. */
  init: FetchInit | SentInit;
}

/** What a middleware sees before the request; its `fetch` has the timeout of the call. */
export interface RequestContext {
  /** Where the request goes, with its query. */
  url: string;
  /** What is sent. */
  init: SentInit;
  /** Asks once, within the timeout and until the signal of the call; counts as an attempt. */
  fetch: FetchAPI;
}

/** What a middleware sees after an answer with a status from 200 to 299. */
export interface ResponseContext extends RequestContext {
  /** The answer; its body can be read any number of times. */
  response: FetchResponse;
}

/** What a middleware sees after any other answer, or when there was none. */
export interface ErrorContext extends RequestContext {
  /** Why there was no answer. */
  error?: unknown;
  /** The answer; undefined when there was none. */
  response?: FetchResponse;
}

/** What a middleware sees after each attempt. */
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
  /** Milliseconds until the next attempt, 0 before one with a new token; undefined when this was the last one. */
  delay: number | undefined;
}

/** What a middleware sees of each attempt to get a token, or to learn the issuer: nothing that is a secret. */
export interface TokenRequestContext {
  /** POST for a token, GET for the issuer. */
  method: string;
  /** `/oauth/token` or `/.well-known/openid-configuration`. */
  path: string;
  /** From 1: which attempt this was. */
  attempts: number;
  /** Of the answer; undefined when there was none. */
  status: number | undefined;
  /** Why there was no answer. */
  error: unknown;
  /** Milliseconds until the next attempt; undefined when this was the last one. */
  delay: number | undefined;
}

/** What a hook gives: something in the place of what it was shown, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only watches returns nothing.
export type HookResult<T> = T | undefined | void | Promise<T | undefined | void>;

/**
 * Hooks around a call. `pre`, `post` and `onError` run once per call, outside the retries, and may return a
 * replacement; `onError` is not asked any more once an earlier one has given a successful answer. What a hook throws
 * ends the call as it is; once the signal of a call has ended it, no hook is waited for.
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
 *   onTokenRequest({ path, status, error }) {
 *     console.log(path, status ?? error);
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
  pre?(context: RequestContext): HookResult<FetchParams>;
  /** After an answer with a status from 200 to 299; what it gives is answered instead. */
  post?(context: ResponseContext): HookResult<FetchResponse>;
  /** After any other answer, or when there was none, a token included; an answer that it gives takes the place. */
  onError?(context: ErrorContext): HookResult<FetchResponse>;
  /** After each attempt, so also before each retry and before the one with a new token; only watches. */
  onAttempt?(context: AttemptContext): void | Promise<void>;
  /** After each attempt to get a token or to learn the issuer; only watches. */
  onTokenRequest?(context: TokenRequestContext): void | Promise<void>;
}
