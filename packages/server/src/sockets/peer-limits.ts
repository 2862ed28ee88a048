/** How long a peer is waited for, in milliseconds, by what it has to do. */
export interface PeerLimits {
  /** To finish a TLS handshake. */
  handshake: number;
  /** To send the head of a request. */
  headers: number;
  /** To send a whole request. */
  request: number;
  /** From a request to its answer being taken in whole, however slowly it is read. */
  answer: number;
  /** To begin the next request. */
  idle: number;
  /** To take the status that ends a connection. */
  farewell: number;
  /** How often it is looked who has used up its time. */
  check: number;
}

const seconds = 1000;

/** Every wait on a peer ends by force: a slow or silent one may hold a connection, but not for good. docs/decisions/0065 */
export const peerLimits: PeerLimits = {
  handshake: 10 * seconds,
  headers: 10 * seconds,
  request: 30 * seconds,
  answer: 120 * seconds,
  // Longer than the minute after which proxies usually drop idle connections, so that they, not we, end them.
  idle: 65 * seconds,
  farewell: 2 * seconds,
  check: 1 * seconds,
};
