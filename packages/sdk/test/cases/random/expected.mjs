// What must become of a call, by what it asks for and what goes wrong; told without looking at how the SDK does it.
import { apiFaults, connectionFaults, discoveryFaults, tokenFaults } from './faults.mjs';

const FAULTS = {
  api: apiFaults,
  token: tokenFaults,
  discovery: discoveryFaults,
  connection: connectionFaults,
};
const CLASSES = {
  network: 'FetchError',
  stall: 'TimeoutError',
  wordless: 'ResponseError',
  strange: 'InvalidResponseError',
  configuration: 'ConfigurationError',
};
const MOST_RETRIES = 10;
/** For what a busy machine adds. */
const SLACK = 5_000;

/** The fault of a call; undefined where nothing goes wrong. */
export function faultOf({ stage, fault }) {
  return FAULTS[stage]?.[fault];
}

/**
 * How a call ends, `ok` or the name of an error, after how many requests of the kind that goes wrong, and within how
 * many milliseconds at most.
 */
export function expected(call) {
  const { timeoutDuration, timeout = timeoutDuration, stage, times } = call;
  const isAboutToken = stage === 'token' || stage === 'discovery';
  const each = isAboutToken ? timeoutDuration : timeout;
  const { end, attempts } = endOf(call);
  const pauses = Array.from({ length: Math.min(attempts, times) }, (_, index) => 1000 * 2 ** index + 2000);
  const most = pauses.reduce((sum, pause) => sum + pause, 0) + (attempts + 1) * each + 2 * timeoutDuration;
  return { end, attempts, each, most: most + SLACK };
}

function endOf(call) {
  const { stage, times, proof } = call;
  const { kind = 'fine' } = faultOf(call) ?? {};
  const isAboutToken = stage === 'token' || stage === 'discovery';
  if (kind === 'fine') return { end: 'ok', attempts: 1 };
  if (kind === 'strange' && call.method === 'delete' && !isAboutToken) return { end: 'ok', attempts: 1 };
  if (kind === 'strange' && call.method === 'request' && call.fault === 'an empty success' && !isAboutToken)
    return { end: 'ok', attempts: 1 };
  const refused = isAboutToken ? 'AuthApiError' : 'ManagementApiError';
  const end = CLASSES[kind] ?? refused;
  if (kind === 'unauthorized') {
    if (proof !== 'secret') return { end, attempts: 1 };
    return { end: times === 1 ? 'ok' : end, attempts: 2 };
  }
  const most = isAboutToken ? retriesOfToken(call, kind) : retriesOfCall(call, kind);
  return times <= most ? { end: 'ok', attempts: times + 1 } : { end, attempts: most + 1 };
}

function retriesOfCall({ retry = {}, perCall, method, key }, kind) {
  const { enabled = true, maxRetries = 3, network } = retry;
  const isSafe = method === 'get' || method === 'request' || key;
  const isRepeated = kind === 'limit' || (['network', 'stall'].includes(kind) && network && isSafe);
  return enabled && isRepeated ? Math.min(perCall ?? maxRetries, MOST_RETRIES) : 0;
}

/** Token requests are asked again only where the caller says so, and have no key. */
function retriesOfToken({ retry = {}, stage }, kind) {
  const { enabled = false, maxRetries = 3, network } = retry;
  const isSafe = stage === 'discovery';
  const isRepeated = kind === 'limit' || (['network', 'stall'].includes(kind) && network && isSafe);
  return enabled && isRepeated ? Math.min(maxRetries, MOST_RETRIES) : 0;
}
