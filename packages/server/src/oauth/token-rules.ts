/** How refusals of the token endpoint read: as tools know them from Auth0, or as the RFCs have them. docs/decisions/0035 */
export type ErrorProfile = 'auth0' | 'rfc';

/** What an operator decides about the token endpoint. docs/decisions/0035, 0036 */
export interface TokenRules {
  /** `rfc` also takes forms only, and holds each client to the method that it is registered with. */
  errors: ErrorProfile;
  /** Accepted as `aud` of assertions besides the issuer. */
  assertionAudiences: readonly string[];
  /** The longest time an assertion may be valid for, in seconds. */
  assertionMaxLifetime: number;
  /** How many keys of a client may have to be tried. */
  maxCredentials?: number;
}
