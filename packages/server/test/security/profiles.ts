import type { ErrorProfile } from '../../src/oauth/token-rules.js';

/** Both ways in which the token endpoint refuses. docs/decisions/0035 */
export const profiles = ['auth0', 'rfc'] as const satisfies readonly ErrorProfile[];

/** What is answered where authentication by secret fails. */
export const notAuthenticated = {
  auth0: { error: 'access_denied', error_description: 'Unauthorized' },
  rfc: { error: 'invalid_client', error_description: 'Client authentication failed.' },
} as const;

/** What is answered to an assertion that does not hold, under both. */
export const assertionRefused = {
  error: 'invalid_client',
  error_description: 'The client assertion was not accepted.',
} as const;
