import { gzipSync } from 'node:zlib';
import {
  type Answer,
  comparisons,
  form,
  granted,
  inBody,
  invalidRequest,
  invalidTarget,
  posted,
  type Target,
  token,
  ungranted,
} from './request.js';

const lenient = 'It reads what it can and goes on; what cannot be read is not guessed at here.';
const alwaysBad =
  'It answers 400 whatever is wrong with the body; here HTTP has the say (RFC 9110 section 15.5).';
const otherMethod =
  'It knows no such route; here the path is known and names its methods (RFC 9110 section 15.5.6).';
const unsupportedType: Answer = [415, 'invalid_request'];

const postedAs = (headers: Record<string, string>) => (to: Target) => form(inBody(to.clients.post), headers);
const withTarget = (uri: string | undefined) => posted({ audience: uri, resource: uri });
const andAgain = (more: string) => (to: Target) => {
  const { headers = {}, body } = posted()(to);
  return { headers, body: `${body}&${more}` };
};

/** How a request may be shaped. RFC 6749 sections 3.2 and 5.2. */
export const shape = comparisons([
  ['one scope of those granted', posted({ scope: 'read' }), token],
  ['all scopes that are granted', posted({ scope: 'read write' }), token],
  ['an empty scope', posted({ scope: '' }), token],
  [
    'a scope beyond the grant',
    posted({ scope: 'read erase' }),
    [400, 'invalid_scope'],
    token,
    'It trims scopes silently; here nothing is trimmed.',
  ],
  [
    'a scope that nobody knows',
    posted({ scope: 'fly' }),
    [400, 'invalid_scope'],
    token,
    'It trims scopes silently; here nothing is trimmed.',
  ],
  ['an unknown parameter', posted({ unheard_of: 'x' }), token],
  ['no grant_type', posted({ grant_type: undefined }), invalidRequest],
  ['an empty grant_type', posted({ grant_type: '' }), invalidRequest],
  ['an unknown grant_type', posted({ grant_type: 'magic' }), [400, 'unsupported_grant_type']],
  ['a grant_type in capitals', posted({ grant_type: 'CLIENT_CREDENTIALS' }), [400, 'unsupported_grant_type']],
  [
    'a grant_type that the client may not use',
    (to) => form(inBody(to.clients.code)),
    [400, 'unauthorized_client'],
    invalidRequest,
    'RFC 6749 section 5.2 has unauthorized_client for exactly this.',
  ],
  ['grant_type twice', andAgain('grant_type=client_credentials'), invalidRequest],
  ['client_id twice', andAgain('client_id=x'), invalidRequest],
  ['client_secret twice', andAgain('client_secret=x'), invalidRequest],
  ['scope twice', andAgain('scope=read&scope=write'), invalidRequest],
  ['an empty parameter twice', andAgain('scope=&scope='), invalidRequest],
  [
    'an unknown parameter twice',
    andAgain('x=1&x=2'),
    invalidRequest,
    token,
    'It looks at known parameters only; RFC 6749 section 3.2 forbids all repetitions.',
  ],
  ['broken percent-encoding', andAgain('scope=%zz'), invalidRequest, token, lenient],
  ['bytes that are not UTF-8', andAgain('scope=%ff'), invalidRequest, [400, 'invalid_scope'], lenient],
  [
    'U+0000',
    andAgain('scope=read%00'),
    invalidRequest,
    [400, 'invalid_scope'],
    'It finds the character in the scope; here it is refused in any parameter.',
  ],
  [
    '51 parameters',
    andAgain(Array.from({ length: 51 }, (_, n) => `p${n}=1`).join('&')),
    invalidRequest,
    token,
    'It has a limit of bytes only; here also one of parameters.',
  ],
  ['70 KB', andAgain(`x=${'a'.repeat(70_000)}`), [413, 'invalid_request'], invalidRequest, alwaysBad],
  [
    'no body',
    () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' }),
    invalidRequest,
  ],
  [
    'JSON',
    (to) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', ...inBody(to.clients.post) }),
    }),
    unsupportedType,
    invalidRequest,
    alwaysBad,
  ],
  [
    'no content type',
    (to) => ({ body: new TextEncoder().encode(posted()(to).body) }),
    unsupportedType,
    invalidRequest,
    alwaysBad,
  ],
  ['text/plain', postedAs({ 'content-type': 'text/plain' }), unsupportedType, invalidRequest, alwaysBad],
  [
    'multipart',
    postedAs({ 'content-type': 'multipart/form-data; boundary=x' }),
    unsupportedType,
    invalidRequest,
    alwaysBad,
  ],
  [
    'UTF-16',
    postedAs({ 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' }),
    unsupportedType,
    token,
    'It does not look at the charset, and reads the bytes as something else than was said.',
  ],
  [
    'a compressed body',
    (to) => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(posted()(to).body)),
    }),
    unsupportedType,
    invalidRequest,
    alwaysBad,
  ],
  [
    'GET',
    (to) => ({ method: 'GET', query: posted()(to).body }),
    [405, 'invalid_request'],
    [404, 'no error'],
    otherMethod,
  ],
  [
    'PUT',
    (to) => ({ ...posted()(to), method: 'PUT' }),
    [405, 'invalid_request'],
    [404, 'no error'],
    otherMethod,
  ],
  [
    'credentials in the query',
    (to) => ({ ...form({}), query: new URLSearchParams(inBody(to.clients.post)).toString() }),
    invalidRequest,
  ],
  ['an API that nobody knows', withTarget('https://nowhere.example/'), invalidTarget],
  ['an API without a grant', withTarget(ungranted), invalidTarget],
  ['an API whose name is no URI', withTarget('nowhere'), invalidTarget],
  ['an API in capitals', withTarget(granted.toUpperCase()), invalidTarget],
  [
    'no API',
    withTarget(undefined),
    invalidTarget,
    token,
    'It gives a token for itself then; here every token is for one API that is named.',
  ],
]);
