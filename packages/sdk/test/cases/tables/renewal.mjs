// A token that the API refuses is renewed once, within the attempts of the call.
import assert from 'node:assert/strict';
import { broken, good, noToken, refusal, stalled } from '../answers.mjs';
import { assertEnded, outcomeOf, watcher, withSecret, withToken } from '../calls.mjs';

const refused = refusal(401);
const busy = refusal(429);
const cut = broken['closed before the answer'];

/** What API and token endpoint answer in turn (undefined: a token), how it ends, after how many requests. */
const RENEWALS = [
  ['200', [good], undefined, 'ok', 1, 1],
  ['401, then 200', [refused, good], undefined, 'ok', 2, 2],
  ['401, then 429, then 200', [refused, busy, good], undefined, 'ok', 3, 2],
  ['429, then 401, then 200', [busy, refused, good], undefined, 'ok', 3, 2],
  ['401 twice', [refused], undefined, 'ManagementApiError 401', 2, 2],
  ['401, 429, 401', [refused, busy, refused], undefined, 'ManagementApiError 401', 3, 2],
  [
    '429, 401, 429 with one retry',
    [busy, refused, busy],
    undefined,
    'ManagementApiError 429',
    3,
    2,
    { maxRetries: 1 },
  ],
  ['401, 429, 200 with one retry', [refused, busy, good], undefined, 'ok', 3, 2, { maxRetries: 1 }],
  ['401 without retries', [refused, good], undefined, 'ok', 2, 2, { enabled: false }],
  ['401, then no connection', [refused, cut], undefined, 'FetchError', 2, 2],
  ['401, no connection, 200', [refused, cut, good], undefined, 'ok', 3, 2, { network: true }],
  ['no connection, 401, 200', [cut, refused, good], undefined, 'ok', 3, 2, { network: true }],
  ['401, then 403', [refused, refusal(403)], undefined, 'ManagementApiError 403', 2, 2],
  ['401, and the renewal is refused', [refused], [undefined, noToken(403)], 'AuthApiError 403', 1, 2],
  ['401, and the renewal gets no connection', [refused], [undefined, cut], 'FetchError', 1, 2],
  ['401, and the renewal gets no answer', [refused], [undefined, stalled.silence], 'TimeoutError', 1, 2],
  ['no token at all', [good], [noToken(401)], 'AuthApiError 401', 0, 1],
];

async function renews(world, [, api, token, expected, asked, tokens, retry]) {
  const place = world.server.place({ api, token });
  const watching = watcher();
  const options = { timeoutDuration: expected === 'TimeoutError' ? 500 : 10_000, middleware: [watching] };
  const client = withSecret(world, place, { ...options, ...(retry && { retry }) });
  const outcome = await outcomeOf(client.clients.get({ client_id: 'c1' }));
  assertEnded(world, outcome, expected);
  assert.deepEqual([place.asked('api').length, place.asked('token').length], [asked, tokens]);
  assert.deepEqual([watching.attempts.length, watching.tokenRequests.length], [asked, tokens]);
  for (const [index, { headers }] of place.asked('api').entries()) {
    const refusals = place.asked('api').slice(0, index);
    const isRenewed = watching.attempts.slice(0, refusals.length).some(({ delay }) => delay === 0);
    assert.equal(headers.authorization, `Bearer token-${isRenewed ? 2 : 1}`);
  }
}

/** Only the newest token counts, as after a revocation. */
const onlyToken = (wanted) => (socket, request) =>
  (request.headers.authorization === `Bearer ${wanted}` ? good : refused)(socket);

async function revokedMidway(world) {
  let valid = 'token-1';
  const place = world.server.place({ api: (socket, request) => onlyToken(valid)(socket, request) });
  const { clients } = withSecret(world, place);
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), 'ok');
  valid = 'token-2';
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), 'ok');
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), 'ok');
  assert.deepEqual([place.asked('api').length, place.asked('token').length], [4, 2]);
}

async function twentyWait(world) {
  const place = world.server.place({ api: onlyToken('token-2') });
  const { clients } = withSecret(world, place);
  const calls = Array.from({ length: 20 }, () => outcomeOf(clients.get({ client_id: 'c1' })));
  for (const outcome of await Promise.all(calls)) assertEnded(world, outcome, 'ok');
  assert.deepEqual([place.asked('api').length, place.asked('token').length], [40, 2]);
}

async function twentyFail(world) {
  const place = world.server.place({ api: refused, token: [undefined, noToken(403)] });
  const { clients } = withSecret(world, place);
  const calls = Array.from({ length: 20 }, () => outcomeOf(clients.get({ client_id: 'c1' })));
  for (const outcome of await Promise.all(calls)) assertEnded(world, outcome, 'AuthApiError 403');
}

async function notRenewed(world, options) {
  const place = world.server.place({ api: [refused, good] });
  const outcome = await outcomeOf(withToken(world, place, options).clients.get({ client_id: 'c1' }));
  assertEnded(world, outcome, 'ManagementApiError 401');
  assert.equal(place.requests.length, 1);
}

async function ownAuthorization(world) {
  const place = world.server.place({ api: [refused, good] });
  const pre = ({ init }) => {
    init.headers.authorization = 'Bearer OWN';
  };
  const { clients } = withSecret(world, place, { middleware: [{ pre }] });
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), 'ManagementApiError 401');
  assert.deepEqual(
    place.asked('api').map(({ headers }) => headers.authorization),
    ['Bearer OWN'],
  );
}

/** Token requests are asked again only where the caller says so. */
async function tokenRetries(world, retry, expected, tokens) {
  const place = world.server.place({ token: [noToken(429), undefined] });
  const { clients } = withSecret(world, place, { ...(retry && { retry }) });
  assertEnded(world, await outcomeOf(clients.get({ client_id: 'c1' })), expected);
  assert.equal(place.asked('token').length, tokens);
}

export const renewal = [
  ...RENEWALS.map((row) => [row[0], (world) => renews(world, row)]),
  ['the token is revoked between calls', revokedMidway],
  ['twenty calls wait for one renewal', twentyWait],
  ['twenty calls wait for a renewal that is refused', twentyFail],
  ['a token that was given is not renewed', (world) => notRenewed(world, {})],
  ['a function is not asked for another', (world) => notRenewed(world, { token: async () => 'TOKEN' })],
  ['nor is a token renewed that a hook replaced', ownAuthorization],
  ['429 of the token endpoint by default', (world) => tokenRetries(world, undefined, 'AuthApiError 429', 1)],
  ['429 of the token endpoint, retries on', (world) => tokenRetries(world, { enabled: true }, 'ok', 2)],
];
