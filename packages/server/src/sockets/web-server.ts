import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { PeerLimits } from './peer-limits.js';

/** A server of either protocol, on one address. */
export type WebServer = HttpServer | HttpsServer;

/** Forward secret and authenticated encryption only; of TLS 1.3 all but the short tags of CCM_8. RFC 9325 section 4.2 */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** What a server is made with besides its listener. */
export interface WebServerOptions {
  tls: { key: string; cert: string } | undefined;
  limits: PeerLimits;
  /** Whether a connection is taken; one that is not is closed already. */
  admit(socket: Socket): boolean;
}

/** Makes an http server, or an https one where there is a certificate, with bounded waits (node:http, node:https). */
export function createWebServer(
  listener: RequestListener,
  { tls, limits, admit }: WebServerOptions,
): WebServer {
  const waits = {
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.idle,
    connectionsCheckingInterval: limits.check,
  };
  const server =
    tls === undefined
      ? createHttpServer(waits, listener)
      : createHttpsServer({ ...waits, ...secured(tls), handshakeTimeout: limits.handshake }, listener);
  admitFirst(server, admit);
  return server;
}

function secured(tls: { key: string; cert: string }) {
  return { ...tls, minVersion: 'TLSv1.2', ciphers } as const;
}

/** Gives new connections another certificate; those that are open keep the one that they have seen. */
export function replaceCertificate(server: WebServer, tls: { key: string; cert: string }): void {
  if ('setSecureContext' in server) server.setSecureContext(secured(tls));
}

/** Nothing is allocated for a connection, and no handshake begun, before it is admitted. */
function admitFirst(server: WebServer, admit: (socket: Socket) => boolean): void {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (admit(socket)) for (const listener of listeners) listener.call(server, socket);
  });
}
