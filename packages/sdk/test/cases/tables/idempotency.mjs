// A key is sent with every attempt of a call, and makes a change safe to repeat.
import assert from 'node:assert/strict';
import { broken, good, refusal, stalled } from '../answers.mjs';
import { assertEnded, errorOf, outcomeOf, withSecret, withToken } from '../calls.mjs';

const KEY = 'b7d7c1f4-0f4b-4f3e-9a77-2a3d7f0f5f11';
const cut = broken['reset in the body'];
const busy = refusal(429);
const id = { client_id: 'c1' };
const CHANGES = {
  create: (clients, options) => clients.create({ name: 'Robot' }, options),
  update: (clients, options) => clients.update(id, { name: 'Robot' }, options),
  delete: (clients, options) => clients.delete(id, options),
  rotateClientSecret: (clients, options) => clients.rotateClientSecret(id, options),
  createCredential: (clients, options) =>
    clients.createCredential(id, { credential_type: 'public_key', pem: 'PEM' }, options),
};
/** The ways to give the key. */
const FORMS = {
  'as an option': { idempotencyKey: KEY },
  'by a function': () => ({ idempotencyKey: KEY }),
  'by a function that waits': async ({ init }) => ({ headers: init.headers, idempotencyKey: KEY }),
  'beside headers': { idempotencyKey: KEY, headers: { 'x-trace': '1' } },
  'beside a Headers instance': () => ({ idempotencyKey: KEY, headers: new Headers({ 'x-trace': '1' }) }),
  'instead of that in the headers': { idempotencyKey: KEY, headers: { 'Idempotency-Key': 'other' } },
};

/** What the API answers in turn, and how often it is asked. */
const REPEATS = [
  ['at once', [good], 1, 'ok'],
  ['after a renewal', [refusal(401), good], 2, 'ok'],
  ['after a refusal', [busy, good], 2, 'ok'],
  ['after a connection that broke', [cut, good], 2, 'ok'],
  ['after silence', [stalled.silence, good], 2, 'ok'],
  ['after a connection that broke, a renewal and a refusal', [cut, refusal(401), busy, good], 4, 'ok'],
  ['never after 500', [refusal(500), good], 1, 'ManagementApiError 500'],
  ['never after 409', [refusal(409), good], 1, 'ManagementApiError 409'],
];

const keysOf = (place) => place.asked('api').map(({ headers }) => headers['idempotency-key']);

async function sends(world, change, form) {
  const place = world.server.place({ api: [busy, good] });
  await change(withToken(world, place).clients, form);
  assert.deepEqual(keysOf(place), [KEY, KEY]);
}

async function repeats(world, [, api, times, expected], change) {
  const place = world.server.place({ api });
  const { clients } = withSecret(world, place, { retry: { network: true } });
  // Long enough for an answer from a busy machine.
  const timeout = api.includes(stalled.silence) ? 4000 : 10_000;
  const outcome = await outcomeOf(change(clients, { idempotencyKey: KEY, timeout }));
  assertEnded(world, outcome, expected);
  assert.deepEqual(keysOf(place), Array(times).fill(KEY));
  const bodies = new Set(place.asked('api').map(({ body }) => body));
  assert.equal(bodies.size, 1);
}

/** Without a key nobody knows whether it was done. */
async function notRepeated(world, change) {
  const place = world.server.place({ api: [cut, good] });
  const { clients } = withToken(world, place, { retry: { network: true } });
  assert.equal((await errorOf(change(clients))).name, 'FetchError');
  assert.deepEqual(keysOf(place), [undefined]);
}

async function refuses(world, key) {
  const place = world.server.place({});
  const { clients } = withToken(world, place);
  const error = await errorOf(clients.create({ name: 'Robot' }, { idempotencyKey: key }));
  assert.equal(error.name, 'ConfigurationError');
  assert.ok(!error.message.includes(key), error.message);
  assert.equal(place.requests.length, 0);
}

async function notForTokens(world) {
  const place = world.server.place({});
  await withSecret(world, place).clients.create({ name: 'Robot' }, { idempotencyKey: KEY });
  assert.deepEqual(
    place.asked('token').map(({ headers }) => headers['idempotency-key']),
    [undefined],
  );
}

export const idempotency = [
  ...Object.entries(FORMS).map(([name, form]) => [
    `the key is sent ${name}`,
    (world) => sends(world, CHANGES.create, form),
  ]),
  ...Object.entries(CHANGES).flatMap(([name, change]) => [
    ...REPEATS.map((row) => [`${name} is repeated ${row[0]}`, (world) => repeats(world, row, change)]),
    [`${name} without a key is not repeated`, (world) => notRepeated(world, change)],
  ]),
  ['a key with a line break is refused and not quoted', (world) => refuses(world, 'two\nlines')],
  ['a key beyond Latin-1 is refused and not quoted', (world) => refuses(world, 'key ☃')],
  ['token requests have no key', notForTokens],
];
