import type { HTTPHeaders } from './configuration.js';

type GivenHeaders = RequestInit['headers'];

/** The header fields of a request with a JSON body. sdk-contract.md 2 */
export const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Puts header fields together as a plain object: the later ones win, whatever their case. RFC 9110 section 5.1 */
export function mergeHeaders(...parts: GivenHeaders[]): HTTPHeaders {
  const merged = new Map<string, readonly [string, string]>();
  for (const [name, value] of parts.flatMap(entriesOf)) {
    if (value !== undefined) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}

/** Tells a `Headers` instance, of whatever realm or library, from a plain object. Fetch Standard section 5.1 */
export function isIterable(headers: GivenHeaders): headers is Headers | [string, string][] {
  return typeof headers === 'object' && headers !== null && Symbol.iterator in headers;
}

function entriesOf(headers: GivenHeaders): [string, string | undefined][] {
  if (isIterable(headers)) return Array.from(headers);
  return Object.entries((headers ?? {}) as Record<string, string | undefined>);
}
