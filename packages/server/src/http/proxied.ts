import { BlockList, isIPv6 } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';

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
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  app.addHook('onRequest', async ({ socket, routeOptions }) => {
    if (socket instanceof TLSSocket || openPaths.includes(routeOptions.url ?? '')) return;
    const address = socket.remoteAddress ?? '';
    if (!trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) throw new InsecureTransport();
  });
}
