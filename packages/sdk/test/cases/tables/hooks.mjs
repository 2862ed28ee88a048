// Which hooks are asked, in which order and how often.
import assert from 'node:assert/strict';
import { broken, good, noToken, refusal, stalled } from '../answers.mjs';
import { assertEnded, errorOf, outcomeOf, SECRET, withSecret, withToken } from '../calls.mjs';

const get = (client, options) => client.clients.get({ client_id: 'c1' }, options);
const cut = broken['closed before the answer'];
const busy = refusal(429);
const refused = refusal(401);

/** A middleware that tells each hook it is asked, with what it sees. */
function telling(name, events) {
  const about = ({ response, error }) => response?.status ?? error?.name;
  const next = ({ delay }) => (delay === undefined ? '' : delay === 0 ? ' now' : ' later');
  return {
    pre: () => void events.push(`${name} pre`),
    post: (context) => void events.push(`${name} post ${about(context)}`),
    onError: (context) => void events.push(`${name} onError ${about(context)}`),
    onAttempt: (context) =>
      void events.push(`${name} attempt ${context.attempts} ${about(context)}${next(context)}`),
    onTokenRequest: (context) =>
      void events.push(`${name} ${context.path} ${context.status ?? context.error?.name}${next(context)}`),
  };
}

const T = '/oauth/token 200';
/** What the server answers in turn, the options, and what one middleware is asked. */
const ORDERS = [
  ['success', {}, {}, [T, 'pre', 'attempt 1 200', 'post 200'], 'ok'],
  [
    'refusal',
    { api: refusal(404) },
    {},
    [T, 'pre', 'attempt 1 404', 'onError 404'],
    'ManagementApiError 404',
  ],
  [
    'renewal',
    { api: [refused, good] },
    {},
    [T, 'pre', 'attempt 1 401 now', T, 'attempt 2 200', 'post 200'],
    'ok',
  ],
  [
    'renewal that changes nothing',
    { api: refused },
    {},
    [T, 'pre', 'attempt 1 401 now', T, 'attempt 2 401', 'onError 401'],
    'ManagementApiError 401',
  ],
  [
    'renewal that fails',
    { api: refused, token: [undefined, noToken(403)] },
    {},
    [T, 'pre', 'attempt 1 401 now', '/oauth/token 403', 'onError AuthApiError'],
    'AuthApiError 403',
  ],
  [
    'renewal and what follows it',
    { api: [refused, busy, good] },
    {},
    [T, 'pre', 'attempt 1 401 now', T, 'attempt 2 429 later', 'attempt 3 200', 'post 200'],
    'ok',
  ],
  [
    'retries',
    { api: [busy, good] },
    {},
    [T, 'pre', 'attempt 1 429 later', 'attempt 2 200', 'post 200'],
    'ok',
  ],
  [
    'retries that are used up',
    { api: busy },
    { retry: { maxRetries: 1 } },
    [T, 'pre', 'attempt 1 429 later', 'attempt 2 429', 'onError 429'],
    'ManagementApiError 429',
  ],
  [
    'a failure of the network',
    { api: cut },
    {},
    [T, 'pre', 'attempt 1 FetchError', 'onError FetchError'],
    'FetchError',
  ],
  [
    'a failure of the network that is repeated',
    { api: [cut, good] },
    { retry: { network: true } },
    [T, 'pre', 'attempt 1 FetchError later', 'attempt 2 200', 'post 200'],
    'ok',
  ],
  [
    'time that is up',
    { api: stalled.silence },
    { timeoutDuration: 1000 },
    [T, 'pre', 'attempt 1 TimeoutError', 'onError TimeoutError'],
    'TimeoutError',
  ],
  ['no token', { token: noToken(401) }, {}, ['/oauth/token 401', 'onError AuthApiError'], 'AuthApiError 401'],
  [
    'no connection for a token',
    { token: cut },
    {},
    ['/oauth/token FetchError', 'onError FetchError'],
    'FetchError',
  ],
  [
    'a token request that is repeated',
    { token: [noToken(429), undefined] },
    { retry: { enabled: true } },
    ['/oauth/token 429 later', T, 'pre', 'attempt 1 200', 'post 200'],
    'ok',
  ],
  [
    'a token for an issuer that is asked for',
    {},
    { audience: undefined },
    ['/.well-known/openid-configuration 200', T, 'pre', 'attempt 1 200', 'post 200'],
    'ok',
  ],
];

const two = (events) => events.flatMap((event) => [`A ${event}`, `B ${event}`]);

async function inOrder(world, [, script, options, expected, end]) {
  const events = [];
  const middleware = [telling('A', events), telling('B', events)];
  const place = world.server.place(script);
  const outcome = await outcomeOf(get(withSecret(world, place, { middleware, ...options })));
  assertEnded(world, outcome, end);
  assert.deepEqual(events, two(expected));
}

/** Where the call is when its signal ends it, and what is asked. */
const ABORTS = [
  ['before it began', undefined, [], ['onError AbortError']],
  ['in an attempt', stalled.silence, [T, 'pre'], ['attempt 1 AbortError', 'onError AbortError']],
  [
    'in the pause',
    refusal(429, { 'retry-after': '50' }),
    [T, 'pre', 'attempt 1 429 later'],
    ['onError AbortError'],
  ],
];

async function aborted(world, [, api, first, then]) {
  const events = [];
  const controller = new AbortController();
  const middleware = [telling('A', events), telling('B', events)];
  const place = world.server.place({ api: api ?? good });
  if (!api) controller.abort();
  const ended = errorOf(get(withSecret(world, place, { middleware }), { signal: controller.signal }));
  if (api) await place.until('api');
  while (events.length < first.length * 2) await new Promise((resolve) => setTimeout(resolve, 2));
  controller.abort();
  assert.equal((await ended).name, 'AbortError');
  const seen = events
    .slice(first.length * 2)
    .filter((event) => !(api === undefined && event.includes('/oauth/')));
  assert.deepEqual(seen, two(then));
}

const answer = (status, data) =>
  new Response(JSON.stringify(data), { status, headers: { 'content-type': 'application/json' } });
const thrown = new Error('of the hook');
const throwing = () => {
  throw thrown;
};
const seenBy = (place) => place.asked('api')[0];

/** Hooks of two middlewares, what the API answers, and what must be true then. */
const REPLACEMENTS = [
  [
    'pre gives another url and init',
    [
      {
        pre: ({ url, init }) => ({
          url: `${url}?fields=name`,
          init: { ...init, headers: { ...init.headers, 'x-trace': '1' } },
        }),
      },
    ],
    good,
    ({ place, data }) => {
      assert.match(seenBy(place).url, /\?fields=name$/);
      assert.equal(seenBy(place).headers['x-trace'], '1');
      assert.equal(seenBy(place).headers.authorization, 'Bearer TOKEN');
      assert.equal(data.client_id, 'c1');
    },
  ],
  [
    'pre changes what it is shown',
    [{ pre: ({ init }) => void Object.assign(init.headers, { 'x-trace': '2' }) }],
    good,
    ({ place }) => assert.equal(seenBy(place).headers['x-trace'], '2'),
  ],
  [
    'the second pre sees what the first gave',
    [
      {
        pre: async ({ url, init }) => ({ url, init: { ...init, headers: { ...init.headers, 'x-a': '1' } } }),
      },
      { pre: ({ init }) => void Object.assign(init.headers, { 'x-b': init.headers['x-a'] }) },
    ],
    good,
    ({ place }) => assert.equal(seenBy(place).headers['x-b'], '1'),
  ],
  [
    'pre asks something itself',
    [
      {
        async pre({ fetch, url, init }) {
          const { status } = await fetch(url, init);
          return { url, init: { ...init, headers: { ...init.headers, 'x-status': String(status) } } };
        },
      },
    ],
    good,
    ({ place }) => assert.equal(place.asked('api')[1].headers['x-status'], '200'),
  ],
  [
    'post gives another answer',
    [{ post: () => answer(200, { client_id: 'other' }) }],
    good,
    ({ data }) => assert.equal(data.client_id, 'other'),
  ],
  [
    'the second post sees what the first gave',
    [
      { post: () => answer(200, { client_id: 'other' }) },
      { post: async ({ response }) => answer(200, { seen: (await response.json()).client_id }) },
    ],
    good,
    ({ data }) => assert.equal(data.seen, 'other'),
  ],
  [
    'post gives a refusal',
    [{ post: () => answer(409, { error: 'Conflict', message: 'Not so' }) }],
    good,
    ({ error, sdk }) => assert.ok(error instanceof sdk.ManagementApiError && error.status === 409),
  ],
  [
    'onError gives an answer, and later ones are not asked',
    [{ onError: () => answer(200, { client_id: 'saved' }) }, { onError: throwing }],
    refusal(404),
    ({ data }) => assert.equal(data.client_id, 'saved'),
  ],
  [
    'onError gives an answer where there was none',
    [{ onError: () => answer(200, { client_id: 'saved' }) }],
    cut,
    ({ data }) => assert.equal(data.client_id, 'saved'),
  ],
  [
    'hooks give nothing',
    [{ pre: () => {}, post: async () => {}, onError: () => undefined }],
    good,
    ({ data }) => assert.equal(data.client_id, 'c1'),
  ],
  [
    'pre throws',
    [{ pre: throwing }],
    good,
    ({ error, place }) => {
      assert.equal(error, thrown);
      assert.equal(place.requests.length, 0);
    },
  ],
  ['post throws', [{ post: throwing }], good, ({ error }) => assert.equal(error, thrown)],
  ['onError throws', [{ onError: throwing }], refusal(404), ({ error }) => assert.equal(error, thrown)],
  ['onAttempt throws', [{ onAttempt: throwing }], good, ({ error }) => assert.equal(error, thrown)],
];

async function replaces(world, [, middleware, api, check]) {
  const place = world.server.place({ api });
  const outcome = await outcomeOf(get(withToken(world, place, { middleware })));
  check({ ...world, place, ...outcome, data: outcome.answer?.data });
}

/** Nothing that onTokenRequest sees holds what proves the client or is a token. */
async function noSecrets(world, script) {
  const seen = [];
  const middleware = [{ onTokenRequest: (context) => void seen.push(context) }];
  const place = world.server.place(script);
  await outcomeOf(get(withSecret(world, place, { middleware })));
  assert.ok(seen.length > 0);
  for (const context of seen) {
    assert.deepEqual(Object.keys(context).sort(), ['attempts', 'delay', 'error', 'method', 'path', 'status']);
    const text =
      JSON.stringify(context) + String(context.error?.stack) + JSON.stringify(context.error?.cause ?? '');
    assert.ok(!text.includes(SECRET) && !text.includes('token-1'), text);
  }
}

const leaking = (status) => (socket) => {
  const body = JSON.stringify({ access_token: 'token-1', expires_in: 'x', error: 1 });
  socket.write(`HTTP/1.1 ${status} S\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
};

export const hooks = [
  ...ORDERS.map((row) => [`order: ${row[0]}`, (world) => inOrder(world, row)]),
  ...ABORTS.map((row) => [`order: an abort ${row[0]}`, (world) => aborted(world, row)]),
  ...REPLACEMENTS.map((row) => [row[0], (world) => replaces(world, row)]),
  ['no secrets of a token that was given', (world) => noSecrets(world, {})],
  ['no secrets of a refusal', (world) => noSecrets(world, { token: noToken(401) })],
  ['no secrets of a failure', (world) => noSecrets(world, { token: cut })],
  ['no secrets of a strange success', (world) => noSecrets(world, { token: leaking(200) })],
];
