import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPlainUtf8 } from '../../http/encoding.js';
import { parseJson } from '../../limits/json.js';
import { ManagementError } from '../answers/error-body.js';

/** Management bodies may be this long. security-checklist.md 7. */
export const bodyLimit = 1024 * 1024;

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
  throw new ManagementError(400, `Payload validation error: the body cannot be read, ${parsed.error}.`, {
    errorCode: 'invalid_body',
  });
}

function refuseEncodings(headers: IncomingHttpHeaders): void {
  if (!isPlainUtf8(headers))
    throw new ManagementError(415, 'The body must be JSON in UTF-8, without a Content-Encoding.', {
      errorCode: 'unsupported_media_type',
    });
}
