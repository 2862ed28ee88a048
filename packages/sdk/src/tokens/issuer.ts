import { refuse } from '../runtime/configuration.js';

/**
 * Trusts the issuer that a server states where that has the same origin, or both are on this machine: an impostor
 * could otherwise obtain assertions for another server. RFC 8414 section 3.3
 * @throws Error that asks for the option `issuer`.
 */
export function trustedIssuer(claimed: string, baseUrl: string): string {
  const server = new URL(baseUrl);
  try {
    const issuer = new URL(claimed);
    const { href, origin, pathname } = issuer;
    // Without query, fragment, or a user's name. RFC 8414 section 2
    const isPlain = href === origin + pathname;
    if (isPlain && (origin === server.origin || (isLoopback(issuer) && isLoopback(server)))) return claimed;
  } catch {
    // Not even a URL.
  }
  return refuse('issuer', `given: ${baseUrl} claims ${JSON.stringify(claimed)}, not of its origin`);
}

/** Whether it is on this machine: names below `localhost` are not loopback with every resolver. RFC 6761 section 6.3 */
export function isLoopback({ origin }: URL): boolean {
  return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin);
}
