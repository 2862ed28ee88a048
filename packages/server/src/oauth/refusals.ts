/** Why a token request is refused. */
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
  | 'unavailable';

interface Answer {
  statusCode: number;
  error: string;
  describe: (subject: string) => string;
  error_uri?: string | undefined;
}

const grantTypesUri = 'https://auth0.com/docs/clients/client-grant-types';
const clientGrantsUri = 'https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants';

/**
 * What is answered, as tools know it from Auth0, and where the RFCs have it otherwise: 400 where RFC 6749 section 5.2 and
 * RFC 8707 section 2 name an error. management-api.md 6, security-checklist.md 0, docs/decisions/0035
 */
export const refusals: Readonly<Record<RefusalReason, Answer & { rfc?: Partial<Answer> }>> = {
  malformed_request: { statusCode: 400, error: 'invalid_request', describe: (what) => what },
  unsupported_media_type: {
    statusCode: 415,
    error: 'invalid_request',
    describe: () =>
      'The Content-Type must be application/x-www-form-urlencoded or application/json, in UTF-8.',
    rfc: { describe: () => 'The Content-Type must be application/x-www-form-urlencoded, in UTF-8.' },
  },
  request_too_large: {
    statusCode: 413,
    error: 'invalid_request',
    describe: () => 'The request body is too large.',
  },
  multiple_authentication_methods: {
    statusCode: 400,
    error: 'invalid_request',
    describe: () => 'Multiple authentication methods provided, please use one.',
  },
  client_not_authenticated: {
    statusCode: 401,
    error: 'access_denied',
    describe: () => 'Unauthorized',
    rfc: { error: 'invalid_client', describe: () => 'Client authentication failed.' },
  },
  assertion_not_accepted: {
    statusCode: 401,
    error: 'invalid_client',
    describe: () => 'The client assertion was not accepted.',
  },
  unsupported_grant_type: {
    statusCode: 400,
    error: 'unsupported_grant_type',
    describe: (type) => `Unsupported grant type: ${type}`,
  },
  grant_type_not_allowed: {
    statusCode: 403,
    error: 'unauthorized_client',
    describe: (type) => `Grant type '${type}' not allowed for the client.`,
    error_uri: grantTypesUri,
    rfc: { statusCode: 400, error_uri: undefined },
  },
  missing_audience: {
    statusCode: 403,
    error: 'invalid_request',
    describe: () => 'Missing required parameter: audience',
    rfc: { statusCode: 400, error: 'invalid_target' },
  },
  unknown_audience: {
    statusCode: 403,
    error: 'access_denied',
    describe: (audience) => `Service not enabled within domain: ${audience}`,
    rfc: { statusCode: 400, error: 'invalid_target' },
  },
  no_client_grant: {
    statusCode: 403,
    error: 'access_denied',
    describe: (audience) =>
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API. See: ${clientGrantsUri}`,
    rfc: {
      statusCode: 400,
      error: 'invalid_target',
      describe: (audience) => `The client has no client grant for ${audience}`,
    },
  },
  scope_not_granted: {
    statusCode: 403,
    error: 'access_denied',
    describe: (scopes) => `Client has not been granted scopes: ${scopes}`,
    rfc: { statusCode: 400, error: 'invalid_scope' },
  },
  too_many_failures: {
    statusCode: 429,
    error: 'too_many_requests',
    describe: () => 'Too many failed authentications; try again after the time in Retry-After.',
  },
  quota_exceeded: {
    statusCode: 429,
    error: 'too_many_requests',
    describe: () => 'Client quota exceeded',
  },
  clock_off: {
    statusCode: 503,
    error: 'temporarily_unavailable',
    describe: () => 'The clock of this server is wrong, and no tokens are issued until it is right.',
  },
  restricted: {
    statusCode: 403,
    error: 'access_denied',
    describe: (what) => what,
    rfc: { statusCode: 400, error: 'unauthorized_client' },
  },
  unavailable: {
    statusCode: 503,
    error: 'temporarily_unavailable',
    describe: () => 'The service is not available now; try again after the time in Retry-After.',
  },
};
