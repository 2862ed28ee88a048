// What the tables have in common: clients of a place on the server, and what became of their calls.
import assert from 'node:assert/strict';

export const SECRET = 'secret-of-the-client';

/** A client that is given its token. */
export function withToken({ sdk }, place, options = {}) {
  return new sdk.ManagementClient({ baseUrl: place.url, token: 'TOKEN', ...options });
}

/** A client that asks for its tokens. */
export function withSecret({ sdk }, place, options = {}) {
  const { url: baseUrl } = place;
  const proof = { clientId: 'robot', clientSecret: SECRET, audience: 'api' };
  return new sdk.ManagementClient({ baseUrl, ...proof, ...options });
}

/** A manager by itself. */
export function alone({ sdk }, place, options = {}) {
  return new sdk.ClientsManager({ baseUrl: `${place.url}/api/v2`, ...options });
}

/** How a call ended: with an answer or with an error. */
export function outcomeOf(call) {
  return call.then(
    (answer) => ({ answer, error: undefined }),
    (error) => ({ answer: undefined, error }),
  );
}

/** The error of a call that must have one. */
export async function errorOf(call) {
  const { answer, error } = await outcomeOf(call);
  assert.ok(error, `it should have failed, but gave ${JSON.stringify(answer?.data)}`);
  return error;
}

/** Checks that it ended in `ok`, or in an error of this name and status, as in `ManagementApiError 429`. */
export function assertEnded({ sdk }, { error }, expected) {
  if (expected === 'ok') return assert.equal(error, undefined);
  const [name, status] = expected.split(' ');
  assert.ok(error instanceof sdk.ClienteleError, `not of the SDK: ${error?.stack}`);
  assert.ok(error instanceof sdk[name], `${name} expected, not ${error.name}: ${error.message}`);
  assert.equal(error.name, name);
  if (status) assert.equal(error.status, Number(status));
  assert.ok(error.message && error.method && error.path, `something is empty: ${error.message}`);
}

/** A middleware that keeps what it sees of attempts and token requests. */
export function watcher() {
  const attempts = [];
  const tokenRequests = [];
  return {
    attempts,
    tokenRequests,
    onAttempt: (context) => void attempts.push(context),
    onTokenRequest: (context) => void tokenRequests.push(context),
  };
}

/** Resolves after so many milliseconds, without keeping the process alive. */
export function after(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref?.();
  });
}
