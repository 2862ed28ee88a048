import { refuse } from '../runtime/configuration.js';

/**
 * Trusts the issuer that a server states where that has the same origin, or both are on this machine: an impostor
 * could otherwise obtain assertions for another server. RFC 8414 section 3.3
 * @throws Error that asks for the option `issuer`.
 */
export function trustedIssuer(claimed: string, baseUrl: string): string {
  const server = new URL(baseUrl);
  const issuer = urlOf(claimed);
  if (
    !issuer ||
    !isPlain(issuer) ||
    (issuer.origin !== server.origin && !(isLoopback(issuer) && isLoopback(server)))
  )
    refuse(
      'issuer',
      `given: ${baseUrl} claims ${JSON.stringify(claimed)}, which is not an issuer of that origin`,
    );
  return claimed;
}

/** Without query, fragment, or a user's name. RFC 8414 section 2 */
function isPlain({ href, origin, pathname }: URL): boolean {
  return href === origin + pathname;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Whether it is on this machine: names below `localhost` are not loopback with every resolver. RFC 6761 section 6.3 */
export function isLoopback({ origin }: URL): boolean {
  return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin);
}
