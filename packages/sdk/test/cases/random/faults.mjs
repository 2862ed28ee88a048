// All that goes wrong at random, and of which kind it is: what the error is, and whether it may be asked again.
import {
  broken,
  dripping,
  json,
  noToken,
  odd,
  plain,
  refusal,
  resetAfter,
  stalled,
  strange,
  text,
} from '../answers.mjs';

const ofKind = (kind, answers) =>
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, { kind, answer }]));
const seconds = (later) => String(Math.floor(Date.now() / 1000) + later);
const whole = text(200, JSON.stringify({ client_id: 'c1', name: 'Robot' }));

/** A reset at every stage: after so many bytes of a good answer, head and body. */
const resets = Object.fromEntries(
  [1, 12, 15, 40, whole.length - 20, whole.length - 1].map((bytes) => [
    `reset at byte ${bytes}`,
    resetAfter(whole.slice(0, bytes)),
  ]),
);

const network = ofKind('network', {
  ...broken,
  ...resets,
  'two lengths that differ': plain(200, '{}', { 'Content-Length': '3, 5' }),
  'bytes that mean nothing': (socket) => socket.end(Buffer.from([0, 255, 1, 254, 10, 13, 10, 13])),
  'another protocol': (socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
});
const stall = ofKind('stall', { ...stalled, 'a slow drip': dripping(40) });
const fine = ofKind('fine', { ...odd, 'a quick drip': dripping(1) });

/** How often one may ask, in words that are good, odd or nonsense; none asks for a longer pause than two seconds. */
const limits = (refuse) => ({
  'a limit': refuse(429, {}),
  'a limit for no seconds': refuse(429, { 'retry-after': '0' }),
  'a limit for a second': refuse(429, { 'retry-after': '1' }),
  'a limit for nonsense': refuse(429, { 'retry-after': '\tNaN, -1' }),
  'a limit since long': refuse(429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
  'a limit until soon': (...asked) => refuse(429, { 'x-ratelimit-reset': seconds(1) })(...asked),
  'a limit of nonsense': refuse(429, { 'x-ratelimit-reset': '0x', date: 'never' }),
});
const longLimits = (refuse) => ({
  'a limit for a day': refuse(429, { 'retry-after': '86400' }),
  'a limit until the end': refuse(429, { 'x-ratelimit-reset': '99999999999999999999' }),
});
const statuses = [400, 402, 403, 404, 409, 418, 500, 502, 503, 504];
const named = (refuse) => Object.fromEntries(statuses.map((status) => [`${status}`, refuse(status)]));
const wordless = Object.fromEntries(
  [300, 301, 302, 304, 307, 308, 400, 413, 500, 502].map((status) => [
    `${status} without words`,
    plain(status, status % 2 ? '' : '<html>', { location: '/elsewhere' }),
  ]),
);

const faults = (refuse) => ({
  ...network,
  ...stall,
  ...fine,
  ...ofKind('limit', limits(refuse)),
  ...ofKind('refusal', { ...longLimits(refuse), ...named(refuse) }),
  ...ofKind('wordless', wordless),
  ...ofKind('strange', strange),
});

/** Those of the API. */
export const apiFaults = { ...faults(refusal), 401: { kind: 'unauthorized', answer: refusal(401) } };

/** Those of what is asked before it, where a good answer of the API says nothing. */
const before = Object.fromEntries(
  Object.entries(faults(noToken)).map(([name, { kind, answer }]) => [
    name,
    { kind: kind === 'fine' ? 'strange' : kind, answer },
  ]),
);

/** Those of the token endpoint. */
export const tokenFaults = {
  ...before,
  401: { kind: 'refusal', answer: noToken(401) },
  'a token that fits in no header': {
    kind: 'configuration',
    answer: json(200, { access_token: 'two\nlines', expires_in: 3600 }),
  },
  'a token without an end': { kind: 'fine', answer: json(200, { access_token: 'T', expires_in: 'never' }) },
};

/** Those of discovery. */
export const discoveryFaults = {
  ...before,
  'an issuer from elsewhere': {
    kind: 'configuration',
    answer: json(200, { issuer: 'https://elsewhere.example/' }),
  },
  'an issuer that is no URL': { kind: 'configuration', answer: json(200, { issuer: 'elsewhere' }) },
};

/** Those where nobody answers; `place` says where that is. */
export const connectionFaults = {
  'nobody listens': { kind: 'network', place: 'closed' },
  'closed at once': { kind: 'network', place: 'closer' },
};
