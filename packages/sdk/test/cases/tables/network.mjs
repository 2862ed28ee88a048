// What gets no whole answer is asked again only where `retry: { network: true }` says so: reads, and changes with a key.
import assert from 'node:assert/strict';
import { broken, good, stalled } from '../answers.mjs';
import { assertEnded, outcomeOf, withToken } from '../calls.mjs';

const FAULTS = {
  ...broken,
  silence: stalled.silence,
  'silence in the body': stalled['silence in the body'],
};
const TIMED_OUT = new Set(['silence', 'silence in the body']);

const read = ({ clients }, options) => clients.get({ client_id: 'c1' }, options);
const create = ({ clients }, options) => clients.create({ name: 'Robot' }, options);
const created = (client, options) => create(client, { ...options, idempotencyKey: 'key-1' });
const CALLS = [
  ['GET', read, true],
  ['POST', create, false],
  ['POST with a key', created, true],
  ['PATCH', ({ clients }, options) => clients.update({ client_id: 'c1' }, { name: 'R' }, options), false],
  ['DELETE', ({ clients }, options) => clients.delete({ client_id: 'c1' }, options), false],
];

async function failsOnce(world, { fault, retry, call, isRepeated }) {
  const place = world.server.place({ api: [FAULTS[fault], good] });
  const client = withToken(world, place, { retry });
  const timesOut = TIMED_OUT.has(fault);
  const outcome = await outcomeOf(call(client, { timeout: timesOut ? 3000 : 10_000 }));
  assertEnded(world, outcome, isRepeated ? 'ok' : timesOut ? 'TimeoutError' : 'FetchError');
  if (outcome.error) assert.equal(outcome.error.attempts, 1);
  // On a busy machine time may be up before a request arrives.
  if (!timesOut) assert.equal(place.requests.length, isRepeated ? 2 : 1);
}

function rowsOf(fault) {
  const rows = CALLS.map(([name, call, isSafe]) => [
    `${fault}: ${name} with retries of the network`,
    (world) => failsOnce(world, { fault, retry: { network: true }, call, isRepeated: isSafe }),
  ]);
  return [
    ...rows,
    [
      `${fault}: GET by default`,
      (world) => failsOnce(world, { fault, retry: {}, call: read, isRepeated: false }),
    ],
    [
      `${fault}: POST with a key by default`,
      (world) => failsOnce(world, { fault, retry: {}, call: created, isRepeated: false }),
    ],
  ];
}

async function neverConnects(world, baseUrl, retry, attempts) {
  const client = withToken(world, { url: baseUrl }, { retry });
  const outcome = await outcomeOf(client.clients.get({ client_id: 'c1' }, { timeout: 1000 }));
  // The fetch of Node 20 may overlook that a connection was closed before it was used.
  const isOverlooked = outcome.error instanceof world.sdk.TimeoutError;
  assertEnded(
    world,
    outcome,
    isOverlooked && baseUrl === world.server.closer ? 'TimeoutError' : 'FetchError',
  );
  assert.equal(outcome.error.attempts, attempts);
}

/** The time of an attempt is its own: the call may take that long for each. */
async function timesOut(world, { configured, perCall, least, attempts, retry }) {
  const place = world.server.place({ api: stalled.silence });
  const client = withToken(world, place, { timeoutDuration: configured, retry });
  const begin = performance.now();
  const outcome = await outcomeOf(client.clients.get({ client_id: 'c1' }, perCall));
  assertEnded(world, outcome, 'TimeoutError');
  assert.match(outcome.error.message, new RegExp(`timed out after ${perCall?.timeout ?? configured} ms`));
  assert.ok(performance.now() - begin >= least, 'it ended too early');
  assert.equal(outcome.error.attempts, attempts);
}

const NEVER = 600_000;

export const network = [
  ...Object.keys(FAULTS).flatMap(rowsOf),
  ['nobody listens: by default', (world) => neverConnects(world, world.server.closed, {}, 1)],
  [
    'nobody listens: asked again',
    (world) => neverConnects(world, world.server.closed, { network: true, maxRetries: 2 }, 3),
  ],
  [
    'closed at once: asked again',
    (world) => neverConnects(world, world.server.closer, { network: true, maxRetries: 1 }, 2),
  ],
  [
    'time of the call instead of the configured one',
    (world) => timesOut(world, { configured: NEVER, perCall: { timeout: 400 }, least: 395, attempts: 1 }),
  ],
  ['configured time', (world) => timesOut(world, { configured: 400, least: 395, attempts: 1 })],
  [
    'time is up twice, and a pause between',
    (world) =>
      timesOut(world, { configured: 400, least: 1295, attempts: 2, retry: { network: true, maxRetries: 1 } }),
  ],
];
