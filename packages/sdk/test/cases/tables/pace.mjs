// When a refusal is asked again: never before the delay that grows, and never before the server says, by its own clock.
import assert from 'node:assert/strict';
import { good, refusal } from '../answers.mjs';
import { alone, assertEnded, errorOf, outcomeOf, watcher, withToken } from '../calls.mjs';

const GROWN = [500, 1000];
const FINAL = 'final';
const seconds = (later) => String(Math.floor(Date.now() / 1000) + later);
const date = (later) => new Date(Date.now() + later * 1000).toUTCString();
/** Not before a whole second that is so many ahead, spread over what has grown. */
const ahead = (later) => [(later - 1) * 1000 - 100, later * 1000 + 500 + 100];

/** What a refusal says, and between which milliseconds the pause is then. */
const PACE = [
  ['nothing', () => ({}), GROWN],
  ['Retry-After 0', () => ({ 'retry-after': '0' }), GROWN],
  ['Retry-After below 0', () => ({ 'retry-after': '-5' }), GROWN],
  ['Retry-After 1', () => ({ 'retry-after': '1' }), [1000, 1500]],
  ['Retry-After 0.9', () => ({ 'retry-after': '0.9' }), [900, 1400]],
  ['Retry-After 61', () => ({ 'retry-after': '61' }), FINAL],
  ['Retry-After without end', () => ({ 'retry-after': '1e999' }), FINAL],
  ['Retry-After nonsense', () => ({ 'retry-after': 'in a while' }), GROWN],
  ['Retry-After empty', () => ({ 'retry-after': '' }), GROWN],
  ['Retry-After as a date', () => ({ 'retry-after': date(2) }), ahead(2)],
  ['Retry-After as a date in the past', () => ({ 'retry-after': date(-30) }), GROWN],
  ['Retry-After as a date in an hour', () => ({ 'retry-after': date(3600) }), FINAL],
  ['a reset in the future', () => ({ 'x-ratelimit-reset': seconds(2) }), ahead(2)],
  ['a reset in the past', () => ({ 'x-ratelimit-reset': seconds(-30) }), GROWN],
  ['a reset in an hour', () => ({ 'x-ratelimit-reset': seconds(3600) }), FINAL],
  ['a reset that is nonsense', () => ({ 'x-ratelimit-reset': 'soon' }), GROWN],
  [
    'Retry-After before a reset',
    () => ({ 'retry-after': '1', 'x-ratelimit-reset': seconds(30) }),
    [1000, 1500],
  ],
];

/** By how many seconds the server's clock is ahead, when its limit is reset by that clock, and the pause. */
const CLOCKS = [
  ['five minutes ahead', 300, 2, ahead(2)],
  ['five minutes behind', -300, 2, ahead(2)],
  ['a second ahead, which may be the way', 1, 2, ahead(3)],
  // What is beyond ten minutes is believed only for ten.
  ['eleven minutes ahead', 660, 2, FINAL],
  ['an hour ahead', 3600, 2, FINAL],
  ['eleven minutes behind', -660, 2, GROWN],
  ['an hour behind, the limit reset for long', -3600, -30, GROWN],
];

/** Where the clock of a server is believed. */
const ROADS = [
  ['https', 'https://tenant.example', true],
  ['http on this machine', undefined, true],
  ['http by localhost', 'http://localhost', true],
  ['http to somewhere else', 'http://tenant.example', false],
  ['http to a name that only looks near', 'http://127.0.0.1.tenant.example', false],
];

async function paces(world, headers, expected, base) {
  const place = world.server.place({ api: [(...asked) => refusal(429, headers())(...asked), good] });
  const watching = watcher();
  const fetch = (url, init) => globalThis.fetch(base ? url.replace(base, place.url) : url, init);
  const options = { middleware: [watching], fetch, ...(base && { baseUrl: base }) };
  const outcome = await outcomeOf(withToken(world, place, options).clients.get({ client_id: 'c1' }));
  const [{ delay }] = watching.attempts;
  if (expected === FINAL) {
    assertEnded(world, outcome, 'ManagementApiError 429');
    assert.equal(delay, undefined);
    return;
  }
  assertEnded(world, outcome, 'ok');
  const [low, high] = expected;
  assert.ok(delay >= low && delay <= high, `a pause of ${low} to ${high} ms expected, not ${delay}`);
  const [first, second] = place.requests;
  assert.ok(second.at - first.at >= delay - 5, `asked ${second.at - first.at} ms later, not ${delay}`);
}

/** The pause grows with each attempt, whatever the server says. */
async function grows(world, headers) {
  const place = world.server.place({ api: [...Array(3).fill(refusal(429, headers)), good] });
  const watching = watcher();
  const clients = withToken(world, place, { middleware: [watching] }).clients;
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), 'ok');
  const delays = watching.attempts.map(({ delay }) => delay).slice(0, 3);
  for (const [index, delay] of delays.entries()) {
    const grown = 500 * 2 ** index;
    assert.ok(delay >= grown && delay <= 2 * grown, `pause ${index + 1} was ${delay} ms`);
  }
}

/** Calls that were refused together come back over the whole range. */
async function spreads(world, make) {
  const place = world.server.place({ api: (...asked) => refusal(429)(...asked) });
  const delays = [];
  const stop = new AbortController();
  const onAttempt = ({ delay }) => {
    if (delay !== undefined) delays.push(delay);
    if (delays.length === 60) stop.abort();
  };
  const call = () =>
    errorOf(make(place, { middleware: [{ onAttempt }] }).getAll({}, { signal: stop.signal }));
  for (const error of await Promise.all(Array.from({ length: 60 }, call)))
    assert.equal(error.name, 'AbortError');
  const [least, most] = [Math.min(...delays), Math.max(...delays)];
  assert.ok(least >= 500 && most <= 1000, `from ${least} to ${most}`);
  assert.ok(least < 600 && most > 900, `only from ${least} to ${most}`);
}

async function asManyTimes(world, { retry, perCall, answer = refusal(429), times }) {
  const place = world.server.place({ api: answer });
  const { clients } = withToken(world, place, { ...(retry && { retry }) });
  await errorOf(clients.get({ client_id: 'c1' }, perCall));
  assert.equal(place.requests.length, times);
}

/** How often a call is made where it is always refused. */
const TIMES = [
  ['configured once', { retry: { maxRetries: 1 }, times: 2 }],
  ['configured never', { retry: { maxRetries: 0 }, times: 1 }],
  ['off', { retry: { enabled: false }, times: 1 }],
  ['off, whatever the call says', { retry: { enabled: false }, perCall: { maxRetries: 2 }, times: 1 }],
  ['never by the call', { perCall: { maxRetries: 0 }, times: 1 }],
  ['once by the call', { perCall: { maxRetries: 1 }, times: 2 }],
  ['more by the call than configured', { retry: { maxRetries: 0 }, perCall: { maxRetries: 2 }, times: 3 }],
  ['by default', { times: 4 }],
  ['503 by default', { answer: refusal(503), times: 1 }],
  ['503 where configured', { answer: refusal(503), retry: { retryWhen: [503], maxRetries: 1 }, times: 2 }],
  ['429 where only 503 is', { retry: { retryWhen: [503] }, times: 1 }],
  ['500', { answer: refusal(500), retry: { network: true }, times: 1 }],
  ['404', { answer: refusal(404), retry: { network: true }, times: 1 }],
];

const clockRow = ([name, offset, later, expected]) => [
  `the server’s clock is ${name}`,
  (world) =>
    paces(world, () => ({ date: date(offset), 'x-ratelimit-reset': seconds(offset + later) }), expected),
];

const roadRow = ([name, base, isBelieved]) => [
  `a clock five minutes ahead, by ${name}`,
  (world) =>
    paces(
      world,
      () => ({ date: date(300), 'x-ratelimit-reset': seconds(302) }),
      isBelieved ? ahead(2) : FINAL,
      base,
    ),
];

export const pace = [
  ...PACE.map(([name, headers, expected]) => [name, (world) => paces(world, headers, expected)]),
  ...CLOCKS.map(clockRow),
  ...ROADS.map(roadRow),
  ['the pause grows, and says nothing of it', (world) => grows(world, {})],
  ['the pause grows after Retry-After 0', (world) => grows(world, { 'retry-after': '0' })],
  ['the pause grows after a reset in the past', (world) => grows(world, { 'x-ratelimit-reset': '1' })],
  [
    'pauses of managers by themselves are spread',
    (world) => spreads(world, (place, options) => alone(world, place, options)),
  ],
  [
    'pauses of clients are spread',
    (world) => spreads(world, (place, options) => withToken(world, place, options).clients),
  ],
  ...TIMES.map(([name, row]) => [`attempts: ${name}`, (world) => asManyTimes(world, row)]),
];
