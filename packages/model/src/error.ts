/** What an error may carry besides its status and its text. */
export interface HttpErrorOptions extends ErrorOptions {
  /** Which error it is, for programs; it never changes. */
  code?: string | undefined;
  /** Header fields of the answer. */
  headers?: Readonly<Record<string, string>>;
  /** More about it, in the Management API. management-api.md 1.3 */
  attributes?: Readonly<Record<string, string>>;
}

/**
 * An error that is answered to the caller. It carries what the answer says (status, code and text), and each dialect of
 * the server only shapes it. docs/decisions/0079
 */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>> | undefined;

  constructor(
    readonly statusCode: number,
    message: string,
    { code, headers = {}, attributes, ...options }: HttpErrorOptions = {},
  ) {
    super(message, options);
    this.code = code;
    this.headers = headers;
    this.attributes = attributes;
  }
}

/** A rule that a request breaks. management-api.md 1.3 */
export class RuleError extends HttpError {
  override readonly name = 'RuleError';

  constructor(
    override readonly statusCode: 400 | 403 | 404 | 409,
    override readonly code: string,
    message: string,
  ) {
    super(statusCode, message, { code });
  }
}

/** The error for a body that is well formed and still breaks a rule. management-api.md 1.3 */
export function invalidBody(message: string): RuleError {
  return new RuleError(400, 'invalid_body', message);
}

/** The error for a token that holds none of the scopes; tools parse its text. management-api.md 1.3 */
export function insufficientScope(scopes: readonly string[]): RuleError {
  return new RuleError(
    403,
    'insufficient_scope',
    `Insufficient scope, expected any of: ${scopes.join(', ')}`,
  );
}
