import type { FetchHeaders, FetchResponse } from './fetch-api.js';
import { type RateLimit, rateLimitOf } from './rate-limit.js';

/** What an error says about the call that it ends. sdk-contract.md 6 */
export interface CallDetails {
  method: string;
  /** Below the base URL, without the query. */
  path: string;
  /** How often the request was sent. */
  attempts: number;
}

/**
 * What all errors of a call have in common; none has a secret in its message. For an answer that a middleware made, the
 * call is not known. sdk-contract.md 6
 */
export class ClienteleError extends Error {
  declare readonly method: string | undefined;
  /** Below the base URL, without the query. */
  declare readonly path: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number = 0;
  /** Of the answer; undefined where there was none. */
  declare readonly status: number | undefined;
  /** Of the answer; undefined where there was none. */
  declare readonly headers: FetchHeaders | undefined;

  constructor(message: string, details?: object) {
    super(message);
    Object.assign(this, details);
  }

  /** What the answer says about the caller's rate limit. management-api.md 1.4 */
  get rateLimit(): RateLimit | undefined {
    return rateLimitOf(this.headers);
  }
}

/** A path parameter is missing, empty, or would lead to another path; nothing was sent. sdk-contract.md 2 and 7 */
export class RequiredError extends ClienteleError {
  /** The name of the path parameter. */
  declare readonly field: string;
  override readonly name = 'RequiredError';
}

/** No whole answer came; `cause` says why. Its subclasses tell timeouts and aborts apart. sdk-contract.md 2 */
export class FetchError extends ClienteleError {
  /** What fetch rejected with, the reason of an abort, or an error that says that time was up. */
  declare readonly cause: unknown;
  override readonly name: string = 'FetchError';
}

/** An attempt took longer than `timeoutDuration`. sdk-contract.md 2 and 6 */
export class TimeoutError extends FetchError {
  override readonly name = 'TimeoutError';
}

/** The caller's signal ended the call; `cause` is its reason. sdk-contract.md 6 */
export class AbortError extends FetchError {
  override readonly name = 'AbortError';
}

/** A refusal whose body says nothing that could be understood; a redirect is one too. sdk-contract.md 2 */
export class ResponseError extends ClienteleError {
  declare readonly status: number;
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  declare readonly headers: FetchHeaders;
  override readonly name: string = 'ResponseError';

  constructor(details: object, message = 'Response returned an error code') {
    super(message, details);
  }
}

/**
 * An answer with a status from 200 to 299 that is not what it should be, for example not JSON. Its `body` is empty,
 * since what came may hold a secret that was just made. sdk-contract.md 7
 */
export class InvalidResponseError extends ResponseError {
  override readonly name = 'InvalidResponseError';
}

/** A refusal of the Management API. sdk-contract.md 2, management-api.md 1.3 */
export class ManagementApiError extends ClienteleError {
  /** Undefined where the API gives none. */
  declare readonly errorCode: string | undefined;
  declare readonly error: string;
  declare readonly status: number;
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  declare readonly headers: FetchHeaders;
  declare readonly msg: string;
  override readonly name = 'ManagementApiError';
}

/** A refusal of the token endpoint. sdk-contract.md 2, RFC 6749 section 5.2 */
export class AuthApiError extends ClienteleError {
  declare readonly error: string;
  declare readonly error_description: string | undefined;
  declare readonly status: number;
  declare readonly statusCode: number;
  /** The raw text of the answer. */
  declare readonly body: string;
  declare readonly headers: FetchHeaders;
  override readonly name = 'AuthApiError';
}

/** What errors keep of an answer. sdk-contract.md 2 */
export function answerDetails(response: KnownResponse, body: string): object {
  const { status, headers, call } = response;
  return { ...call, status, statusCode: status, body, headers };
}

/** An answer that knows which call it belongs to, and whose text is at hand. */
export type KnownResponse = FetchResponse & { call?: CallDetails; known?: string };
