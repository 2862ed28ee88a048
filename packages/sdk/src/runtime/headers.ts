import { refuse } from './configuration.js';
import type { FetchInit } from './fetch-api.js';
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

/**
 * Refuses header fields that cannot be sent: fetch would quote the value. RFC 9110 section 5.5
 * @throws ConfigurationError that names the field.
 */
export function checkHeaders(headers: FetchInit['headers']): void {
  for (const [name, value] of Object.entries(headers ?? {}))
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) refuse(`headers: ${name}`, 'Latin-1 in one line');
}
