import { HttpError } from '@clientele/model';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { UnavailableError } from '../storage/port/errors.js';
import { OutOfMemory } from './memory-budget.js';
import { ServiceUnavailable } from './unavailable.js';

/** Errors for bodies that are refused before they are read; the reader of a dialect knows which bodies it takes. */
export interface BodyErrors {
  tooLarge(): HttpError;
  wrongType(): HttpError;
  wrongLength(): HttpError;
}

/** A shape for error answers, of one of the protocols that are served. */
export interface Dialect {
  /** None where no body is taken. */
  bodyErrors?: BodyErrors;
  /** Sends the body; status and headers are set. */
  send(error: HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

type BodyError = keyof BodyErrors;

/** What Fastify refuses by itself, by its own codes. Fastify, "Errors" */
const ofBodies: Readonly<Record<string, BodyError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrongType',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'wrongLength',
};
const ofUrls: Readonly<Record<string, [statusCode: number, message: string]>> = {
  FST_ERR_BAD_URL: [400, 'The URL is not valid.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'The URL is too long.'],
};

/** The error that a caller sees: for an unexpected one just the id of the request. */
export function httpError(error: unknown, request: FastifyRequest, bodyErrors?: BodyErrors): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof UnavailableError) return new ServiceUnavailable({ cause: error });
  const { code = '' } = error as Partial<FastifyError>;
  const ofBody = ofBodies[code];
  if (ofBody && bodyErrors) return bodyErrors[ofBody]();
  const ofUrl = ofUrls[code];
  if (ofUrl) return new HttpError(...ofUrl, { code: 'invalid_uri' });
  return new HttpError(500, `An internal error occurred (request ${request.id}).`, {
    code: 'internal_error',
    cause: error,
  });
}

/** Nothing answers under this path. management-api.md 1.3 */
export function notFound(): HttpError {
  return new HttpError(404, 'Not Found');
}

/** Makes a plugin, or routes without one, answer errors in a dialect. docs/decisions/0079 */
export function answerErrors({ bodyErrors, send }: Dialect) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const answered = httpError(error, request, bodyErrors);
    log(error, answered, request);
    return send(answered, request, reply.code(answered.statusCode).headers(answered.headers));
  };
}

function log(error: unknown, answered: HttpError, request: FastifyRequest): void {
  if (error instanceof UnavailableError) request.server.logUnavailable(request, error);
  else if (error instanceof OutOfMemory)
    request.log.warn(
      'an answer was refused: too many large answers wait to be read (CLIENTELE_UNSENT_LIMIT)',
    );
  else if (answered.statusCode === 500) request.log.error({ err: error }, 'request failed');
}
