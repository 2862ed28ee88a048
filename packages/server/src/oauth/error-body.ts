import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { retryAfter } from '../http/unavailable.js';
import { UnavailableError } from '../storage/port/errors.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { type RefusalReason, TokenRefusal, TooManyFailures } from './error.js';
import { outcomeOf } from './token-outcome.js';
import type { ErrorProfile } from './token-rules.js';

/** The body of every error answer of the token endpoint. RFC 6749 section 5.2. */
export interface OAuthErrorBody {
  error: string;
  error_description: string;
  error_uri?: string;
}

interface Row {
  statusCode: number;
  error: string;
  describe: (subject: string) => string;
  error_uri?: string;
}

const grantTypesUri = 'https://auth0.com/docs/clients/client-grant-types';
const clientGrantsUri = 'https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants';

/** What is answered, as tools know it from Auth0. management-api.md 6, security-checklist.md 0. */
const auth0: Record<RefusalReason, Row> = {
  malformed_request: { statusCode: 400, error: 'invalid_request', describe: (what) => what },
  unsupported_media_type: {
    statusCode: 415,
    error: 'invalid_request',
    describe: () =>
      'The Content-Type must be application/x-www-form-urlencoded or application/json, in UTF-8.',
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
  client_not_authenticated: { statusCode: 401, error: 'access_denied', describe: () => 'Unauthorized' },
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
  },
  missing_audience: {
    statusCode: 403,
    error: 'invalid_request',
    describe: () => 'Missing required parameter: audience',
  },
  unknown_audience: {
    statusCode: 403,
    error: 'access_denied',
    describe: (audience) => `Service not enabled within domain: ${audience}`,
  },
  no_client_grant: {
    statusCode: 403,
    error: 'access_denied',
    describe: (audience) =>
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API. See: ${clientGrantsUri}`,
  },
  scope_not_granted: {
    statusCode: 403,
    error: 'access_denied',
    describe: (scopes) => `Client has not been granted scopes: ${scopes}`,
  },
  misdirected_request: {
    statusCode: 421,
    error: 'invalid_request',
    describe: () => 'No tenant answers under this Host.',
  },
  insecure_transport: {
    statusCode: 403,
    error: 'invalid_request',
    describe: () => 'Plain http is for the trusted proxy only; use https.',
  },
  method_not_allowed: {
    statusCode: 405,
    error: 'invalid_request',
    describe: () => 'Only POST is allowed here.',
  },
  too_many_failures: {
    statusCode: 429,
    error: 'too_many_requests',
    describe: () => 'Too many failed authentications; try again after the time in Retry-After.',
  },
  quota_exceeded: {
    statusCode: 429,
    error: 'too_many_requests',
    describe: () => 'The token quota of the client is used up; try again after the time in Retry-After.',
  },
  clock_off: {
    statusCode: 503,
    error: 'temporarily_unavailable',
    describe: () => 'The clock of this server is wrong, and no tokens are issued until it is right.',
  },
  restricted: { statusCode: 403, error: 'access_denied', describe: (what) => what },
  unavailable: {
    statusCode: 503,
    error: 'temporarily_unavailable',
    describe: () => 'The service is not available now; try again after the time in Retry-After.',
  },
};

/** What is answered by the RFCs: 400 where RFC 6749 section 5.2 and RFC 8707 section 2 name an error. docs/decisions/0035 */
const rfc: Record<RefusalReason, Row> = {
  ...auth0,
  unsupported_media_type: {
    statusCode: 415,
    error: 'invalid_request',
    describe: () => 'The Content-Type must be application/x-www-form-urlencoded, in UTF-8.',
  },
  client_not_authenticated: {
    statusCode: 401,
    error: 'invalid_client',
    describe: () => 'Client authentication failed.',
  },
  grant_type_not_allowed: {
    statusCode: 400,
    error: 'unauthorized_client',
    describe: auth0.grant_type_not_allowed.describe,
  },
  missing_audience: { ...auth0.missing_audience, statusCode: 400, error: 'invalid_target' },
  unknown_audience: { ...auth0.unknown_audience, statusCode: 400, error: 'invalid_target' },
  no_client_grant: {
    statusCode: 400,
    error: 'invalid_target',
    describe: (audience) => `The client has no client grant for ${audience}`,
  },
  scope_not_granted: { ...auth0.scope_not_granted, statusCode: 400, error: 'invalid_scope' },
  restricted: { ...auth0.restricted, statusCode: 400, error: 'unauthorized_client' },
};

const profiles: Record<ErrorProfile, Record<RefusalReason, Row>> = { auth0, rfc };

/** The reason behind what is refused before a handler runs, by error code. */
const transport: Record<string, TokenRefusal> = {
  MISDIRECTED_REQUEST: new TokenRefusal('misdirected_request'),
  INSECURE_TRANSPORT: new TokenRefusal('insecure_transport'),
  METHOD_NOT_ALLOWED: new TokenRefusal('method_not_allowed'),
  OUT_OF_MEMORY: new TokenRefusal('unavailable'),
  FST_ERR_CTP_BODY_TOO_LARGE: new TokenRefusal('request_too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new TokenRefusal('unsupported_media_type'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new TokenRefusal(
    'malformed_request',
    'The body does not have the length that Content-Length states.',
  ),
};

/** Sends errors in the token endpoint's shape; an unexpected one says no more than a request id. */
export function sendOAuthErrors(profile: ErrorProfile) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    sendOAuthError(error, { rows: profiles[profile], request, reply });
}

function sendOAuthError(
  error: unknown,
  {
    rows,
    request,
    reply,
  }: { rows: Record<RefusalReason, Row>; request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const refusal = refusalOf(error);
  if (!refusal) {
    request.log.error({ err: error }, 'request failed');
    const description = `An internal error occurred (request ${request.id}).`;
    return reply
      .code(500)
      .send({ error: 'server_error', error_description: description } satisfies OAuthErrorBody);
  }
  outcomeOf(request).refusal = refusal;
  const cause = withoutSecrets(refusal.subject, 500);
  request.log.info({ reason: refusal.reason, cause }, 'token refused');
  const { statusCode, error: code, describe, error_uri } = rows[refusal.reason];
  const body: OAuthErrorBody = {
    error: code,
    error_description: describe(printable(refusal.subject)),
    ...(error_uri !== undefined && { error_uri }),
  };
  if (refusal.reason === 'clock_off' || refusal.reason === 'unavailable')
    reply.header('retry-after', retryAfter);
  if (error instanceof UnavailableError) request.server.tellUnavailable(request, error);
  if (refusal instanceof TooManyFailures) reply.header('retry-after', String(refusal.retryAfter));
  if (refusal.challenge)
    reply.header('www-authenticate', `Basic realm="${request.tenant.issuer}", charset="UTF-8"`);
  return reply.code(statusCode).send(body);
}

function refusalOf(error: unknown): TokenRefusal | undefined {
  if (error instanceof TokenRefusal) return error;
  if (error instanceof UnavailableError) return new TokenRefusal('unavailable');
  return transport[(error as Partial<FastifyError>).code ?? ''];
}

/** A description may hold only printable ASCII without quote and backslash, and stays short. RFC 6749 section 5.2. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, '?').slice(0, 300);
}
