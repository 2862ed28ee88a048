// Makes a call that was drawn, and judges what became of it.
import { outcomeOf, SECRET, withSecret, withToken } from '../calls.mjs';
import { expected, faultOf } from './expected.mjs';

const SOON = 50;

const METHODS = {
  get: ({ clients }, options) => clients.get({ client_id: 'c1' }, options),
  create: ({ clients }, options) => clients.create({ name: 'Robot' }, options),
  update: ({ clients }, options) => clients.update({ client_id: 'c1' }, { name: 'Robot' }, options),
  delete: ({ clients }, options) => clients.delete({ client_id: 'c1' }, options),
  request: (client, options) => client.request({ method: 'GET', path: '/clients/c1' }, options),
};

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const HOOKS = {
  none: [],
  watching: [{ pre() {}, post() {}, onError() {}, onAttempt() {}, onTokenRequest() {} }],
  slow: [{ pre: () => pause(5), post: () => pause(5), onError: () => pause(5) }],
  replacing: [
    {
      pre: ({ url, init }) => ({ url, init: { ...init, headers: { ...init.headers, 'x-trace': '1' } } }),
      post: async ({ response }) => (await response.text()) && response.clone(),
      onError: async ({ response }) => void (await response?.text()),
    },
  ],
  hanging: [{ pre: () => new Promise(() => {}) }],
};

/** Plays a call; gives how it ended, whether time ran out on the way, and why that is not as it must be, or undefined. */
export async function play(world, call) {
  const place = placeOf(world.server, call);
  const seen = [];
  const client = clientOf(world, place, call, seen);
  const controller = new AbortController();
  const { timeout, perCall: maxRetries, key } = call;
  const idempotencyKey = key ? `key-${call.index}` : undefined;
  const signal = call.signal === 'none' ? undefined : controller.signal;
  if (call.signal === 'before') controller.abort(new Error('before'));
  const begin = performance.now();
  const ending = outcomeOf(METHODS[call.method](client, { timeout, maxRetries, idempotencyKey, signal }));
  let ended = false;
  ending.then(() => {
    ended = true;
  });
  const aborting = call.signal === 'during' ? abortsIn(controller, call.abortAfter, () => ended) : undefined;
  const { most } = expected(call);
  let late;
  const never = new Promise((resolve) => {
    late = setTimeout(resolve, most);
  });
  const outcome = await Promise.race([ending, never]);
  clearTimeout(late);
  if (!outcome) return { end: 'none', why: `neither ended nor erred within ${most} ms` };
  const took = performance.now() - begin;
  const isLate = ranOut(call, { seen, place, took });
  const wrong = judge(world, call, { ...outcome, place, controller, isLate });
  const why = wrong ?? (await aborting);
  return { end: outcome.error?.name ?? 'ok', isLate, why: why && `${why}; attempts: ${seen.join(', ')}` };
}

/** Aborts after a while; gives why the call did not end soon then, or undefined. */
async function abortsIn(controller, milliseconds, hasEnded) {
  await pause(milliseconds);
  if (hasEnded()) return undefined;
  controller.abort(new Error('during'));
  await pause(SOON);
  return hasEnded() ? undefined : `not ended within ${SOON} ms of the abort`;
}

function placeOf(server, { stage, times, ...call }) {
  const { answer, place } = faultOf({ stage, ...call }) ?? {};
  if (place) return { url: server[place], asked: () => [] };
  if (stage === 'none') return server.place({});
  const played = times > 9 ? [answer] : [...Array(times).fill(answer), undefined];
  return server.place({ [stage]: played });
}

function clientOf(world, place, call, seen) {
  const { proof, audience, retry, timeoutDuration, hooks, heedsSignal } = call;
  const see = ({ response, status = response?.status, error }) => void seen.push(status ?? error.name);
  const middleware = [...HOOKS[hooks], { onAttempt: see, onTokenRequest: see }];
  const options = { timeoutDuration, middleware, ...(retry && { retry }) };
  if (!heedsSignal) options.fetch = (url, { signal: _, ...init }) => globalThis.fetch(url, init);
  if (!audience) options.audience = undefined;
  if (proof === 'secret') return withSecret(world, place, options);
  return withToken(world, place, proof === 'token' ? options : { ...options, token: async () => 'TOKEN' });
}

/** On a busy machine time runs out where nothing stalls, or before a request has arrived; the rest cannot be told then. */
function ranOut(call, { seen, place, took }) {
  const { attempts, each } = expected(call);
  const timesUp = seen.filter((end) => end === 'TimeoutError').length;
  if (!timesUp || took < Math.min(each, call.timeoutDuration) - 2) return false;
  if (faultOf(call)?.kind !== 'stall') return true;
  return place.asked(call.stage).length < seen.length || (timesUp > call.times && timesUp <= attempts);
}

function judge({ sdk }, call, { error, place, controller, isLate }) {
  const { end, attempts } = expected(call);
  if (error !== undefined) {
    const wrong = badlyMade(sdk, error);
    if (wrong) return wrong;
  }
  const name = error?.name ?? 'ok';
  if (call.signal === 'before') return name === 'AbortError' ? undefined : `${name} instead of AbortError`;
  if (name === 'AbortError')
    return error.cause === controller.signal.reason ? undefined : 'the cause is not the reason';
  if (isLate) return undefined;
  if (call.hooks === 'hanging' && end === 'ok') return `${name}, though a hook hangs`;
  if (name !== end) return `${name} instead of ${end}: ${error?.message}`;
  if (error && error.name !== 'ConfigurationError' && error.attempts !== attempts)
    return `${error.attempts} attempts instead of ${attempts}`;
  const kind = call.stage === 'none' ? 'api' : call.stage;
  if (!error && place.asked(kind).length !== attempts)
    return `${place.asked(kind).length} requests instead of ${attempts}`;
  return undefined;
}

function badlyMade(sdk, error) {
  if (!(error instanceof sdk.ClienteleError)) return `not of the SDK: ${error?.stack ?? error}`;
  if (error.constructor !== sdk[error.name]) return `its name is ${error.name}, its class is not`;
  if (!error.message || !error.stack) return 'it says nothing';
  if (error.name !== 'ConfigurationError' && !(error.method && error.path)) return 'it does not say of what';
  if (/TOKEN|token-\d|two\n/.test(error.message) || error.message.includes(SECRET))
    return 'it shows a secret';
  return undefined;
}
