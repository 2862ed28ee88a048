import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../limits/source.js';
import type { Metrics } from '../telemetry/metrics.js';
import { methodsOf } from './methods.js';
import { sendUncounted } from './pieces.js';

/** Who may read the figures: whoever bears a token, whoever is on this machine, or nobody. */
export type MetricsAccess = { token: string } | 'loopback' | 'closed';

/** Figures are for those who run the server. */
export class MetricsUnauthorized extends Error {
  readonly code = 'METRICS_UNAUTHORIZED';
}

/** `GET /metrics`, not published; where nobody may read it, it is not there. docs/decisions/0022 */
export async function metricsEndpoint(
  app: FastifyInstance,
  { metrics, access, path }: { metrics: Metrics; access: MetricsAccess; path: string },
): Promise<void> {
  if (access === 'closed') return;
  const refuseOtherMethods = methodsOf(app);
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const { authorization } = request.headers;
    const mayRead =
      access === 'loopback'
        ? isLoopback(request.socket.remoteAddress ?? '')
        : equal(authorization ?? '', `Bearer ${access.token}`);
    if (!mayRead) {
      reply.header('www-authenticate', 'Bearer');
      throw new MetricsUnauthorized();
    }
    reply.headers({ 'content-type': metrics.contentType, 'cache-control': 'no-store' });
    // Whoever watches has most to see when there is no room for anybody else.
    return sendUncounted(reply, Buffer.from(await metrics.text()));
  });
  refuseOtherMethods();
}

/** Equal or not, without telling by the time it takes how much of it is. */
function equal(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
