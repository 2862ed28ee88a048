import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';

/** A server of either protocol, on one address. */
export type WebServer = HttpServer | HttpsServer;

const seconds = 1000;
// Every wait on a peer has an end: a slow or silent one may hold a connection, but not for good.
const limits = {
  headersTimeout: 10 * seconds,
  requestTimeout: 30 * seconds,
  connectionsCheckingInterval: 5 * seconds,
  // Longer than the minute after which proxies usually drop idle connections, so that they, not we, end them.
  keepAliveTimeout: 65 * seconds,
};

/** Makes an http server, or an https one where there is a certificate, with bounded waits (node:http, node:https). */
export function createWebServer(
  listener: RequestListener,
  tls: { key: string; cert: string } | undefined,
): WebServer {
  const server =
    tls === undefined
      ? createHttpServer(limits, listener)
      : createHttpsServer(
          { ...limits, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: 10 * seconds },
          listener,
        );
  server.timeout = 120 * seconds;
  return server;
}
