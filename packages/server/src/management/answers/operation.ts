import * as Type from 'typebox';
import type { NamedSchema, RouteDescription } from '../../http/route-description.js';
import { idempotencyKeyHeader } from '../requests/idempotency-key.js';
import { object, text } from './body-schema.js';

const errorBody: NamedSchema = {
  name: 'ManagementError',
  schema: () =>
    Type.Object(
      {
        statusCode: Type.Integer({ description: 'Status of the answer' }),
        error: text('Its reason phrase'),
        message: text('What is wrong'),
        errorCode: Type.Optional(text('Which error it is')),
        attributes: Type.Optional(object('More about it')),
      },
      { description: 'A refusal of the Management API.' },
    ),
};

const texts = {
  400: 'The request breaks a rule; the message says which.',
  401: 'The token is missing or not valid.',
  403: 'The token holds none of the scopes, or not all that the change would give or take over.',
  404: 'What the request names does not exist.',
  409: 'Such an object already exists.',
  412: 'If-Match names another state than the present one; the message says what has changed since.',
  429: 'Too many requests; try again after Retry-After.',
  503: 'The service is not available now; try again after Retry-After.',
} as const;

type Refused = keyof typeof texts;

/** What every request can be refused with. management-api.md 1.3 */
const everywhere: readonly Refused[] = [401, 403, 429, 503];

/** An operation of the Management API, with the statuses it is refused with besides those that all are. */
interface Operation extends Omit<RouteDescription, 'refusals'> {
  refusals: readonly Refused[];
}

/** The header by which a change can say which state it is meant for. RFC 9110 section 13.1.1 */
export const ifMatchHeader = {
  'If-Match': 'The ETag of the state that is to be changed, or * for any; otherwise nothing is done.',
};

/** The header by which a reader can say which state it has. RFC 9110 section 13.1.2 */
export const ifNoneMatchHeader = {
  'If-None-Match': 'The ETag of the state that is known; while it is the present one, the answer is 304.',
};

/** The header by which a change can be sent more than once and is done once. docs/decisions/0108 */
const idempotencyKey = {
  [idempotencyKeyHeader]:
    'Chosen by the caller, 1 to 255 visible ASCII characters: a request that is sent again with the same key, path, query and body within 24 hours does nothing and gets the first answer, with Idempotent-Replayed: true.',
};

/** What is published of an operation besides where it can be repeated. */
export function repeatableOperation({ refusals, headers, ...others }: RouteDescription): RouteDescription {
  const sentWithOther = 'The Idempotency-Key was sent with another request before.';
  const conflict = [refusals?.texts[409], sentWithOther].flatMap((text) => text ?? []).join(' ');
  const known = { ...refusals?.texts, 400: texts[400], 409: conflict };
  return {
    ...others,
    headers: { ...headers, ...idempotencyKey },
    refusals: { body: errorBody, texts: known },
  };
}

/** What is published of a route of the Management API, as its `config`. management-api.md 1 to 7 */
export function operation({ refusals, ...description }: Operation): { description: RouteDescription } {
  const refused = [
    ...refusals,
    ...(description.headers === ifMatchHeader ? [412 as const] : []),
    ...everywhere,
  ].map((status) => [status, texts[status]]);
  return {
    description: { ...description, refusals: { texts: Object.fromEntries(refused), body: errorBody } },
  };
}
