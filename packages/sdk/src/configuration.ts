/** A fetch function: the global one, or one of the caller's own. Fetch Standard section 5.6; sdk-contract.md 2 */
export type FetchAPI = (url: string | URL, init?: RequestInit) => Promise<Response>;

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
  path: string;
  method: HTTPMethod;
  headers?: HTTPHeaders;
  query?: HTTPQuery;
  /** Sent as JSON, unless it is FormData, URLSearchParams or a Blob. */
  body?: unknown;
}

/** The request as an override function finds it; the body is not yet text. sdk-contract.md 2 */
export interface HTTPRequestInit {
  method: HTTPMethod;
  headers: HTTPHeaders;
  body?: unknown;
  dispatcher?: object;
}

/** What an override puts in place of the request's own parts; the body may be any JSON value. sdk-contract.md 2 */
export type RequestOverride = Omit<RequestInit, 'body'> & { body?: unknown };

/** An override that is computed from the request. sdk-contract.md 2 */
export type InitOverrideFunction = (request: {
  init: HTTPRequestInit;
  context: RequestOpts;
}) => Promise<RequestOverride> | RequestOverride;

/**
 * The last parameter of every method. What it holds replaces the request's own parts, headers included, so a function
 * spreads `init.headers` to keep them; only a `Headers` instance is merged. sdk-contract.md 2 and 7
 */
export type InitOverride = RequestOverride | InitOverrideFunction;

/** A request on its way to fetch. sdk-contract.md 2 */
export interface FetchParams {
  url: string | URL;
  init: RequestInit;
}

/** What a middleware sees before the request. sdk-contract.md 2 */
export interface RequestContext extends FetchParams {
  fetch: FetchAPI;
}

/** What a middleware sees after an answer with a status from 200 to 299. sdk-contract.md 2 */
export interface ResponseContext extends RequestContext {
  response: Response;
}

/** What a middleware sees after any other answer, or when there was none. sdk-contract.md 2 */
export interface ErrorContext extends RequestContext {
  error?: unknown;
  response?: Response;
}

/** Hooks around a call; each runs once per call, outside the retries, and may return a replacement. sdk-contract.md 2 */
export interface Middleware {
  pre?(context: RequestContext): Promise<FetchParams | undefined> | FetchParams | undefined;
  post?(context: ResponseContext): Promise<Response | undefined> | Response | undefined;
  onError?(context: ErrorContext): Promise<Response | undefined> | Response | undefined;
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
  parseError?: (response: Response) => Promise<Error>;
  /** Default: the global fetch as it is when the manager is constructed. */
  fetch?: FetchAPI;
  middleware?: Middleware[];
  /** Passed to fetch as `dispatcher`: in Node a proxy or a connection pool. */
  agent?: object;
  /** Sent with every request. */
  headers?: HTTPHeaders;
  /** Milliseconds for one attempt, its body included; default 10 000. */
  timeoutDuration?: number;
  retry?: RetryConfiguration;
}

/** The longest delay that timers take: a longer one would fire at once. HTML Standard section 8.7 */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Refuses a configuration that could not work, naming the option. sdk-contract.md 2 */
export function checkConfiguration(configuration: Configuration): void {
  const { baseUrl, fetch, middleware, timeoutDuration, retry } = configuration;
  checkOption('baseUrl', 'a URL', typeof baseUrl === 'string' && baseUrl !== '');
  checkOption('fetch', 'a function', fetch === undefined || typeof fetch === 'function');
  checkOption('middleware', 'an array', middleware === undefined || Array.isArray(middleware));
  checkOption(
    'timeoutDuration',
    `milliseconds from 1 to ${LONGEST_TIMEOUT}`,
    timeoutDuration === undefined ||
      (Number.isFinite(timeoutDuration) && timeoutDuration >= 1 && timeoutDuration <= LONGEST_TIMEOUT),
  );
  checkOption(
    'retry.maxRetries',
    'a whole number of at least 0',
    retry?.maxRetries === undefined || (Number.isInteger(retry.maxRetries) && retry.maxRetries >= 0),
  );
  checkOption(
    'retry.retryWhen',
    'an array of statuses',
    retry?.retryWhen === undefined || Array.isArray(retry.retryWhen),
  );
}

/** Throws an error that names the option, unless what was given will do. sdk-contract.md 2 */
export function checkOption(option: string, what: string, holds: boolean): asserts holds {
  if (!holds) throw new Error(`The option ${option} must be ${what}`);
}
