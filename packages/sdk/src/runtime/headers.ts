import type { SentInit } from './middleware.js';
import type { HTTPHeaders } from './request-options.js';

/**
 * The header fields of a request as a plain object with names in lower case, so that a later one wins whatever its case
 * was. A `Headers` instance, of whatever realm or library, or a list of pairs is added to the request's own.
 * RFC 9110 section 5.1, RFC 9113 section 8.2
 */
export function headerFields(headers: SentInit['headers'], own: HTTPHeaders): HTTPHeaders {
  const fields: HTTPHeaders = {};
  const add = (pairs: Iterable<[string, string | undefined]>) => {
    for (const [name, value] of pairs) if (value !== undefined) fields[name.toLowerCase()] = value;
  };
  if (Symbol.iterator in Object(headers)) {
    add(Object.entries(own));
    add(headers as never);
  } else add(Object.entries(headers ?? {}));
  return fields;
}
