import { HttpError, invalidBody } from '@clientele/model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPlainUtf8 } from '../http/encoding.js';
import type { BodyErrors } from '../http/errors.js';
import { parseJson } from '../limits/json.js';

/** What somebody signs in with. */
export type SignInBody = { link: string } | { clientId: string; secret: string };

/** Far more than any id and secret take. */
const bodyLimit = 8 * 1024;
/** The longest text of a body. */
const maxText = 2048;

/** What bodies are refused with that are not read. */
export const bodyErrors: BodyErrors = {
  tooLarge: () =>
    new HttpError(413, `The request body is too large; at most ${bodyLimit} bytes are accepted.`, {
      code: 'payload_too_large',
    }),
  wrongType: () =>
    new HttpError(
      415,
      'The Content-Type must be application/json, in UTF-8 and without a Content-Encoding.',
      {
        code: 'unsupported_media_type',
      },
    ),
  wrongLength: () => invalidBody('The body does not have the length that Content-Length states.'),
};

/** Reads small JSON bodies and nothing else. */
export function acceptSmallJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit } as const;
  app.addContentTypeParser('application/json', options, async (request: FastifyRequest, body: Buffer) => {
    if (!isPlainUtf8(request.headers)) throw bodyErrors.wrongType();
    if (body.length === 0) return undefined;
    const parsed = parseJson(body);
    if ('value' in parsed) return parsed.value;
    throw invalidBody(`Payload validation error: the body cannot be read, ${parsed.error}.`);
  });
}

/** @throws HttpError (400) that says what a body must hold. */
export function readSignIn(body: unknown): SignInBody {
  const entries = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const names = [...entries.keys()].sort().join(' ');
  if (names === 'link') return { link: textOf(entries, 'link') };
  if (names === 'client_id client_secret')
    return { clientId: textOf(entries, 'client_id'), secret: textOf(entries, 'client_secret') };
  throw invalidBody(
    'Payload validation error: the body must hold either link, or client_id and client_secret, and nothing else.',
  );
}

function textOf(entries: ReadonlyMap<string, unknown>, name: string): string {
  const value = entries.get(name);
  if (typeof value === 'string' && value !== '' && value.length <= maxText) return value;
  throw invalidBody(
    `Payload validation error: 'Expected a text of 1 to ${maxText} characters' on property ${name}.`,
  );
}
