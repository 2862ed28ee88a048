import { ConfigurationError } from './error.js';
import type { FetchAPI, FetchResponse } from './fetch-api.js';
import type { Middleware } from './middleware.js';
import type { Policy } from './policy.js';
import type { HTTPHeaders, RetryConfiguration } from './request-options.js';

/**
 * What a manager needs to be used by itself.
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
  parseError?: ((response: FetchResponse) => Promise<Error>) | undefined;
  /** Default: the global fetch as it is when the manager is constructed. */
  fetch?: FetchAPI | undefined;
  /** Hooks around each call, in their order. */
  middleware?: Middleware[] | undefined;
  /** Passed to fetch as `dispatcher`: in Node a proxy or a connection pool of undici. */
  agent?: object | undefined;
  /** Another name of `agent`. */
  dispatcher?: object | undefined;
  /** Sent with every request. */
  headers?: HTTPHeaders | undefined;
  /** Milliseconds for one attempt, its body included; default 10 000. */
  timeoutDuration?: number | undefined;
  /** By default a 429 is asked for again three times, not before it says, if that is within a minute. */
  retry?: RetryConfiguration | undefined;
  /**
   * What calls have beyond that; a ManagementClient gives its managers one.
   *
   * @hidden
   */
  policy?: Policy | undefined;
}

/**
 * Refuses an option.
 * @throws ConfigurationError that names it.
 */
export function refuse(option: string, what: string): never {
  throw new ConfigurationError(`The option ${option} must be ${what}`, { option });
}

/** Whether it is a text that fits into a header field as it is, which fetch would otherwise quote. RFC 9110 section 5.5 */
export function isVisible(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text);
}
