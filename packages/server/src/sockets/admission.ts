import type { Socket } from 'node:net';
import { sourceOf } from '../limits/source.js';

/** How many connections and requests there may be at once; 0 is no limit. */
export interface ConnectionLimits {
  /** Connections in all. */
  connections: number;
  /** Connections of one source. */
  connectionsPerAddress: number;
  /** Requests of one connection that are not answered yet. */
  pipelinedRequests: number;
}

/** Why a connection was closed at once. */
export type ConnectionRefusal = 'connections' | 'connections_per_address' | 'pipelined_requests';

/** How many connections there are, and how many were closed at once, by the limit that they met. */
export interface ConnectionState {
  open: number;
  readonly refused: Record<ConnectionRefusal, number>;
}

/** Decides who may connect, and follows those who did until they are gone. */
export interface Admission {
  readonly sockets: ReadonlySet<Socket>;
  readonly state: Readonly<ConnectionState>;
  /** Takes a connection in, or closes it at once. */
  admit(socket: Socket): boolean;
  /** Counts a connection that was closed because of a limit, and remembers who it was. */
  refused(socket: Socket, limit: ConnectionRefusal): void;
  /** What was refused since the last call. */
  takeRefusals(): { refused: Partial<Record<ConnectionRefusal, number>>; lastAddress: string } | undefined;
}

/** Counts connections in all and by source; `exempt` addresses are counted, but never refused. docs/decisions/0066 */
export function createAdmission(
  limits: ConnectionLimits,
  exempt: (address: string) => boolean = () => false,
): Admission {
  const sockets = new Set<Socket>();
  const bySource = new Map<string, number>();
  const state: ConnectionState = {
    open: 0,
    refused: { connections: 0, connections_per_address: 0, pipelined_requests: 0 },
  };
  let unreported: Partial<Record<ConnectionRefusal, number>> = {};
  let lastAddress: string | undefined;

  const refused = (socket: Socket, limit: ConnectionRefusal) => {
    state.refused[limit] += 1;
    unreported[limit] = (unreported[limit] ?? 0) + 1;
    lastAddress = socket.remoteAddress ?? 'unknown';
    socket.destroy();
  };
  const limitMet = (source: string): ConnectionRefusal | undefined => {
    if (beyond(limits.connections, sockets.size)) return 'connections';
    if (beyond(limits.connectionsPerAddress, bySource.get(source) ?? 0)) return 'connections_per_address';
    return undefined;
  };
  const follow = (socket: Socket, source: string) => {
    sockets.add(socket);
    state.open += 1;
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    socket.once('close', () => {
      sockets.delete(socket);
      state.open -= 1;
      const left = (bySource.get(source) ?? 1) - 1;
      if (left === 0) bySource.delete(source);
      else bySource.set(source, left);
    });
  };
  return {
    sockets,
    state,
    refused,
    admit(socket) {
      const address = socket.remoteAddress ?? '';
      const source = sourceOf(address);
      const limit = exempt(address) ? undefined : limitMet(source);
      if (limit === undefined) follow(socket, source);
      else refused(socket, limit);
      return limit === undefined;
    },
    takeRefusals() {
      if (lastAddress === undefined) return undefined;
      const taken = { refused: unreported, lastAddress };
      unreported = {};
      lastAddress = undefined;
      return taken;
    },
  };
}

function beyond(limit: number, count: number): boolean {
  return limit !== 0 && count >= limit;
}
