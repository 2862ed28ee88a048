import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { PeerLimits } from './peer-limits.js';

/** The requests of all connections, and what each of them is waited for. */
export interface Exchanges {
  /** Takes a connection in over which requests can come: a plain one, or one whose TLS handshake is done. */
  open(socket: Duplex): void;
  /** Handles a request once those before it on its connection are answered. */
  accept: RequestListener;
  /** How many requests are not answered yet. */
  readonly unanswered: number;
  /** Sends a last status and ends the connection, whether the peer takes it or not. */
  refuse(socket: Duplex, status: string): void;
  /** From now on each connection is closed after its last answer. */
  closeAfterAnswers(): void;
  /** Ends the connections whose peer has used up its time. */
  endOverdue(): void;
}

interface Connection {
  socket: Duplex;
  /** The answer that is being made or sent. */
  current: ServerResponse | undefined;
  waiting: [IncomingMessage, ServerResponse][];
  /** Since when its peer has been expected to read, to ask, or to be gone: a monotonic time. */
  since: number;
  leaving: boolean;
}

/** What exchanges work with. */
export interface ExchangeOptions {
  limits: PeerLimits;
  /** Requests of one connection that are not answered yet; 0 is no limit. */
  pipelinedRequests: number;
  handle: RequestListener;
  /** Called for a connection with too many pipelined requests; closes it. */
  onPipelineLimit(socket: Duplex): void;
  /** Called when all requests are answered, and when one comes after that. */
  onChange(): void;
}

/** One request of a connection is handled at a time, so that no more than one answer waits for its peer. docs/decisions/0065 */
export function createExchanges(options: ExchangeOptions): Exchanges {
  const { limits, pipelinedRequests, handle } = options;
  const connections = new Map<Duplex, Connection>();
  let unanswered = 0;
  let closing = false;

  const begin = (connection: Connection, request: IncomingMessage, response: ServerResponse) => {
    connection.current = response;
    connection.since = performance.now();
    if (closing && connection.waiting.length === 0) response.setHeader('connection', 'close');
    response.once('close', () => {
      connection.current = undefined;
      connection.since = performance.now();
      const next = connection.socket.destroyed ? undefined : connection.waiting.shift();
      unanswered -= 1 + (next ? 0 : connection.waiting.splice(0).length);
      if (next) {
        if (connection.waiting.length === 0) connection.socket.resume();
        begin(connection, ...next);
      }
      options.onChange();
    });
    handle(request, response);
  };
  const accept: RequestListener = (request, response) => {
    const connection = connections.get(request.socket);
    if (!connection || connection.socket.destroyed) return;
    if (connection.current === undefined) {
      unanswered += 1;
      options.onChange();
      begin(connection, request, response);
    } else if (pipelinedRequests !== 0 && connection.waiting.length + 1 >= pipelinedRequests) {
      options.onPipelineLimit(connection.socket);
    } else {
      unanswered += 1;
      connection.waiting.push([request, response]);
      // What comes after stays with the system until there is room for it.
      connection.socket.pause();
    }
  };
  return {
    accept,
    get unanswered() {
      return unanswered;
    },
    open(socket) {
      const since = performance.now();
      const connection: Connection = { socket, current: undefined, waiting: [], since, leaving: false };
      connections.set(socket, connection);
      // Node itself reads on after each request.
      socket.on('resume', () => connection.waiting.length > 0 && socket.pause());
      socket.once('close', () => connections.delete(socket));
    },
    refuse(socket, status) {
      const connection = connections.get(socket);
      // Before the handshake nothing can be sent, and in the middle of another answer a status would be garbage.
      if (!connection || connection.leaving || connection.current?.headersSent || !socket.writable) {
        socket.destroy();
        return;
      }
      connection.leaving = true;
      connection.since = performance.now();
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
        socket.destroy(),
      );
    },
    closeAfterAnswers() {
      closing = true;
      for (const { current, waiting } of connections.values())
        if (current && !current.headersSent && waiting.length === 0) current.setHeader('connection', 'close');
    },
    endOverdue() {
      const now = performance.now();
      for (const connection of connections.values())
        if (now - connection.since > allowed(connection, limits)) connection.socket.destroy();
    },
  };
}

/** How long a connection may stay as it is. The next request has to have begun in time, and its head to have come. */
function allowed({ leaving, current }: Connection, limits: PeerLimits): number {
  if (leaving) return limits.farewell;
  return current ? limits.answer : limits.idle + limits.headers;
}
