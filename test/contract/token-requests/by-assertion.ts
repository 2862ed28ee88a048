import { createHmac, randomUUID } from 'node:crypto';
import {
  type AssertionChanges,
  asserted,
  assertion,
  byAssertion,
  comparisons,
  form,
  invalidClient,
  invalidRequest,
  keys,
  publicHalf,
  token,
} from './request.js';

const notLooked = 'It does not look at this; RFC 7523 and FAPI 2.0 leave limits to the server.';
const noFormat =
  'It tells a malformed assertion from one that fails; here all assertions that do not hold read alike.';
const otherAudience = 'RFC 10070: the issuer alone, as one string.';

const claiming = (claims: NonNullable<AssertionChanges['claims']>) => asserted({ claims });

/** Clients that authenticate by assertion. RFC 7523, RFC 10070. */
export const assertions = comparisons([
  ['an assertion', asserted(), token],
  ['an assertion and its client_id', (to) => asserted({}, { client_id: to.clients.key.id })(to), token],
  ['an assertion and another client_id', asserted({}, { client_id: 'other' }), invalidRequest],
  [
    'an assertion that is used again',
    (to) => {
      const once = form(byAssertion(assertion(to)));
      return [once, once];
    },
    invalidClient,
  ],
  [
    'an assertion that an unknown API has spent',
    (to) => {
      const used = byAssertion(assertion(to));
      return [form({ ...used, audience: 'urn:no', resource: 'urn:no' }), form(used)];
    },
    invalidClient,
  ],
  [
    'a jti that a wrong aud has not spent',
    (to) => {
      const claims = { jti: randomUUID() };
      return [
        asserted({ claims: () => ({ ...claims, aud: 'https://no.example/' }) })(to),
        asserted({ claims: () => claims })(to),
      ];
    },
    token,
  ],
  [
    'aud of the token endpoint',
    claiming((_now, to) => ({ aud: to.tokenUrl })),
    invalidClient,
    token,
    otherAudience,
  ],
  [
    'aud with the issuer in a list',
    claiming((_now, to) => ({ aud: [to.issuer] })),
    invalidClient,
    token,
    otherAudience,
  ],
  [
    'aud with the issuer among others',
    claiming((_now, to) => ({ aud: [to.issuer, 'https://other.example/'] })),
    invalidClient,
    token,
    otherAudience,
  ],
  ['aud of another server', claiming(() => ({ aud: 'https://other.example/' })), invalidClient],
  ['aud that is nearly the issuer', claiming((_now, to) => ({ aud: `${to.issuer}/` })), invalidClient],
  ['no aud', claiming(() => ({ aud: undefined })), invalidClient],
  ['no exp', claiming(() => ({ exp: undefined })), invalidClient],
  ['exp as text', claiming((now) => ({ exp: String(now + 60) })), invalidClient],
  ['exp a minute ago', claiming((now) => ({ exp: now - 60 })), invalidClient],
  ['exp 5 s ago', claiming((now) => ({ exp: now - 5 })), token],
  ['exp in an hour', claiming((now) => ({ exp: now + 3600 })), invalidClient, token, notLooked],
  ['no iat', claiming(() => ({ iat: undefined })), token],
  ['iat in a minute', claiming((now) => ({ iat: now + 60 })), invalidClient, token, notLooked],
  ['iat an hour ago', claiming((now) => ({ iat: now - 3600 })), invalidClient, token, notLooked],
  ['nbf in a minute', claiming((now) => ({ nbf: now + 60 })), invalidClient],
  ['no jti', claiming(() => ({ jti: undefined })), invalidClient],
  ['an empty jti', claiming(() => ({ jti: '' })), invalidClient],
  ['a number as jti', claiming(() => ({ jti: 7 })), invalidClient],
  [
    'a jti of 65 characters',
    claiming(() => ({ jti: randomUUID().padEnd(65, 'x') })),
    invalidClient,
    token,
    notLooked,
  ],
  ['no iss', claiming(() => ({ iss: undefined })), invalidClient],
  ['another iss', claiming(() => ({ iss: 'someone' })), invalidClient],
  ['no sub', claiming(() => ({ sub: undefined })), invalidClient],
  ['another sub', claiming(() => ({ sub: 'someone' })), invalidClient],
  ['an unknown client', claiming(() => ({ iss: 'nobody', sub: 'nobody' })), invalidClient],
  [
    'typ of an access token',
    asserted({ header: { typ: 'at+jwt' } }),
    invalidClient,
    token,
    'It leaves typ to its configuration; a token of another kind is no assertion (RFC 8725 section 3.11).',
  ],
  ['typ of a client assertion', asserted({ header: { typ: 'client-authentication+jwt' } }), token],
  ['crit that is unknown', asserted({ header: { crit: ['x'], x: 1 } }), invalidClient],
  [
    'alg none',
    (to) => form(byAssertion(unsigned(assertion(to, { header: { alg: 'none' } })))),
    invalidClient,
  ],
  ['no signature', (to) => form(byAssertion(unsigned(assertion(to)))), invalidClient],
  [
    'an HMAC under the public key',
    (to) => form(byAssertion(hmac(assertion(to, { header: { alg: 'HS256' } })))),
    invalidClient,
  ],
  ['another algorithm in the header', asserted({ header: { alg: 'RS384' } }), invalidClient],
  ['another key', asserted({ key: 'unknown' }), invalidClient],
  [
    'another key that the header brings',
    asserted({ key: 'unknown', header: { jwk: publicHalf(keys.unknown).jwk } }),
    invalidClient,
  ],
  ['kid that is unknown', asserted({ header: { kid: 'unknown' } }), invalidClient],
  [
    'an assertion of a client with a secret',
    claiming((_now, to) => ({ iss: to.clients.basic.id, sub: to.clients.basic.id })),
    invalidClient,
  ],
  ['no JWT', () => form(byAssertion('x')), invalidClient, invalidRequest, noFormat],
  ['three parts that are nothing', () => form(byAssertion('a.b.c')), invalidClient, invalidRequest, noFormat],
  ['no client_assertion_type', (to) => form({ client_assertion: assertion(to) }), invalidRequest],
  [
    'another client_assertion_type',
    (to) => form({ client_assertion: assertion(to), client_assertion_type: 'urn:x' }),
    invalidRequest,
  ],
  [
    'client_assertion_type alone',
    (to) => form({ ...byAssertion(''), client_id: to.clients.key.id }),
    invalidRequest,
    invalidClient,
    'It takes the request for one of a public client; here a type announces an assertion.',
  ],
  [
    'client_assertion twice',
    (to) => {
      const { headers, body } = asserted()(to);
      return { ...(headers && { headers }), body: `${body}&client_assertion=x` };
    },
    invalidRequest,
  ],
]);

function unsigned(text: string): string {
  return text.slice(0, text.lastIndexOf('.') + 1);
}

function hmac(text: string): string {
  const input = text.slice(0, text.lastIndexOf('.'));
  return `${input}.${createHmac('sha256', publicHalf(keys.known).pem).update(input).digest('base64url')}`;
}
