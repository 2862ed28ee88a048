// What is different for one call: header fields, the body and its type, and the time of an attempt.
import assert from 'node:assert/strict';
import { errorOf, withToken } from '../calls.mjs';

const JSON_TYPE = 'application/json';
const create = (options) => (client) => client.clients.create({ name: 'Robot' }, options);
const request = (body, options) => (client) =>
  client.request({ method: 'POST', path: '/any', body }, options);

/** What is called, and of which type the body is then, as far as it is told. */
const TYPES = [
  ['a create', create(), JSON_TYPE],
  ['a create with headers', create({ headers: { 'x-trace': '1' } }), JSON_TYPE],
  ['a create with a Headers instance', create({ headers: new Headers({ 'x-trace': '1' }) }), JSON_TYPE],
  ['a create with a list of headers', create({ headers: [['x-trace', '1']] }), JSON_TYPE],
  ['a create with headers by a function', create(() => ({ headers: { 'x-trace': '1' } })), JSON_TYPE],
  ['a create with another type', create({ headers: { 'Content-Type': 'application/x' } }), 'application/x'],
  ['a create with another body', create({ body: { name: 'Other' } }), JSON_TYPE],
  [
    'a create with a form for a body',
    create({ body: new URLSearchParams({ a: '1' }), headers: {} }),
    'application/x-www-form-urlencoded',
  ],
  ['a request with a body', request({ a: 1 }), JSON_TYPE],
  ['a request with a body and headers', request({ a: 1 }, { headers: { 'x-trace': '1' } }), JSON_TYPE],
  ['a request with a text for a body', request('text'), JSON_TYPE],
  ['a request with null for a body', request(null), JSON_TYPE],
  ['a request without a body', request(undefined), undefined],
  ['a get', (client) => client.clients.get({ client_id: 'c1' }, { headers: { 'x-trace': '1' } }), undefined],
];

async function isOfType(world, [, call, expected]) {
  const place = world.server.place({});
  await call(withToken(world, place));
  const { headers } = place.requests[0];
  assert.equal(headers['content-type']?.split(';')[0], expected);
  assert.equal(headers.authorization, 'Bearer TOKEN');
}

/** Times that no timer can keep. */
const TIMES = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31];

async function refusesTime(world, timeout) {
  const place = world.server.place({});
  const error = await errorOf(withToken(world, place).clients.get({ client_id: 'c1' }, { timeout }));
  assert.equal(error.name, 'ConfigurationError');
  assert.equal(error.option, 'timeout');
  assert.equal(place.requests.length, 0);
}

export const overrides = [
  ...TYPES.map((row) => [`the type of ${row[0]}`, (world) => isOfType(world, row)]),
  ...TIMES.map((timeout) => [`a time of ${timeout} ms is refused`, (world) => refusesTime(world, timeout)]),
];
