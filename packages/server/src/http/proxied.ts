import { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { belongsTo } from '../limits/source.js';

/** Plain http from someone who is not the proxy that ends https. RFC 6749 section 10.9. */
export class InsecureTransport extends Error {
  readonly code = 'INSECURE_TRANSPORT';
}

/** Lets plain http in from the trusted proxies only; whoever goes around them would send secrets in the clear. */
export function requireProxy(
  app: FastifyInstance,
  proxies: readonly string[],
  openPaths: readonly string[],
): void {
  if (proxies.length === 0) return;
  const trusted = belongsTo(proxies);
  app.addHook('onRequest', async ({ socket, routeOptions }) => {
    if (socket instanceof TLSSocket || openPaths.includes(routeOptions.url ?? '')) return;
    if (!trusted(socket.remoteAddress ?? '')) throw new InsecureTransport();
  });
}
