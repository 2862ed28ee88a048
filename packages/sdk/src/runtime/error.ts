import type { ErrorCode } from './error-code.js';
import type { FetchHeaders } from './fetch-api.js';
import { field, type RateLimit, rateLimitOf } from './rate-limit.js';
import { rootCause } from './root-cause.js';

/** What an error says about the call that it ends. */
export interface CallDetails {
  /** For example GET. */
  method: string;
  /** Below the base URL, without the query. */
  path: string;
  /** How often the request was sent. */
  attempts: number;
}

const REFUSED = 'Response returned an error code';

/**
 * What all errors of the SDK have in common. The message ends with status, method and path, as far as they are known;
 * none has a secret in it. For an answer that a middleware made, the call is not known.
 *
 * @group Errors
 * @example
 * ```ts
 * import { ClienteleError, FetchError, ManagementApiError, ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 * });
 * try {
 *   await clients.get({ client_id: 'unknown' });
 * } catch (error) {
 *   if (error instanceof ManagementApiError && error.status === 404) console.log('There is no such client');
 *   else if (error instanceof FetchError) console.log('No answer', error.name, error.cause);
 *   else if (error instanceof ClienteleError) console.log(error.method, error.path, error.attempts, error.message);
 *   else throw error;
 * }
 * ```
 */
export class ClienteleError extends Error {
  /** What the class is called. */
  static readonly kind: string = 'ClienteleError';
  /** Name of the class. */
  declare readonly name: string;
  /** For example GET. */
  declare readonly method: string | undefined;
  /** Below the base URL, without the query. */
  declare readonly path: string | undefined;
  /** How often the request was sent. */
  declare readonly attempts: number;
  /** Of the answer; undefined where there was none. */
  declare readonly status: number | undefined;
  /** Of the answer; undefined where there was none. */
  declare readonly headers: FetchHeaders | undefined;

  /** Takes over what is known of the call and its answer. */
  constructor(message: string, details?: object) {
    const { status, method, path } = (details ?? {}) as ClienteleError;
    const about = [status, method, path].filter(Boolean).join(' ');
    super(about ? `${message} (${about})` : message);
    Object.assign(this, { name: new.target.kind, attempts: 0 }, details);
  }

  /** What the answer says about the caller's rate limit. */
  get rateLimit(): RateLimit | undefined {
    return rateLimitOf(this.headers);
  }

  /** What the server calls the request in its log. */
  get requestId(): string | undefined {
    return field(this.headers, 'x-request-id');
  }
}

/**
 * An option, or what was given to be sent, could not work; nothing was sent.
 *
 * @group Errors
 */
export class ConfigurationError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind = 'ConfigurationError';
  /** Name of the class. */
  declare readonly name: 'ConfigurationError';
  /** Which option it is. */
  declare readonly option: string;
}

/**
 * A path parameter is missing, empty, `.` or `..`, and so would lead to another path; nothing was sent.
 *
 * @group Errors
 */
export class RequiredError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind = 'RequiredError';
  /** Name of the class. */
  declare readonly name: 'RequiredError';
  /** The name of the path parameter. */
  declare readonly field: string;

  /** Says which path parameter it is. */
  constructor(field: string, message = field, call?: CallDetails) {
    super(message, { ...call, field });
  }
}

/**
 * No whole answer came: no connection, one that broke off, even within the body, or the end of time or patience, for
 * which there are subclasses. The message says the root of the matter, and `cause` holds it.
 *
 * @group Errors
 */
export class FetchError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind: string = 'FetchError';
  /** Name of the class. */
  declare readonly name: 'FetchError' | 'TimeoutError' | 'AbortError';
  /** What fetch rejected with, the reason of an abort as it is, or an error that says that time was up. */
  declare readonly cause: Error;

  /** Takes over what fetch rejected with. */
  constructor(reason: unknown, message = rootCause(reason), call?: CallDetails) {
    super(message || 'No answer', { ...call, cause: reason });
  }
}

/**
 * An attempt took longer than `timeout` or `timeoutDuration`, its body included.
 *
 * @group Errors
 */
export class TimeoutError extends FetchError {
  /** What the class is called. */
  static override readonly kind = 'TimeoutError';
  /** Name of the class. */
  declare readonly name: 'TimeoutError';

  /** Says how long the attempt took. */
  constructor(message = 'The request was timed out', call?: CallDetails) {
    super(call && new (new.target as typeof TimeoutError)(message), message, call);
  }
}

/**
 * The caller's signal ended the call, or the wait for a token, a hook or a retry; `cause` is its reason.
 *
 * @group Errors
 */
export class AbortError extends FetchError {
  /** What the class is called. */
  static override readonly kind = 'AbortError';
  /** Name of the class. */
  declare readonly name: 'AbortError';
}

/**
 * A status outside of 200 to 299 with a body that says nothing that could be understood, for example of a proxy; a
 * redirect is one too, since none is followed.
 *
 * @group Errors
 */
export class ResponseError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind: string = 'ResponseError';
  /** Name of the class. */
  declare readonly name: 'ResponseError' | 'InvalidResponseError';
  /** Of the answer. */
  declare readonly status: number;
  /** The same, by its older name. */
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;

  /** Takes over what is known of the call and its answer. */
  constructor(status: number, body: string, headers: FetchHeaders, message = REFUSED, call?: CallDetails) {
    super(message, { ...call, ...answered(status, body, headers) });
  }
}

/**
 * An answer with a status from 200 to 299 that is not what it should be, for example not JSON. Its `body` is empty,
 * since what came may hold a secret that was just made.
 *
 * @group Errors
 */
export class InvalidResponseError extends ResponseError {
  /** What the class is called. */
  static override readonly kind = 'InvalidResponseError';
  /** Name of the class. */
  declare readonly name: 'InvalidResponseError';
}

/**
 * A refusal of the Management API: 400 when the request breaks a rule, 401 when the token does not count, 403 when it
 * lacks the scope, 404 and 409 when something is not there or there already, 429 when there are too many requests.
 *
 * @group Errors
 * @example
 * ```ts
 * import { ManagementApiError, ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * try {
 *   await clients.create({ name: '' });
 * } catch (error) {
 *   if (!(error instanceof ManagementApiError)) throw error;
 *   console.log(error.status, error.errorCode, error.msg);
 * }
 * ```
 */
export class ManagementApiError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind = 'ManagementApiError';
  /** Name of the class. */
  declare readonly name: 'ManagementApiError';
  /** Undefined where the API gives none. */
  declare readonly errorCode: ErrorCode | undefined;
  /** Name of the status, for example `Bad Request`. */
  declare readonly error: string;
  /** Of the answer. */
  declare readonly status: number;
  /** The same, by its older name. */
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;
  /** What is wrong, as the API says it. */
  declare readonly msg: string;

  /** Takes over what the API said, and what is known of the call. */
  constructor(
    errorCode: ErrorCode | undefined,
    error: string,
    status: number,
    body: string,
    headers: FetchHeaders,
    msg: string,
    call?: CallDetails,
  ) {
    const said = { errorCode, error, msg };
    super(msg || error || REFUSED, { ...call, ...said, ...answered(status, body, headers) });
  }
}

/**
 * A refusal of the token endpoint: 400 or 401 when the client does not authenticate as it should, 403 when it has no
 * grant for the API, 429 when it failed too often. RFC 6749 section 5.2
 *
 * @group Errors
 * @example
 * ```ts
 * import { AuthApiError, ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'a wrong one',
 * });
 * try {
 *   await clients.getAll();
 * } catch (error) {
 *   if (!(error instanceof AuthApiError)) throw error;
 *   console.log(error.status, error.error, error.error_description);
 * }
 * ```
 */
export class AuthApiError extends ClienteleError {
  /** What the class is called. */
  static override readonly kind = 'AuthApiError';
  /** Name of the class. */
  declare readonly name: 'AuthApiError';
  /** The code of the refusal, for example `invalid_client`. RFC 6749 section 5.2 */
  declare readonly error: string;
  /** What is wrong. Undefined where the server says no more. */
  declare readonly error_description: string | undefined;
  /** Of the answer. */
  declare readonly status: number;
  /** The same, by its older name. */
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;

  /** Takes over what the endpoint said, and what is known of the call. */
  constructor(
    error: string,
    error_description: string | undefined,
    status: number,
    body: string,
    headers: FetchHeaders,
    call?: CallDetails,
  ) {
    const said = { error, error_description };
    super(error_description || error, { ...call, ...said, ...answered(status, body, headers) });
  }
}

function answered(status: number, body: string, headers: FetchHeaders) {
  return { status, statusCode: status, body, headers };
}

/** Each error by its `name`, for a `switch` that tells them apart. */
export type SdkError =
  | ConfigurationError
  | RequiredError
  | FetchError
  | TimeoutError
  | AbortError
  | ResponseError
  | InvalidResponseError
  | ManagementApiError
  | AuthApiError;
