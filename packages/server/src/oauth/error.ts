/** Why a token request was refused; the error table of a profile says what is answered. */
export type RefusalReason =
  | 'malformed_request'
  | 'unsupported_media_type'
  | 'request_too_large'
  | 'multiple_authentication_methods'
  | 'client_not_authenticated'
  | 'assertion_not_accepted'
  | 'unsupported_grant_type'
  | 'grant_type_not_allowed'
  | 'missing_audience'
  | 'unknown_audience'
  | 'no_client_grant'
  | 'scope_not_granted'
  | 'restricted'
  | 'too_many_failures'
  | 'quota_exceeded'
  | 'clock_off'
  | 'misdirected_request'
  | 'method_not_allowed'
  | 'insecure_transport'
  | 'unavailable';

/** A refused token request. RFC 6749 section 5.2. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  /**
   * @param reason selects the row of the error table
   * @param subject what the description is about: a parameter, an audience, a scope
   * @param challenge whether the client used HTTP Basic, and so is challenged by it
   */
  constructor(
    readonly reason: RefusalReason,
    readonly subject = '',
    readonly challenge = false,
  ) {
    super(subject === '' ? reason : `${reason}: ${subject}`);
  }
}

/** Too many failed authentications from one source. RFC 6585 section 4. */
export class TooManyFailures extends TokenRefusal {
  /**
   * @param retryAfter whole seconds after which it may be tried again
   * @param by whether one client failed too often, or the source with all
   */
  constructor(
    readonly retryAfter: number,
    readonly by: 'client' | 'source',
  ) {
    super('too_many_failures');
  }
}
