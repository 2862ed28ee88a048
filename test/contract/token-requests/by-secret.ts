import {
  asserted,
  assertion,
  basic,
  basicAsIs,
  byAssertion,
  comparisons,
  form,
  inBody,
  invalidClient,
  invalidRequest,
  posted,
  token,
} from './request.js';

const eitherMethod =
  'It takes the two secret methods for one; the profile holds a client to the one it is registered with.';

/** Clients that authenticate by secret. RFC 6749 section 2.3.1. */
export const secrets = comparisons([
  ['a secret by Basic', (to) => form({}, basic(to.clients.basic)), token],
  ['a secret in the body', posted(), token],
  [
    'a wrong secret by Basic',
    (to) => form({}, basic({ ...to.clients.basic, secret: 'wrong' })),
    invalidClient,
  ],
  ['a wrong secret in the body', posted({ client_secret: 'wrong' }), invalidClient],
  ['an unknown client by Basic', () => form({}, basicAsIs('nobody:x')), invalidClient],
  ['an unknown client in the body', () => form({ client_id: 'nobody', client_secret: 'x' }), invalidClient],
  [
    'Basic of a client registered for the body',
    (to) => form({}, basic(to.clients.post)),
    invalidClient,
    token,
    eitherMethod,
  ],
  [
    'the body of a client registered for Basic',
    (to) => form(inBody(to.clients.basic)),
    invalidClient,
    token,
    eitherMethod,
  ],
  [
    'Basic and a secret in the body',
    (to) => form(inBody(to.clients.basic), basic(to.clients.basic)),
    invalidRequest,
  ],
  [
    'Basic and an assertion',
    (to) => ({
      ...asserted()(to),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...basic(to.clients.basic) },
    }),
    invalidRequest,
  ],
  [
    'a secret in the body and an assertion',
    (to) => form({ ...byAssertion(assertion(to)), client_secret: 'x' }),
    invalidRequest,
  ],
  [
    'Basic and its own client_id',
    (to) => form({ client_id: to.clients.basic.id }, basic(to.clients.basic)),
    token,
  ],
  [
    'Basic and another client_id',
    (to) => form({ client_id: 'other' }, basic(to.clients.basic)),
    invalidRequest,
  ],
  [
    'basic in small letters',
    (to) =>
      form({}, { authorization: basic(to.clients.basic).authorization?.replace('Basic', 'basic') ?? '' }),
    token,
  ],
  ['Basic that is no base64', () => form({}, { authorization: 'Basic ***' }), invalidRequest],
  ['Basic that is cut off', () => form({}, { authorization: 'Basic YTpiY' }), invalidRequest],
  ['Basic without a colon', () => form({}, basicAsIs('only-an-id')), invalidRequest],
  ['Basic with broken percent-encoding', () => form({}, basicAsIs('a%zz:b')), invalidRequest],
  ['Basic with nothing', () => form({}, { authorization: 'Basic' }), invalidRequest],
  ['another scheme', () => form({}, { authorization: 'Bearer a.b.c' }), invalidRequest],
  ['an odd secret by Basic, encoded', (to) => form({}, basic(to.clients.odd)), token],
  [
    'an odd secret by Basic, as it is',
    (to) => form({}, basicAsIs(`${to.clients.odd.id}:${to.clients.odd.secret}`)),
    invalidRequest,
  ],
  [
    'an empty secret by Basic',
    (to) => form({}, basicAsIs(`${to.clients.basic.id}:`)),
    invalidClient,
    invalidRequest,
    'It calls this malformed; here it is a secret that is wrong, so that no refusal tells more than another.',
  ],
  ['an empty secret in the body', posted({ client_secret: '' }), invalidClient],
  ['a secret of spaces', posted({ client_secret: '   ' }), invalidClient],
  ['a client_id alone', posted({ client_secret: undefined }), invalidClient],
  ['nobody', () => form({}), invalidRequest],
  [
    'a public client',
    (to) => form({ client_id: to.clients.open.id }),
    invalidClient,
    token,
    'It leaves this to its configuration; RFC 6749 section 4.4 keeps the grant to confidential clients.',
  ],
  ['a public client with a secret', (to) => form(inBody(to.clients.open)), invalidClient],
  [
    'a secret of a client with a key',
    (to) => form({ client_id: to.clients.key.id, client_secret: 'x' }),
    invalidClient,
  ],
]);
