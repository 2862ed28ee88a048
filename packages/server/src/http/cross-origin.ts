import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOfSession } from './session-path.js';

const publicPlace = '/.well-known/';
const managementPlace = '/api/v2/';

/** What a script may send besides what every page may. Fetch standard, "CORS-safelisted request-header" */
const sentHeaders = [
  'Authorization',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Idempotency-Key',
  'Auth0-Client',
].join(', ');

/** What a script may read besides what every page may. Fetch standard, "CORS-safelisted response-header name" */
const readHeaders = [
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'ETag',
  'Link',
  'Allow',
  'Idempotent-Replayed',
  'WWW-Authenticate',
].join(', ');

/** Seconds for which a browser need not ask again. */
const maxAge = '600';

/** What scripts of other origins may do. docs/decisions/0096, 0103 */
export interface CrossOrigin {
  /** Says on an answer whose scripts may read it, and so on each that tells why there is none. */
  mark(request: FastifyRequest, reply: FastifyReply): void;
  /** Makes an app answer whether a script may send a request. */
  answerPreflights(app: FastifyInstance): void;
}

/** Scripts of any origin may read what is public; those of the origins that are named may use the Management API. Fetch standard, "CORS protocol" */
export function crossOrigin(origins: readonly string[]): CrossOrigin {
  const named = new Set<string | undefined>(origins);
  const isOpen = (request: FastifyRequest) =>
    pathOf(request).startsWith(managementPlace) && named.has(request.headers.origin);
  return {
    mark(request, reply) {
      const path = pathOf(request);
      if (path.startsWith(publicPlace)) reply.header('access-control-allow-origin', '*');
      if (named.size === 0 || !path.startsWith(managementPlace)) return;
      reply.header('vary', 'origin');
      if (isOpen(request))
        reply
          .header('access-control-allow-origin', request.headers.origin)
          .header('access-control-expose-headers', readHeaders);
    },
    answerPreflights(app) {
      if (named.size === 0) return;
      app.addHook('onRequest', (request, reply, done) => {
        const { method, headers, routeOptions } = request;
        const { allow } = routeOptions.config;
        const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
        if (!isPreflight || allow === undefined || !isOpen(request)) return done();
        reply
          .code(204)
          .header('access-control-allow-methods', allow)
          .header('access-control-allow-headers', sentHeaders)
          .header('access-control-max-age', maxAge)
          .send();
      });
    },
  };
}

/** As the router reads it, where it knows it. */
function pathOf(request: FastifyRequest): string {
  const { routeOptions, url, originalUrl } = request;
  return isOfSession(request) ? originalUrl : (routeOptions.url ?? url);
}
