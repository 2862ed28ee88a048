import type { RequestListener } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { systemErrorCode } from '../instance/system-error.js';
import { type Admission, type ConnectionLimits, type ConnectionState, createAdmission } from './admission.js';
import { createExchanges, type Exchanges } from './exchanges.js';
import { type PeerLimits, peerLimits } from './peer-limits.js';
import { createWebServer, replaceCertificate, type WebServer } from './web-server.js';

/** All connections and requests of an instance, over all its servers. */
export interface Traffic {
  /** Makes a server whose connections and requests are followed from the first on. */
  createServer(tls: { key: string; cert: string } | undefined): WebServer;
  /** Gives new connections over https another certificate. */
  useCertificate(tls: { key: string; cert: string }): void;
  /** Hands every request to a handler, also those that came before it. */
  serve(handler: RequestListener): void;
  /** How many connections there are and were refused. */
  readonly state: Readonly<ConnectionState>;
  /** Closes the servers once the requests in flight are answered, or the time for them is over. */
  drain(): Promise<void>;
}

/** Overrides of the defaults. */
export interface TrafficOptions {
  /** Milliseconds that requests in flight may still take while stopping. */
  drainTimeout?: number | undefined;
  /** How long peers are waited for. */
  peerLimits?: Partial<PeerLimits> | undefined;
  connectionLimits?: ConnectionLimits | undefined;
  /** Addresses that no limit on connections is for: the trusted proxies. */
  exempt?: ((address: string) => boolean) | undefined;
  /** Called for connections that were closed because of a limit, at most every ten seconds. */
  onRefusals?: ((refusals: NonNullable<ReturnType<Admission['takeRefusals']>>) => void) | undefined;
}

// Connections without a request in flight are kept this long while draining: a request may be on its way.
const graceForSilence = 250;
const reportEvery = 10_000;
const unlimited: ConnectionLimits = { connections: 0, connectionsPerAddress: 0, pipelinedRequests: 0 };

/** Follows requests and connections so that a stop loses no answer (RFC 9112, section 9.6) and no peer is waited for without end. */
export function createTraffic(options: TrafficOptions = {}): Traffic {
  const limits = { ...peerLimits, ...options.peerLimits };
  const { drainTimeout = 10_000, connectionLimits = unlimited } = options;
  const { handle, serve } = queuedUntilServed();
  const servers: WebServer[] = [];
  const admission = createAdmission(connectionLimits, options.exempt);
  let closing: Promise<void> | undefined;
  let silence: NodeJS.Timeout | undefined;

  const dropConnections = () => {
    for (const socket of admission.sockets) socket.destroy();
  };
  const noteSilence = () => {
    if (closing === undefined) return;
    clearTimeout(silence);
    if (exchanges.unanswered === 0) silence = setTimeout(dropConnections, graceForSilence);
  };
  const exchanges = createExchanges({
    limits,
    pipelinedRequests: connectionLimits.pipelinedRequests,
    handle,
    onPipelineLimit: (socket) => admission.refused(socket as Socket, 'pipelined_requests'),
    onChange: noteSilence,
  });
  const check = setInterval(exchanges.endOverdue, limits.check).unref();
  const reporting = setInterval(() => reportRefusals(admission, options), reportEvery).unref();
  const close = async () => {
    exchanges.closeAfterAnswers();
    const deadline = setTimeout(dropConnections, drainTimeout);
    await Promise.all(servers.map(closed));
    for (const timer of [deadline, silence, check, reporting]) clearTimeout(timer);
    reportRefusals(admission, options);
  };
  return {
    serve,
    state: admission.state,
    createServer(tls) {
      const server = createWebServer(exchanges.accept, { tls, limits, admit: admission.admit });
      server.on(tls ? 'secureConnection' : 'connection', exchanges.open);
      refuseMalformed(server, exchanges);
      servers.push(server);
      return server;
    },
    useCertificate(tls) {
      for (const server of servers) replaceCertificate(server, tls);
    },
    drain() {
      if (closing === undefined) {
        closing = close();
        noteSilence();
      }
      return closing;
    },
  };
}

function queuedUntilServed(): { handle: RequestListener; serve(handler: RequestListener): void } {
  const waiting: Parameters<RequestListener>[] = [];
  let handler: RequestListener | undefined;
  return {
    handle(...exchange) {
      if (handler === undefined) waiting.push(exchange);
      else handler(...exchange);
    },
    serve(next) {
      handler = next;
      for (const exchange of waiting.splice(0)) next(...exchange);
    },
  };
}

function reportRefusals(admission: Admission, { onRefusals }: TrafficOptions): void {
  const refusals = admission.takeRefusals();
  if (refusals) onRefusals?.(refusals);
}

// The close of node:http also cuts answers that are made and not yet sent; that of node:net accepts no more, and waits.
function closed(server: WebServer): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(server, () => {
      server.close();
      resolve();
    });
  });
}

const statusOfError: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

// A status alone: what is not HTTP gets no details. Handshakes that fail or take too long come here too (node:https).
function refuseMalformed(server: WebServer, exchanges: Exchanges): void {
  server.on('clientError', (error, socket) =>
    exchanges.refuse(socket, statusOfError[systemErrorCode(error) ?? ''] ?? '400 Bad Request'),
  );
}
