import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';
import { isReplayed, post, seen } from './keyed.js';

let server: TestServer;
const ids: Record<string, string> = {};
beforeAll(async () => {
  server = await testServer({ credentialRules: { secretFormat: 'prefixed' } });
  const { client_id, client_secret } = (await server.call('POST', '/clients', { name: 'Known' })).json();
  ids['{id}'] = client_id;
  ids['{prefixed}'] = client_secret;
});
afterAll(() => server.close());

interface Case {
  body?: unknown;
  /** Another body, under the same key. */
  other: unknown;
  status: number;
}

/** A request for each operation; one that comes later and is not here fails the first test. */
const cases: Record<string, Case> = {
  '/clients': { body: { name: 'New' }, other: { name: 'Newer' }, status: 201 },
  '/clients/{id}/rotate-secret': { body: {}, other: undefined, status: 200 },
  '/clients/{id}/secrets': { body: { name: 'Next' }, other: { name: 'Other' }, status: 201 },
  '/clients/{id}/credentials': {
    body: { credential_type: 'public_key', name: 'one', pem: rsa.publicKey },
    other: { credential_type: 'public_key', name: 'two', pem: rsa.publicKey },
    status: 201,
  },
  '/secrets/lookup': {
    body: { secret: '{prefixed}' },
    other: { secret: '{prefixed}', revoke: true },
    status: 200,
  },
  '/client-grants': {
    body: { client_id: '{id}', audience: 'urn:new-api', scope: [] },
    other: { client_id: '{id}', audience: 'urn:other-api', scope: [] },
    status: 201,
  },
  '/resource-servers': {
    body: { identifier: 'urn:new-api', signing_alg: 'HS256' },
    other: { identifier: 'urn:other-api' },
    status: 201,
  },
  '/connections': {
    body: { name: 'staff', strategy: 'auth0' },
    other: { name: 'others', strategy: 'auth0' },
    status: 201,
  },
  '/keys/signing/rotate': { other: {}, status: 201 },
};

const filled = (value: unknown) =>
  JSON.parse(JSON.stringify(value ?? null).replace(/\{\w+\}/, (name) => ids[name] ?? name));
const bodyOf = (value: unknown) => (value === undefined ? undefined : filled(value));

async function operations() {
  const { paths } = (await server.inject({ url: '/openapi.json' })).json();
  return Object.entries<Record<string, { parameters?: object[]; responses: object }>>(paths).flatMap(
    ([path, { post: operation }]) =>
      operation && path.startsWith('/api/v2/') ? [{ path: path.slice(7), operation }] : [],
  );
}

/** They change nothing, so that a later answer is the better one. */
const asking = ['/clients/{id}/check-assertion'];

it('every POST that changes something is known here, and is described with the header and its refusal', async () => {
  const all = (await operations()).filter(({ path }) => !asking.includes(path));
  expect(all.map(({ path }) => path).sort()).toEqual(Object.keys(cases).sort());
  for (const { operation } of all) {
    expect(operation.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    );
    expect(operation.responses).toHaveProperty('400');
    expect(operation.responses).toHaveProperty('409.description', expect.stringContaining('Idempotency-Key'));
  }
});

it.each(asking)('POST %s passes over a key, and is not described with it', async (path) => {
  const operation = (await operations()).find((one) => one.path === path)?.operation;
  expect(JSON.stringify(operation)).not.toContain('Idempotency-Key');
  const ask = (assertion: string) =>
    post(server, { key: 'asked', path: path.replace('{id}', ids['{id}'] ?? ''), body: { assertion } });
  for (const assertion of ['e30.e30.e30', 'no assertion']) {
    const answer = await ask(assertion);
    expect([answer.statusCode, isReplayed(answer)]).toEqual([200, false]);
  }
});

// In an order in which each finds what it needs.
const ordered = Object.entries(cases).sort(
  ([one], [other]) => Number(one === '/client-grants') - Number(other === '/client-grants'),
);

describe.each(ordered)('POST %s with a key', (path, { body, other, status }) => {
  const requests = { key: `key of ${path}`.replaceAll(/[^a-z-]/g, '-'), path: '' };
  beforeAll(() => {
    requests.path = path.replace('{id}', ids['{id}'] ?? '');
  });
  const changes = async () => {
    const window = { limit: 100, offset: 0, newestFirst: true };
    const events = await server.tenant.storage.logEvents.list({}, window);
    return events.filter(({ change }) => change !== undefined).length;
  };

  it('is done once, and answered alike each time', async () => {
    const first = await post(server, { ...requests, body: bodyOf(body) });
    expect([first.statusCode, isReplayed(first)]).toEqual([status, false]);
    const done = await changes();
    for (const key of [requests.key, `"${requests.key}"`]) {
      const again = await post(server, { ...requests, key, body: bodyOf(body) });
      expect(seen(again)).toEqual(seen(first));
      expect(isReplayed(again)).toBe(true);
    }
    expect(await changes()).toBe(done);
  });

  it('is a conflict with another body, and does nothing', async () => {
    const done = await changes();
    const answer = await post(server, { ...requests, body: bodyOf(other) });
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      {
        statusCode: 409,
        error: 'Conflict',
        errorCode: 'idempotency_conflict',
        message: expect.stringContaining('Nothing was done'),
      },
    ]);
    expect(await changes()).toBe(done);
  });
});
