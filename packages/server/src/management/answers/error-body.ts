import { STATUS_CODES } from 'node:http';
import { RuleError } from '@clientele/model';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { OutOfMemory } from '../../http/memory-budget.js';
import { retryAfter } from '../../http/unavailable.js';
import { AbsentError, ConflictError, UnavailableError } from '../../storage/port/errors.js';

/** A refusal with all that its answer says. management-api.md 1.3. */
export class ManagementError extends Error {
  override readonly name = 'ManagementError';
  constructor(
    readonly statusCode: number,
    message: string,
    readonly details: {
      errorCode?: string;
      attributes?: Record<string, string>;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(message);
  }
}

/** The body of every error answer of the Management API. */
export interface ErrorBody {
  statusCode: number;
  error: string;
  message: string;
  errorCode?: string;
  attributes?: Record<string, string>;
}

const conflicts: Record<ConflictError['what'], { errorCode: string; message: string }> = {
  client: { errorCode: 'resource_conflict', message: 'A client with the same client_id already exists.' },
  connection: {
    errorCode: 'resource_conflict',
    message: 'A connection with the same name already exists.',
  },
  'client grant': { errorCode: 'resource_conflict', message: 'client_grant already exists' },
  identifier: {
    errorCode: 'existent_resource_server',
    message: 'A resource server with the same identifier already exists.',
  },
};

const absences: Record<AbsentError['what'], { errorCode: string; message: string }> = {
  client: { errorCode: 'inexistent_client', message: 'The client does not exist' },
  'resource server': {
    errorCode: 'inexistent_resource_server',
    message: 'The resource server does not exist',
  },
};

/** What is refused before a handler runs, by error code. */
const transport: Record<string, { statusCode: number; errorCode: string; message: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    statusCode: 413,
    errorCode: 'payload_too_large',
    message: 'The request body is too large; at most 1 MB is accepted.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    statusCode: 415,
    errorCode: 'unsupported_media_type',
    message: 'The Content-Type must be application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    statusCode: 400,
    errorCode: 'invalid_body',
    message: 'The body does not have the length that Content-Length states.',
  },
  MISDIRECTED_REQUEST: {
    statusCode: 421,
    errorCode: 'misdirected_request',
    message: 'No tenant answers under this Host.',
  },
  INSECURE_TRANSPORT: {
    statusCode: 403,
    errorCode: 'insecure_transport',
    message: 'Plain http is for the trusted proxy only; use https.',
  },
  METHOD_NOT_ALLOWED: {
    statusCode: 405,
    errorCode: 'method_not_allowed',
    message: 'This path does not know this method; the Allow header lists those it knows.',
  },
  PRECONDITION_FAILED: {
    statusCode: 412,
    errorCode: 'precondition_failed',
    message: 'What this path leads to is not what the conditions of the request ask for.',
  },
  SDK_DOCS_ABSENT: {
    statusCode: 404,
    errorCode: 'sdk_docs_absent',
    message: 'The documentation of the SDK is not part of this installation; `npm run setup` makes it.',
  },
  RATE_LIMIT_EXCEEDED: {
    statusCode: 429,
    errorCode: 'too_many_requests',
    message: 'Global limit has been reached',
  },
  METRICS_UNAUTHORIZED: {
    statusCode: 401,
    errorCode: 'unauthorized',
    message:
      'The figures are read with the token of CLIENTELE_METRICS_TOKEN, in development from this machine.',
  },
  OUT_OF_MEMORY: {
    statusCode: 503,
    errorCode: 'service_unavailable',
    message: 'Too many large answers wait to be read; try again after the time in Retry-After.',
  },
  FST_ERR_BAD_URL: { statusCode: 400, errorCode: 'invalid_uri', message: 'The URL is not valid.' },
  FST_ERR_MAX_PARAM_LENGTH: { statusCode: 414, errorCode: 'invalid_uri', message: 'The URL is too long.' },
};

/** The answer to an error, in the Management API's shape; an unexpected one says no more than a request id. */
export function managementError(error: unknown, requestId: string): ManagementError {
  if (error instanceof ManagementError) return error;
  if (error instanceof RuleError)
    return new ManagementError(error.statusCode, error.message, { errorCode: error.errorCode });
  if (error instanceof ConflictError) {
    const { message, errorCode } = conflicts[error.what];
    return new ManagementError(409, message, { errorCode });
  }
  if (error instanceof AbsentError) {
    const { message, errorCode } = absences[error.what];
    return new ManagementError(404, message, { errorCode });
  }
  if (error instanceof UnavailableError)
    return new ManagementError(
      503,
      'The service is not available now; try again after the time in Retry-After.',
      {
        errorCode: 'service_unavailable',
        headers: { 'retry-after': retryAfter },
      },
    );
  const known = transport[(error as Partial<FastifyError>).code ?? ''];
  if (known)
    return new ManagementError(known.statusCode, known.message, {
      errorCode: known.errorCode,
      ...(known.statusCode === 503 && { headers: { 'retry-after': retryAfter } }),
    });
  return new ManagementError(500, `An internal error occurred (request ${requestId}).`, {
    errorCode: 'internal_error',
  });
}

/** Sends an error in the Management API's shape. */
export function sendManagementError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode, message, details } = managementError(error, request.id);
  if (error instanceof UnavailableError) request.server.tellUnavailable(request, error);
  else if (error instanceof OutOfMemory)
    request.log.warn('an answer found no memory: too many large ones are under way');
  else if (statusCode >= 500) request.log.error({ err: error }, 'request failed');
  const body: ErrorBody = {
    statusCode,
    error: STATUS_CODES[statusCode] ?? 'Error',
    message,
    ...(details.errorCode !== undefined && { errorCode: details.errorCode }),
    ...(details.attributes && { attributes: details.attributes }),
  };
  return reply
    .code(statusCode)
    .headers(details.headers ?? {})
    .send(body);
}
