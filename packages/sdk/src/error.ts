/** A path parameter is missing, empty, or would lead to another path. sdk-contract.md 2 and 7 */
export class RequiredError extends Error {
  readonly field: string;
  override readonly name = 'RequiredError';

  constructor(field: string, message = `Required parameter ${field} is missing`) {
    super(message);
    this.field = field;
  }
}

/** No answer came; `cause` says why: a TimeoutError, the reason of an abort, or fetch's own error. sdk-contract.md 2 */
export class FetchError extends Error {
  override readonly cause: Error;
  override readonly name = 'FetchError';

  constructor(reason: unknown) {
    const cause = errorOf(reason);
    super(cause.message);
    this.cause = cause;
  }
}

/** An attempt took longer than `timeoutDuration`; always the `cause` of a FetchError. sdk-contract.md 2 */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';

  constructor() {
    super('The request was timed out.');
  }
}

/** A refusal whose body says nothing that could be understood. sdk-contract.md 2 */
export class ResponseError extends Error {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Headers;
  override readonly name: string = 'ResponseError';

  constructor(answer: RawAnswer, message = 'Response returned an error code') {
    super(message);
    this.statusCode = answer.statusCode;
    this.body = answer.body;
    this.headers = answer.headers;
  }
}

/** An answer with a status from 200 to 299 that is not what it should be, for example not JSON. sdk-contract.md 7 */
export class InvalidResponseError extends ResponseError {
  override readonly name = 'InvalidResponseError';
}

/** A refusal of the Management API. sdk-contract.md 2, management-api.md 1.3 */
export class ManagementApiError extends Error {
  /** Undefined where the API gives none. */
  readonly errorCode: string | undefined;
  readonly error: string;
  readonly statusCode: number;
  /** The raw text of the answer. */
  readonly body: string;
  readonly headers: Headers;
  readonly msg: string;
  override readonly name = 'ManagementApiError';

  constructor(answer: RawAnswer, { errorCode, error, statusCode, message }: ManagementErrorBody) {
    super(message);
    this.errorCode = errorCode;
    this.error = error;
    this.statusCode = statusCode || answer.statusCode;
    this.body = answer.body;
    this.headers = answer.headers;
    this.msg = message;
  }
}

/** A refusal of the token endpoint. sdk-contract.md 2, RFC 6749 section 5.2 */
export class AuthApiError extends Error {
  readonly error: string;
  readonly error_description: string | undefined;
  readonly statusCode: number;
  /** The raw text of the answer. */
  readonly body: string;
  readonly headers: Headers;
  override readonly name = 'AuthApiError';

  constructor(answer: RawAnswer, { error, error_description }: TokenErrorBody) {
    super(error_description || error);
    this.error = error;
    this.error_description = error_description;
    this.statusCode = answer.statusCode;
    this.body = answer.body;
    this.headers = answer.headers;
  }
}

/** What of an answer every error keeps. sdk-contract.md 2 */
export interface RawAnswer {
  statusCode: number;
  body: string;
  headers: Headers;
}

/** The error body of the Management API. management-api.md 1.3 */
export interface ManagementErrorBody {
  statusCode?: number;
  error: string;
  message: string;
  errorCode?: string;
}

/** The error body of the token endpoint. RFC 6749 section 5.2 */
export interface TokenErrorBody {
  error: string;
  error_description?: string;
}

/** Reads what errors keep of an answer. sdk-contract.md 2 */
export async function rawAnswer(response: Response): Promise<RawAnswer> {
  return { statusCode: response.status, body: await response.text(), headers: response.headers };
}

/** Reads a refusal of the Management API. sdk-contract.md 2 */
export async function managementError(response: Response): Promise<ManagementApiError | ResponseError> {
  const answer = await rawAnswer(response);
  const body = parsed(answer.body);
  return body === undefined
    ? new ResponseError(answer)
    : new ManagementApiError(answer, body as ManagementErrorBody);
}

/** Reads a refusal of the token endpoint or of discovery. RFC 6749 section 5.2 */
export async function tokenError(response: Response): Promise<AuthApiError | ResponseError> {
  const answer = await rawAnswer(response);
  const body = parsed(answer.body) as Partial<TokenErrorBody> | undefined;
  return typeof body?.error === 'string'
    ? new AuthApiError(answer, body as TokenErrorBody)
    : new ResponseError(answer);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

// By its shape, since an error that comes from another realm is no instance of this one's Error.
function errorOf(reason: unknown): Error {
  return typeof reason === 'object' && reason !== null && 'message' in reason
    ? (reason as Error)
    : new Error(String(reason));
}
