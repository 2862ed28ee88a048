import { HttpError } from '@clientele/model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { UnavailableError } from '../storage/port/errors.js';

/** Seconds after which it is worth asking again; the database is looked at more often than that. RFC 9110 section 10.2.3 */
export const retryAfter = '1';

/** The answer while anything is unavailable; the reason is for operators only. docs/decisions/0060 */
export class ServiceUnavailable extends HttpError {
  override readonly name: string = 'ServiceUnavailable';

  constructor({
    message = 'The service is not available now; try again after the time in Retry-After.',
    ...options
  }: ErrorOptions & { message?: string } = {}) {
    super(503, message, { ...options, code: 'service_unavailable', headers: { 'retry-after': retryAfter } });
  }
}

/** Milliseconds between two log lines about an outage; requests in between are only counted. */
const logEvery = 10_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Logs why a request could not be served, at a limited rate. */
    logUnavailable(request: FastifyRequest, error: UnavailableError): void;
  }
}

/** Lets error handlers log an outage without flooding the log. docs/decisions/0060 */
export function logOutages(app: FastifyInstance, now: () => number): void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  let suppressed = 0;
  app.decorate('logUnavailable', (request: FastifyRequest, error: UnavailableError) => {
    const time = now();
    if (Math.abs(time - loggedAt) < logEvery) {
      suppressed += 1;
      return;
    }
    request.log.error(
      { err: error, alike_before: suppressed },
      'request failed: the database is not available',
    );
    loggedAt = time;
    suppressed = 0;
  });
}
