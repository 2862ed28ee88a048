// A signal ends a call at once, whatever the call is waiting for, with an AbortError whose cause is the reason.
import assert from 'node:assert/strict';
import { good, json, noToken, refusal, stalled } from '../answers.mjs';
import { after, alone, errorOf, withSecret, withToken } from '../calls.mjs';

const NEVER = 600_000;
const forever = () => new Promise(() => {});
const get = (client, signal, more) => client.clients.get({ client_id: 'c1' }, { signal, ...more });

/** A moment that comes when it is told to; what hangs tells it, and never ends. */
function moment() {
  let come = () => {};
  const came = new Promise((resolve) => {
    come = resolve;
  });
  const hang = () => {
    come();
    return forever();
  };
  return { come, came, hang };
}

/** A call that hangs in a hook. */
const inHook = (hook, api) => (world) => {
  const { came, hang } = moment();
  const client = withToken(world, world.server.place({ api }), { middleware: [{ [hook]: hang }] });
  return { call: (signal) => get(client, signal), ready: came };
};

/** A call that hangs where the server has been asked for something so many times. */
const inRequest = (script, kind, times, make, options) => (world) => {
  const place = world.server.place(script);
  const client = make(world, place, { timeoutDuration: NEVER, ...options });
  return { call: (signal) => get(client, signal), ready: place.until(kind, times) };
};

/** A call whose answer has come, and is looked at. */
const inPause = (api, make, options) => (world) => {
  const { come, came } = moment();
  const middleware = [{ onAttempt: () => void setTimeout(come, 5) }];
  const client = make(world, world.server.place({ api }), { middleware, ...options });
  return { call: (signal) => get(client, signal), ready: came };
};

/** A call by a fetch of the caller that does not heed its signal. */
const byFetch = (respond) => (world) => {
  const { come, came } = moment();
  const fetch = () => {
    come();
    return respond();
  };
  return { call: (signal) => get(withToken(world, { url: 'http://x' }, { fetch }), signal), ready: came };
};

const hangingToken = (world) => {
  const { came, hang } = moment();
  const client = withToken(world, { url: 'http://x' }, { token: hang });
  return { call: (signal) => get(client, signal), ready: came };
};

const hangingStore = (world) => {
  const { came, hang } = moment();
  const client = withSecret(world, { url: 'http://x' }, { tokenStore: { get: hang, set: () => {} } });
  return { call: (signal) => get(client, signal), ready: came };
};

const limited = (make) => (world) => {
  const middleware = [world.sdk.rateLimiter({ requestsPerSecond: 1 / NEVER })];
  const client = make(world, world.server.place({}), { middleware });
  const first = get(client);
  return { call: (signal) => get(client, signal), ready: first };
};

const before = (world) => {
  const place = world.server.place({});
  return {
    call: (signal) => get(withSecret(world, place), signal),
    isBefore: true,
    after: () => assert.equal(place.requests.length, 0),
  };
};

const beforeAlone = (world) => {
  const place = world.server.place({});
  const clients = alone(world, place);
  return {
    call: (signal) => clients.get({ client_id: 'c1' }, { signal }),
    isBefore: true,
    after: () => assert.equal(place.requests.length, 0),
  };
};

const byAlone = (world, place, options) => ({ clients: alone(world, place, options) });

const betweenPages = (world) => {
  const page = json(200, { clients: [{ client_id: 'c1' }], next: 'n1' });
  const place = world.server.place({ api: page });
  const { come, came } = moment();
  const walk = async (signal) => {
    const { clients } = withToken(world, place);
    for await (const _ of world.sdk.iterate(clients, {}, { signal })) {
      come();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    }
  };
  return { call: walk, ready: came, after: () => assert.equal(place.requests.length, 1) };
};

const inPage = (world) => {
  const page = json(200, { clients: [{ client_id: 'c1' }], next: 'n1' });
  const place = world.server.place({ api: [page, stalled.silence] });
  const walk = async (signal) => {
    for await (const _ of world.sdk.iterate(withToken(world, place).clients, {}, { signal }));
  };
  return { call: walk, ready: place.until('api', 2) };
};

const busy = refusal(429, { 'retry-after': '50' });
const refused = refusal(401);
const PLACES = {
  'before the call': before,
  'before the call of a manager by itself': beforeAlone,
  'while a token is waited for': inRequest({ token: stalled.silence }, 'token', 1, withSecret),
  'in the body of a token': inRequest({ token: stalled['silence in the body'] }, 'token', 1, withSecret),
  'while a token is waited for again': inRequest(
    { api: refused, token: [undefined, stalled.silence] },
    'token',
    2,
    withSecret,
  ),
  'while a token request is asked again': inRequest(
    { token: [noToken(429), undefined] },
    'token',
    1,
    withSecret,
    { retry: { enabled: true } },
  ),
  'while the issuer is waited for': inRequest({ discovery: stalled.silence }, 'discovery', 1, (...asked) =>
    withSecret(asked[0], asked[1], { ...asked[2], audience: undefined }),
  ),
  'while a function gives a token': hangingToken,
  'while a store gives a token': hangingStore,
  'in the hook pre': inHook('pre', good),
  'in the hook post': inHook('post', good),
  'in the hook onError': inHook('onError', refused),
  'while the rate limiter lets others pass': limited(withToken),
  'while the rate limiter of a manager by itself lets others pass': limited(byAlone),
  'while an answer is waited for': inRequest({ api: stalled.silence }, 'api', 1, withToken),
  'while an answer to a manager by itself is waited for': inRequest(
    { api: stalled.silence },
    'api',
    1,
    byAlone,
  ),
  'in the head': inRequest({ api: stalled['silence in the head'] }, 'api', 1, withToken),
  'in the body': inRequest({ api: stalled['silence in the body'] }, 'api', 1, withToken),
  'in the second attempt': inRequest({ api: [refusal(429), stalled.silence] }, 'api', 2, withToken),
  'in the pause': inPause(busy, withToken),
  'in the pause of a manager by itself': inPause(busy, byAlone),
  'in the pause after a failure': inPause((socket) => socket.destroy(), withToken, {
    retry: { network: true },
  }),
  'between two pages': betweenPages,
  'while a page is waited for': inPage,
  'by a fetch that heeds no signal': byFetch(forever),
  'by a fetch whose body never ends': byFetch(async () => ({ ok: true, status: 200, text: forever })),
};

const REASONS = {
  'an error': new Error('enough'),
  'a text': 'enough',
  'no reason': undefined,
};

/** It ends with the reason before 50 ms have passed, and nothing that is thrown is lost. */
async function aborts(world, make, given) {
  const { call, ready, isBefore, after: check = () => {} } = make(world);
  const controller = new AbortController();
  const stop = () => controller.abort(...(given === undefined ? [] : [given]));
  if (isBefore) stop();
  const ended = errorOf(call(controller.signal));
  await ready;
  if (!isBefore) stop();
  const error = await Promise.race([ended, after(50)]);
  assert.ok(error, 'not ended within 50 ms');
  assert.equal(error.constructor, world.sdk.AbortError, `${error.stack}`);
  assert.ok(error instanceof world.sdk.FetchError && error instanceof world.sdk.ClienteleError);
  assert.equal(error.cause, controller.signal.reason);
  assert.ok(error.message, 'the message is empty');
  assert.equal(error.method, 'GET');
  check();
}

async function timeUp(world) {
  const place = world.server.place({ api: stalled.silence });
  const error = await errorOf(get(withToken(world, place), AbortSignal.timeout(50)));
  assert.equal(error.name, 'AbortError');
  assert.equal(error.cause.name, 'TimeoutError');
}

/** The signal, and how many listeners it has. */
function counted(signal) {
  const listeners = new Set();
  const { addEventListener, removeEventListener } = signal;
  let most = 0;
  Object.assign(signal, {
    addEventListener(type, listener, ...more) {
      listeners.add(listener);
      most = Math.max(most, listeners.size);
      addEventListener.call(signal, type, listener, ...more);
    },
    removeEventListener(type, listener, ...more) {
      listeners.delete(listener);
      removeEventListener.call(signal, type, listener, ...more);
    },
  });
  return { signal, left: () => listeners.size, most: () => most };
}

/** Warnings are counted for all rows where they are run. */
async function manyShare(world, make, isAborted) {
  const place = world.server.place({ api: isAborted ? stalled.silence : good });
  const controller = new AbortController();
  const { signal, left, most } = counted(controller.signal);
  const { clients } = make(world, place);
  const calls = Array.from({ length: 500 }, () => clients.get({ client_id: 'c1' }, { signal }));
  if (isAborted) {
    await place.until('api', 1);
    const ended = Promise.all(calls.map(errorOf));
    controller.abort();
    const errors = await Promise.race([ended, after(500)]);
    assert.ok(errors?.every(({ name }) => name === 'AbortError'));
  } else {
    await Promise.all(calls);
    assert.equal(left(), 0);
  }
  assert.ok(most() <= 5, `${most()} listeners at once`);
}

/** A signal that a hook puts in the place of the caller's ends the attempts. */
async function replaced(world) {
  const place = world.server.place({ api: stalled.silence });
  const own = new AbortController();
  const pre = ({ init }) => {
    init.signal = own.signal;
  };
  const ended = errorOf(get(withToken(world, place, { middleware: [{ pre }] })));
  await place.until('api');
  own.abort('of the hook');
  const error = await Promise.race([ended, after(50)]);
  assert.equal(error?.name, 'AbortError');
  assert.equal(error.cause, 'of the hook');
}

/** One after the other over the same connection: what a call leaves behind would add up. */
async function oneByOne(world) {
  const { clients } = withToken(world, world.server.place({}));
  for (let call = 0; call < 1600; call += 1) await clients.get({ client_id: 'c1' });
}

async function throwsAtOnce(world, make) {
  const controller = new AbortController();
  const { signal, left } = counted(controller.signal);
  const fetch = () => {
    throw new TypeError('never sent');
  };
  const error = await errorOf(
    make(world, { url: 'http://x' }, { fetch, timeoutDuration: NEVER }).clients.get(
      { client_id: 'c1' },
      { signal },
    ),
  );
  assert.equal(error.name, 'FetchError');
  assert.match(error.message, /^never sent \(GET/);
  assert.equal(left(), 0);
}

/** A fetch that heeds no signal answers when its time has long been up; calls after that know nothing of it. */
async function answersLate(world) {
  const late = async () => {
    await after(60);
    return Response.json({ client_id: 'c1' });
  };
  const first = withToken(world, { url: 'http://x' }, { fetch: late, timeoutDuration: 20 });
  const errors = await Promise.all(Array.from({ length: 20 }, () => errorOf(get(first))));
  assert.ok(errors.every(({ name }) => name === 'TimeoutError'));
  await after(80);
  const next = withToken(world, world.server.place({}));
  await Promise.all(Array.from({ length: 20 }, () => get(next)));
}

export const signals = [
  ...Object.entries(PLACES).flatMap(([name, make]) =>
    Object.entries(REASONS).map(([reason, given]) => [
      `${name}, with ${reason}`,
      (world) => aborts(world, make, given),
    ]),
  ),
  ['time is up for the whole call', timeUp],
  ['500 calls share a signal', (world) => manyShare(world, withToken, false)],
  ['500 calls of a manager by itself share a signal', (world) => manyShare(world, byAlone, false)],
  ['500 calls are ended by one signal', (world) => manyShare(world, withToken, true)],
  ['a hook puts another signal in its place', replaced],
  ['1600 calls one after the other', oneByOne],
  ['a fetch that answers when time is long up', answersLate],
  ['a fetch that throws at once leaves nothing behind', (world) => throwsAtOnce(world, withToken)],
  ['nor does it by a manager by itself', (world) => throwsAtOnce(world, byAlone)],
];
