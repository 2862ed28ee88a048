import type { HTTPHeaders } from './configuration.js';
import type { FetchInit } from './fetch-api.js';

/**
 * The header fields of a request as a plain object with names in lower case, so that a later one wins whatever its case
 * was. A `Headers` instance, of whatever realm or library, or a list of pairs is added to the request's own.
 * RFC 9110 section 5.1, RFC 9113 section 8.2
 */
export function headerFields(given: FetchInit['headers'], own: HTTPHeaders): HTTPHeaders {
  const fields: HTTPHeaders = {};
  const pairs: [string, string | undefined][] =
    Symbol.iterator in Object(given)
      ? [...Object.entries(own), ...(given as Iterable<[string, string]>)]
      : Object.entries(given ?? {});
  for (const [name, value] of pairs) if (value !== undefined) fields[name.toLowerCase()] = value;
  return fields;
}
