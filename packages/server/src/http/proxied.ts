import { TLSSocket } from 'node:tls';
import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { networkMatcher } from '../limits/source.js';

/** Accepts plain http from the trusted proxies only; requests that bypass them would send secrets in the clear. */
export function requireProxy(
  app: FastifyInstance,
  proxies: readonly string[],
  openPaths: readonly string[],
): void {
  if (proxies.length === 0) return;
  const trusted = networkMatcher(proxies);
  app.addHook('onRequest', async ({ socket, routeOptions }) => {
    if (socket instanceof TLSSocket || openPaths.includes(routeOptions.url ?? '')) return;
    if (!trusted(socket.remoteAddress ?? '')) throw insecureTransport();
  });
}

/** Plain http from another address than that of the proxy that terminates TLS. RFC 6749 section 10.9. */
function insecureTransport(): HttpError {
  return new HttpError(403, 'Plain http is accepted from trusted proxies only; use https.', {
    code: 'insecure_transport',
  });
}
