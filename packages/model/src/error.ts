/** A rule that a request breaks, with what the Management API answers then. management-api.md 1.3 */
export class RuleError extends Error {
  override readonly name = 'RuleError';

  constructor(
    readonly statusCode: 400 | 403 | 404 | 409,
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
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
