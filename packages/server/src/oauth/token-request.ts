import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPlainUtf8 } from '../http/encoding.js';
import type { BodyErrors } from '../http/errors.js';
import { parseJson } from '../limits/json.js';
import { formDecode } from './form-encoding.js';
import { TokenRefusal } from './token-refusal.js';
import type { ErrorProfile } from './token-rules.js';

/** The parameters of a token request; one sent without a value, or null in JSON, counts as not sent. RFC 6749 section 3.2. */
export type TokenParameters = ReadonlyMap<string, string>;

/** An assertion signed with a 4096-bit key and many claims stays far below this. */
const bodyLimit = 64 * 1024;
const maxParameters = 50;

/** What bodies are refused with that are not read. management-api.md 6 */
export const bodyErrors: BodyErrors = {
  tooLarge: () => new TokenRefusal('request_too_large'),
  wrongType: () => new TokenRefusal('unsupported_media_type'),
  wrongLength: () =>
    new TokenRefusal('malformed_request', 'The body does not have the length that Content-Length states.'),
};

/** Reads form bodies, and under `auth0` JSON bodies too; nothing else. management-api.md 6 */
export function acceptTokenRequests(app: FastifyInstance, profile: ErrorProfile): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit } as const;
  const readWith =
    (entries: (body: Buffer) => [string, string][]) => async (request: FastifyRequest, body: Buffer) => {
      refuseEncodings(request.headers);
      return collect(entries(body));
    };
  app.addContentTypeParser('application/x-www-form-urlencoded', options, readWith(formEntries));
  if (profile === 'auth0') app.addContentTypeParser('application/json', options, readWith(jsonEntries));
}

function refuseEncodings(headers: IncomingHttpHeaders): void {
  if (!isPlainUtf8(headers)) throw new TokenRefusal('unsupported_media_type');
}

function formEntries(body: Buffer): [string, string][] {
  if (!isUtf8(body)) throw new TokenRefusal('malformed_request', 'The body is not UTF-8.');
  const pairs = body.toString('utf8').split('&', maxParameters + 1);
  if (pairs.length > maxParameters) throw tooMany();
  return pairs.filter((pair) => pair !== '').map(formEntry);
}

function formEntry(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  const name = formDecode(equals < 0 ? pair : pair.slice(0, equals));
  const value = formDecode(equals < 0 ? '' : pair.slice(equals + 1));
  if (name === undefined || value === undefined)
    throw new TokenRefusal('malformed_request', 'The body is not form-encoded.');
  return [name, value];
}

function jsonEntries(body: Buffer): [string, string][] {
  const parsed = parseJson(body);
  if ('error' in parsed)
    throw new TokenRefusal('malformed_request', `The body cannot be read: ${parsed.error}.`);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TokenRefusal('malformed_request', 'The body must be a JSON object.');
  const entries = Object.entries(value);
  if (entries.length > maxParameters) throw tooMany();
  return entries.map(([name, text]) => {
    if (text === null) return [name, ''];
    if (typeof text !== 'string')
      throw new TokenRefusal('malformed_request', `Parameter ${name} must be a string.`);
    return [name, text];
  });
}

function tooMany(): TokenRefusal {
  return new TokenRefusal('malformed_request', `At most ${maxParameters} parameters are accepted.`);
}

function collect(entries: [string, string][]): TokenParameters {
  const parameters = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, text] of entries) {
    if (seen.has(name)) throw new TokenRefusal('malformed_request', `Duplicate parameter: ${name}`);
    seen.add(name);
    if (text.includes('\u0000') || name.includes('\u0000'))
      throw new TokenRefusal('malformed_request', 'Text with the character U+0000 is not allowed.');
    if (text !== '') parameters.set(name, text);
  }
  return parameters;
}
