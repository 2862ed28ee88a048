import type { IncomingHttpHeaders } from 'node:http';
import { HttpError, invalidBody } from '@clientele/model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPlainUtf8 } from '../../http/encoding.js';
import type { BodyErrors } from '../../http/errors.js';
import { parseJson } from '../../limits/json.js';

/** Management bodies may be this long. security-checklist.md 7. */
export const bodyLimit = 1024 * 1024;

/** What bodies are refused with that are not read. management-api.md 1.3 */
export const bodyErrors: BodyErrors = {
  tooLarge: () =>
    new HttpError(413, 'The request body is too large; at most 1 MB is accepted.', {
      code: 'payload_too_large',
    }),
  wrongType: () => unsupportedMediaType('The Content-Type must be application/json.'),
  wrongLength: () => invalidBody('The body does not have the length that Content-Length states.'),
};

/** Reads JSON bodies and nothing else; an empty one counts as absent, as tools send it on DELETE. management-api.md 1.1. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit } as const;
  app.addContentTypeParser('application/json', options, async (request: FastifyRequest, body: Buffer) => {
    refuseEncodings(request.headers);
    return body.length === 0 ? undefined : readJson(body);
  });
}

function readJson(body: Buffer): unknown {
  const parsed = parseJson(body);
  if ('value' in parsed) return parsed.value;
  throw invalidBody(`Payload validation error: the body cannot be read, ${parsed.error}.`);
}

function refuseEncodings(headers: IncomingHttpHeaders): void {
  if (!isPlainUtf8(headers))
    throw unsupportedMediaType('The body must be JSON in UTF-8, without a Content-Encoding.');
}

function unsupportedMediaType(message: string): HttpError {
  return new HttpError(415, message, { code: 'unsupported_media_type' });
}
