import * as Type from 'typebox';
import type { NamedSchema, RouteDescription } from '../../http/route-description.js';
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
