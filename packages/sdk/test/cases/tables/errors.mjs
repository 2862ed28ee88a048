// An error says what went wrong, where, and why at the root of it; and nothing that is secret.
import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { broken, json, noToken, plain, stalled, strange } from '../answers.mjs';
import { alone, errorOf, outcomeOf, withSecret, withToken } from '../calls.mjs';
import { certificate, key } from '../self-signed.mjs';

const get = (client, options) => client.clients.get({ client_id: 'c1' }, options);
const isNode = !globalThis.Bun && !globalThis.Deno;
const asked = { method: 'GET', path: '/clients/c1', attempts: 1 };
const askedToken = { method: 'POST', path: '/oauth/token', attempts: 1 };

/** What the server does, and what the error is. */
const ERRORS = [
  [
    'a refusal of the API',
    {
      api: json(
        404,
        { error: 'Not Found', message: 'No such client', errorCode: 'inexistent_client' },
        { 'x-request-id': 'r1' },
      ),
    },
    'ManagementApiError',
    'No such client (404 GET /clients/c1)',
    {
      ...asked,
      status: 404,
      statusCode: 404,
      errorCode: 'inexistent_client',
      requestId: 'r1',
      msg: 'No such client',
    },
  ],
  [
    'a refusal that says next to nothing',
    { api: json(400, {}) },
    'ManagementApiError',
    'Response returned an error code (400 GET /clients/c1)',
    { ...asked, status: 400 },
  ],
  [
    'a refusal of something in between',
    { api: plain(502, '<html>', { 'content-type': 'text/html' }) },
    'ResponseError',
    'Response returned an error code (502 GET /clients/c1)',
    { ...asked, status: 502, body: '<html>' },
  ],
  [
    'a redirect',
    { api: plain(302, '', { location: 'https://elsewhere.example/' }) },
    'ResponseError',
    'Response returned an error code (302 GET /clients/c1)',
    { ...asked, status: 302 },
  ],
  ...Object.entries(strange).map(([name, api]) => [
    name,
    { api },
    'InvalidResponseError',
    'The answer is not JSON (200 GET /clients/c1)',
    { ...asked, status: 200, body: '' },
  ]),
  [
    'a refusal of the token endpoint',
    { token: noToken(401, { 'x-request-id': 'r3' }) },
    'AuthApiError',
    'Unauthorized (401 POST /oauth/token)',
    { ...askedToken, status: 401, error: 'access_denied', requestId: 'r3' },
  ],
  [
    'a token endpoint that gives none',
    { token: json(200, { token_type: 'Bearer' }) },
    'InvalidResponseError',
    'The answer has no access_token (200 POST /oauth/token)',
    { ...askedToken, status: 200, body: '' },
  ],
  [
    'an attempt that takes too long',
    { api: stalled.silence },
    'TimeoutError',
    'The request was timed out after 1000 ms (GET /clients/c1)',
    { ...asked, status: undefined, requestId: undefined },
  ],
];

async function says(world, [, script, name, message, members]) {
  const place = world.server.place(script);
  const error = await errorOf(get(withSecret(world, place), { timeout: 1000 }));
  const { sdk } = world;
  assert.ok(error instanceof sdk[name] && error instanceof sdk.ClienteleError && error instanceof Error);
  assert.equal(error.name, name);
  assert.equal(error.message, message);
  for (const [member, value] of Object.entries(members)) assert.equal(error[member], value, member);
  assert.ok(error.stack.includes(message));
}

/** What fetch says of a connection that fails differs, but never is it nothing. */
async function fails(world, make) {
  const error = await errorOf(get(make(world)));
  assert.ok(error instanceof world.sdk.FetchError);
  assert.match(error.message, /^\S.+\S \(GET \/clients\/c1\)$/);
  assert.ok(!/^fetch failed/.test(error.message), error.message);
  assert.ok(error.cause instanceof Error);
}

async function refusedConnection(world) {
  const { closed } = world.server;
  const error = await errorOf(get(withToken(world, { url: closed })));
  assert.equal(error.name, 'FetchError');
  const place = closed.replace('http://', '');
  if (isNode) assert.equal(error.message, `connect ECONNREFUSED ${place} (GET /clients/c1)`);
  assert.match(error.message, /refused|connect/i);
}

async function unknownName(world) {
  const error = await errorOf(get(withToken(world, { url: 'http://nowhere.invalid' })));
  assert.equal(error.name, 'FetchError');
  if (isNode) assert.match(error.message, /^getaddrinfo (ENOTFOUND|EAI_AGAIN) nowhere\.invalid \(GET/);
}

async function untrusted(world) {
  const server = createServer({ key, cert: certificate }, (_, response) => response.end('{}'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const error = await errorOf(get(withToken(world, { url: `https://localhost:${server.address().port}` })));
    assert.equal(error.name, 'FetchError');
    assert.match(error.message, /^certificate not trusted: .+ \(GET \/clients\/c1\)$/);
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

/** Values that no request can carry, wherever they come from. */
const UNSENDABLE = ['secret\nvalue', 'secret\r\nx: y', 'secret ☃', 'secret\0value'];
const WAYS = {
  'of the configuration': (world, place, headers) => get(withToken(world, place, { headers })),
  'of the call': (world, place, headers) => get(withToken(world, place), { headers }),
  'of a function': (world, place, headers) => get(withToken(world, place), () => ({ headers })),
  'of a hook': (world, place, headers) =>
    get(
      withToken(world, place, {
        middleware: [{ pre: ({ init }) => void Object.assign(init.headers, headers) }],
      }),
    ),
  'of a hook that gives another init': (world, place, headers) =>
    get(
      withToken(world, place, {
        middleware: [{ pre: ({ url, init }) => ({ url, init: { ...init, headers } }) }],
      }),
    ),
  'of a manager by itself': (world, place, headers) =>
    alone(world, place, { headers }).get({ client_id: 'c1' }),
};

async function unquoted(world, way) {
  for (const value of UNSENDABLE) {
    const place = world.server.place({});
    const error = await errorOf(way(world, place, { 'x-proof': value }));
    assert.ok(error instanceof world.sdk.ClienteleError, error.stack);
    assert.ok(error.message, 'the message is empty');
    for (let one = error; one; one = one.cause)
      assert.ok(!`${one.message}${one.stack}`.includes('secret'), `quoted: ${one.message}`);
    assert.equal(place.requests.length, 0);
  }
}

async function ofConfiguration(world, options, named) {
  try {
    new world.sdk.ManagementClient(options);
    assert.fail('it was taken');
  } catch (error) {
    assert.ok(error instanceof world.sdk.ConfigurationError, error.stack);
    assert.ok(error.message.includes(named) && error.option.includes(named), error.message);
  }
}

/** What fetch may reject with, and what the error says. */
const REASONS = [
  [new TypeError('fetch failed', { cause: new Error('') }), 'fetch failed'],
  [new Error('', { cause: { code: 'ECONNRESET' } }), 'ECONNRESET'],
  [
    new TypeError('fetch failed', { cause: new AggregateError([new Error('first'), new Error('last')]) }),
    'last',
  ],
  ['just a text', 'just a text'],
  [undefined, 'No answer'],
  [null, 'No answer'],
  [{}, 'No answer'],
  [new Error(''), 'No answer'],
];

async function rootCause(world, [reason, said]) {
  const client = withToken(world, { url: 'http://x' }, { fetch: () => Promise.reject(reason) });
  const { error } = await outcomeOf(get(client));
  assert.equal(error.name, 'FetchError');
  assert.equal(error.message, `${said} (GET /clients/c1)`);
  assert.equal(error.cause, reason);
}

export const errors = [
  ...ERRORS.map((row) => [row[0], (world) => says(world, row)]),
  ['nobody listens', refusedConnection],
  ['a name that nobody knows', unknownName],
  ['a certificate that signed itself', untrusted],
  ...Object.entries(broken).map(([name, api]) => [
    name,
    (world) => fails(world, () => withToken(world, world.server.place({ api }))),
  ]),
  ...Object.entries(WAYS).map(([name, way]) => [`header fields ${name}`, (world) => unquoted(world, way)]),
  ...REASONS.map((row) => [
    `fetch rejects with ${String(row[0])}: ${row[1]}`,
    (world) => rootCause(world, row),
  ]),
  ['options: no server', (world) => ofConfiguration(world, { token: 'T' }, 'baseUrl')],
  ['options: no token', (world) => ofConfiguration(world, { domain: 'x' }, 'token')],
  [
    'options: a time that is none',
    (world) => ofConfiguration(world, { domain: 'x', token: 'T', timeoutDuration: 0 }, 'timeoutDuration'),
  ],
  [
    'options: retries that are none',
    (world) => ofConfiguration(world, { domain: 'x', token: 'T', retry: { maxRetries: -1 } }, 'maxRetries'),
  ],
];
