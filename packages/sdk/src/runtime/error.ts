import type { FetchHeaders, FetchResponse } from './fetch-api.js';
import { type RateLimit, rateLimitOf } from './rate-limit.js';

/** What an error says about the call that it ends. sdk-contract.md 6 */
export interface CallDetails {
  /** For example GET. */
  method: string;
  /** Below the base URL, without the query. */
  path: string;
  /** How often the request was sent. */
  attempts: number;
}

/**
 * What all errors of a call have in common; none has a secret in its message. For an answer that a middleware made, the
 * call is not known. sdk-contract.md 6
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
  /** For example GET. */
  declare readonly method: string | undefined;
  /** Below the base URL, without the query. */
  declare readonly path: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number = 0;
  /** Of the answer; undefined where there was none. */
  declare readonly status: number | undefined;
  /** Of the answer; undefined where there was none. */
  declare readonly headers: FetchHeaders | undefined;

  /** Takes over what is known of the call. */
  constructor(message: string, details?: object) {
    super(message);
    Object.assign(this, details);
  }

  /** What the answer says about the caller's rate limit. management-api.md 1.4 */
  get rateLimit(): RateLimit | undefined {
    return rateLimitOf(this.headers);
  }
}

/**
 * A path parameter is missing, empty, `.` or `..`, and so would lead to another path; nothing was sent.
 * sdk-contract.md 2 and 7
 *
 * @group Errors
 */
export class RequiredError extends ClienteleError {
  /** The name of the path parameter. */
  declare readonly field: string;
  /** Name of the class. */
  override readonly name = 'RequiredError';
}

/**
 * No whole answer came: no connection, one that broke off, even within the body, or the end of time or patience, for
 * which there are subclasses. `cause` says why. sdk-contract.md 2
 *
 * @group Errors
 */
export class FetchError extends ClienteleError {
  /** What fetch rejected with, the reason of an abort, or an error that says that time was up. */
  declare readonly cause: unknown;
  /** Name of the class. */
  override readonly name: string = 'FetchError';
}

/**
 * An attempt took longer than `timeoutDuration`, its body included. sdk-contract.md 2 and 6
 *
 * @group Errors
 */
export class TimeoutError extends FetchError {
  /** Name of the class. */
  override readonly name = 'TimeoutError';
}

/**
 * The caller's signal ended the call, or the wait before a retry; `cause` is its reason. sdk-contract.md 6
 *
 * @group Errors
 */
export class AbortError extends FetchError {
  /** Name of the class. */
  override readonly name = 'AbortError';
}

/**
 * A status outside of 200 to 299 with a body that says nothing that could be understood, for example of a proxy; a
 * redirect is one too, since none is followed. sdk-contract.md 2
 *
 * @group Errors
 */
export class ResponseError extends ClienteleError {
  /** Of the answer. */
  declare readonly status: number;
  /** The same, by its older name. */
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;
  /** Name of the class. */
  override readonly name: string = 'ResponseError';

  /** Takes over what is known of the call and its answer. */
  constructor(details: object, message = 'Response returned an error code') {
    super(message, details);
  }
}

/**
 * An answer with a status from 200 to 299 that is not what it should be, for example not JSON. Its `body` is empty,
 * since what came may hold a secret that was just made. sdk-contract.md 7
 *
 * @group Errors
 */
export class InvalidResponseError extends ResponseError {
  /** Name of the class. */
  override readonly name = 'InvalidResponseError';
}

/**
 * A refusal of the Management API: 400 when the request breaks a rule, 401 when the token does not count, 403 when it
 * lacks the scope, 404 and 409 when something is not there or there already, 429 when there are too many requests.
 * sdk-contract.md 2, management-api.md 1.3
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
  /** Undefined where the API gives none. */
  declare readonly errorCode: string | undefined;
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
  /** What is wrong, as the API says it; the `message` too. */
  declare readonly msg: string;
  /** Name of the class. */
  override readonly name = 'ManagementApiError';
}

/**
 * A refusal of the token endpoint: 400 or 401 when the client does not authenticate as it should, 403 when it has no
 * grant for the API, 429 when it failed too often. sdk-contract.md 2, RFC 6749 section 5.2
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
  /** The code of the refusal, for example `invalid_client`. RFC 6749 section 5.2 */
  declare readonly error: string;
  /** What is wrong; the `message` too. Undefined where the server says no more. */
  declare readonly error_description: string | undefined;
  /** Of the answer. */
  declare readonly status: number;
  /** The same, by its older name. */
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;
  /** Name of the class. */
  override readonly name = 'AuthApiError';
}

/** What errors keep of an answer. sdk-contract.md 2 */
export function answerDetails(response: KnownResponse, body: string): object {
  const { status, headers, call } = response;
  return { ...call, status, statusCode: status, body, headers };
}

/** An answer that knows which call it belongs to, and whose text is at hand. */
export type KnownResponse = FetchResponse & { call?: CallDetails; known?: string };
