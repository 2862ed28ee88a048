import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../limits/source.js';
import type { Metrics } from '../telemetry/metrics.js';
import { answerErrors } from './errors.js';
import { methodsOf } from './methods.js';
import { pageErrors } from './page-errors.js';
import { sendUncounted } from './pieces.js';

/** Who may read the metrics: holders of a token, this machine, or nobody. */
export type MetricsAccess = { token: string } | 'loopback' | 'closed';

/** `GET /metrics`, not in the API description; without access for anybody there is no such route. docs/decisions/0022 */
export async function metricsEndpoint(
  app: FastifyInstance,
  { metrics, access, path }: { metrics: Metrics; access: MetricsAccess; path: string },
): Promise<void> {
  if (access === 'closed') return;
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.get(path, async (request, reply) => {
    const { authorization } = request.headers;
    const mayRead =
      access === 'loopback'
        ? isLoopback(request.socket.remoteAddress ?? '')
        : equal(authorization ?? '', `Bearer ${access.token}`);
    if (!mayRead) throw unauthorized();
    reply.headers({ 'content-type': metrics.contentType, 'cache-control': 'no-store' });
    // Metrics matter most when there is no room for other answers.
    return sendUncounted(reply, Buffer.from(await metrics.text()));
  });
  refuseOtherMethods();
}

function unauthorized(): HttpError {
  return new HttpError(
    401,
    'Metrics can be read with the bearer token in CLIENTELE_METRICS_TOKEN, and in development from this machine.',
    { code: 'unauthorized', headers: { 'www-authenticate': 'Bearer' } },
  );
}

/** Compares in constant time. */
function equal(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
