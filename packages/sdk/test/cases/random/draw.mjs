// Draws calls from a seed: what each asks for and how, and what goes wrong. A call is plain data, so that it can be printed.
import { apiFaults, connectionFaults, discoveryFaults, tokenFaults } from './faults.mjs';

/** So many calls; the same ones for the same seed. */
export function drawCalls(seed, count) {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, index) => drawCall(index, random));
}

function drawCall(index, random) {
  const one = (values) => values[Math.floor(random() * values.length)];
  const stage = one(['api', 'api', 'api', 'token', 'discovery', 'connection', 'none']);
  const fault = stage === 'none' ? 'none' : one(Object.keys(FAULTS[stage]));
  const { kind } = FAULTS[stage][fault] ?? {};
  const proof = stage === 'api' || stage === 'none' ? one(['token', 'function', 'secret']) : 'secret';
  const signal = one(['none', 'none', 'kept', 'kept', 'before', 'during', 'during']);
  return {
    index,
    stage,
    fault,
    // A server that is not there stays away.
    times: stage === 'connection' ? 99 : one([1, 1, 2, 99]),
    method: one(['get', 'create', 'update', 'delete', 'request']),
    proof: stage === 'connection' ? 'token' : proof,
    audience: stage !== 'discovery',
    key: random() < 0.5,
    ...drawTimes(kind === 'stall' || stage === 'connection', one),
    retry: drawRetry(one),
    perCall: one([undefined, undefined, 0, 1, 2]),
    signal,
    abortAfter: signal === 'during' ? Math.floor(random() * 400) : undefined,
    hooks: one(['none', 'none', 'watching', 'slow', 'replacing', signal === 'during' ? 'hanging' : 'none']),
    heedsSignal: random() < 0.8,
  };
}

const FAULTS = {
  api: apiFaults,
  token: tokenFaults,
  discovery: discoveryFaults,
  connection: connectionFaults,
  none: {},
};

/** What never answers is not waited for long. */
function drawTimes(isShort, one) {
  const times = isShort ? [100, 200, 400] : [2000, 5000, 10_000];
  return { timeoutDuration: one(times), timeout: one([undefined, undefined, one(times)]) };
}

function drawRetry(one) {
  const retry = {
    enabled: one([undefined, undefined, true, true, false]),
    network: one([undefined, true, true, false]),
    maxRetries: one([undefined, 0, 1, 1, 2]),
  };
  return one([undefined, retry, retry, retry]);
}

// Small, and good enough to pick cases: Tommy Ettinger's generator.
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
