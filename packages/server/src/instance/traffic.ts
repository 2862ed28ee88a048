import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemErrorCode } from './system-error.js';
import type { WebServer } from './web-server.js';

/** What goes through all servers of an instance: who waits, what is in flight, and how it comes to an end. */
export interface Traffic {
  /** The listener to make servers with. */
  accept: RequestListener;
  /** Counts a server in; from its making on, so that no connection is missed. */
  watch(server: WebServer): WebServer;
  /** Hands every request to a handler, also those that came before it. */
  serve(handler: RequestListener): void;
  /** Closes the servers once the requests in flight are answered, or the time for them is over. */
  drain(): Promise<void>;
}

// Connections without a request in flight are kept this long while draining: a request may be on its way.
const graceForSilence = 250;

/** Follows requests and connections so that a stop loses no answer (RFC 9112, section 9.6). */
export function createTraffic(drainTimeout: number): Traffic {
  const { handle, serve } = heldUntilServed();
  const servers: WebServer[] = [];
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  let silence: NodeJS.Timeout | undefined;

  const dropConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  const noteSilence = () => {
    clearTimeout(silence);
    if (closing !== undefined && answers.size === 0) silence = setTimeout(dropConnections, graceForSilence);
  };
  const accept: RequestListener = (request, response) => {
    answers.add(response);
    response.once('close', () => {
      answers.delete(response);
      noteSilence();
    });
    noteSilence();
    if (closing !== undefined) response.setHeader('connection', 'close');
    handle(request, response);
  };
  const watch = (server: WebServer) => {
    servers.push(server);
    followSockets(server, sockets);
    refuseMalformed(server, answers);
    return server;
  };
  const close = async () => {
    for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close');
    const deadline = setTimeout(dropConnections, drainTimeout);
    await Promise.all(servers.map(closed));
    clearTimeout(deadline);
    clearTimeout(silence);
  };
  const drain = () => {
    if (closing === undefined) {
      closing = close();
      noteSilence();
    }
    return closing;
  };
  return { accept, watch, serve, drain };
}

function heldUntilServed(): { handle: RequestListener; serve(handler: RequestListener): void } {
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

function followSockets(server: WebServer, sockets: Set<Socket>): void {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

function closed(server: WebServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

const statusOfError: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

// A status alone: what is not HTTP gets no details. Behind an answer that has begun even that would be noise.
function refuseMalformed(server: WebServer, answers: Set<ServerResponse>): void {
  server.on('clientError', (error, socket) => {
    const answerUnderWay = [...answers].some((answer) => answer.socket === socket && answer.headersSent);
    if (answerUnderWay || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = statusOfError[systemErrorCode(error) ?? ''] ?? '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
      socket.destroy(),
    );
  });
}
