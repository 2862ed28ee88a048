import { isIPv6 } from 'node:net';
import type { Listeners } from '../sockets/listeners.js';

/** The URLs of a server on the addresses that it listens on; those that reach the same are named once. */
export interface ReachableUrls {
  http: string[];
  https: string[];
}

/** A wildcard address is reached by loopback, as seen from this machine. RFC 4291 section 2.5.2 */
const reachedBy: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where a server is reached, from the addresses that its ports were really opened on. */
export function reachableUrls({ http, https, addresses }: Listeners): ReachableUrls {
  const all = new Set(addresses.map((address) => reachedBy[address] ?? address));
  if (all.has('127.0.0.1')) all.delete('::1');
  const hosts = [...all].map((address) => (isIPv6(address) ? `[${address}]` : address));
  // A certificate is for names, where there is one.
  const named = new Set(hosts.map((host) => (host === '127.0.0.1' || host === '[::1]' ? 'localhost' : host)));
  return {
    http: http ? hosts.map((host) => `http://${host}:${http.port}`) : [],
    https: https ? [...named].map((host) => `https://${host}:${https.port}`) : [],
  };
}
