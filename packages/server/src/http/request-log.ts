import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressOf } from '../limits/source.js';
import type { Metrics } from '../telemetry/metrics.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { tokenPath } from './token-path.js';

const maxPath = 500;

/** One line and one measurement a request; the query stays out of both, callers put secrets there. */
export function logRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const status = reply.statusCode;
    const milliseconds = reply.elapsedTime;
    metrics.observeRequest({ route: routeClass(request), status, milliseconds });
    const path = withoutSecrets(request.originalUrl.split('?', 1)[0] ?? '', maxPath);
    request.log.info(
      { method, path, status, milliseconds: Math.round(milliseconds), ip: addressOf(request.ip) },
      'request',
    );
    done();
  });
}

/** A handful of classes, so that no caller can make the number of time series grow. */
function routeClass({ method, routeOptions: { url } }: FastifyRequest): string {
  if (url === undefined) return 'unknown';
  if (url === tokenPath) return 'token';
  if (url.startsWith('/.well-known/')) return 'discovery';
  if (url.startsWith('/api/v2/'))
    return method === 'GET' || method === 'HEAD' ? 'management_read' : 'management_write';
  return 'other';
}
