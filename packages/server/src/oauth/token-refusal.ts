import { HttpError } from '@clientele/model';
import { type RefusalReason, refusals } from './refusals.js';
import type { ErrorProfile } from './token-rules.js';

/** The body of every error answer of the token endpoint. RFC 6749 section 5.2. */
export interface OAuthErrorBody {
  error: string;
  error_description: string;
  error_uri?: string;
}

/** A refused token request. RFC 6749 section 5.2. */
export class TokenRefusal extends HttpError {
  override readonly name: string = 'TokenRefusal';

  /**
   * @param reason selects the row of the error table
   * @param subject what the description is about: a parameter, an audience, a scope
   * @param headers of the answer
   */
  constructor(
    readonly reason: RefusalReason,
    readonly subject = '',
    headers: Readonly<Record<string, string>> = {},
  ) {
    const { statusCode, describe } = refusals[reason];
    super(statusCode, describe(printable(subject)), { code: reason, headers });
  }

  /** The answer in a profile. docs/decisions/0035 */
  answerIn(profile: ErrorProfile): { statusCode: number; body: OAuthErrorBody } {
    const { rfc, ...auth0 } = refusals[this.reason];
    const { statusCode, error, describe, error_uri } = profile === 'rfc' ? { ...auth0, ...rfc } : auth0;
    const body = {
      error,
      error_description: describe(printable(this.subject)),
      ...(error_uri !== undefined && { error_uri }),
    };
    return { statusCode, body };
  }
}

/** Too many failed authentications from one source. RFC 6585 section 4. */
export class TooManyFailures extends TokenRefusal {
  override readonly name = 'TooManyFailures';

  /**
   * @param retryAfter whole seconds after which it may be tried again
   * @param by whether one client failed too often, or the source with all
   */
  constructor(
    retryAfter: number,
    readonly by: 'client' | 'source',
  ) {
    super('too_many_failures', '', { 'retry-after': String(retryAfter) });
  }
}

/** A description may hold only printable ASCII without quote and backslash, and stays short. RFC 6749 section 5.2. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, '?').slice(0, 300);
}
