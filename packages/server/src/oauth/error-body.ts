import type { HttpError } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import type { Dialect } from '../http/errors.js';
import { ServiceUnavailable } from '../http/unavailable.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { outcomeOf } from './token-outcome.js';
import { type OAuthErrorBody, TokenRefusal } from './token-refusal.js';
import { bodyErrors } from './token-request.js';
import type { ErrorProfile } from './token-rules.js';

/** How the token endpoint answers errors. RFC 6749 section 5.2. */
export function oauthErrors(profile: ErrorProfile): Dialect {
  return {
    bodyErrors,
    send(error, request, reply) {
      if (error.statusCode === 500) return reply.send(bodyOf('server_error', error));
      const refusal =
        error instanceof ServiceUnavailable ? new TokenRefusal('unavailable', '', error.headers) : error;
      note(refusal, request);
      if (!(refusal instanceof TokenRefusal)) return reply.send(bodyOf('invalid_request', refusal));
      const { statusCode, body } = refusal.answerIn(profile);
      return reply.code(statusCode).send(body);
    },
  };
}

function bodyOf(error: string, { message }: HttpError): OAuthErrorBody {
  return { error, error_description: message };
}

/** The details that the answer conceals go to the log. */
function note(refusal: HttpError, request: FastifyRequest): void {
  outcomeOf(request).refusal = refusal;
  const subject = refusal instanceof TokenRefusal ? refusal.subject : '';
  request.log.info({ reason: refusal.code, cause: withoutSecrets(subject, 500) }, 'token refused');
}
