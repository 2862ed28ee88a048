import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
const begin = Date.parse('2027-01-15T08:00:00.000Z');
beforeAll(async () => {
  server = await testServer({ now: begin });
});
afterAll(() => server.close());

interface Sent {
  method: 'GET' | 'PATCH' | 'DELETE';
  body?: object;
  ifMatch?: string;
  ifNoneMatch?: string;
  token?: string;
}
const ask = (path: string, { method, body, ifMatch, ifNoneMatch, token = server.admin }: Sent) =>
  server.inject({
    method,
    url: `/api/v2${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
    },
    ...(body && { payload: JSON.stringify(body) }),
  });

/** One object of each kind, as it is made, changed, and named in messages. */
const kinds = [
  {
    name: 'client',
    make: async () => {
      const answer = await server.call('POST', '/clients', { name: 'conditional' });
      return { answer, path: `/clients/${answer.json<{ client_id: string }>().client_id}` };
    },
    changes: [{ callbacks: ['https://a.example.com/'] }, { name: 'otherwise' }],
    changed: ['callbacks', 'name'],
  },
  {
    name: 'API',
    make: async () => {
      const body = { name: 'conditional', identifier: `urn:${Math.random()}` };
      const answer = await server.call('POST', '/resource-servers', body);
      return { answer, path: `/resource-servers/${answer.json<{ id: string }>().id}` };
    },
    changes: [{ token_lifetime: 7200 }, { name: 'otherwise' }],
    changed: ['name', 'token_lifetime'],
  },
  {
    name: 'client grant',
    make: async () => {
      const identifier = `urn:${Math.random()}`;
      await server.call('POST', '/resource-servers', {
        identifier,
        scopes: [{ value: 'a' }, { value: 'b' }],
      });
      const { client_id } = (await server.call('POST', '/clients', { name: 'holder' })).json<{
        client_id: string;
      }>();
      const answer = await server.call('POST', '/client-grants', {
        client_id,
        audience: identifier,
        scope: [],
      });
      return { answer, path: `/client-grants/${answer.json<{ id: string }>().id}` };
    },
    changes: [{ scope: ['a'] }, { scope: ['b'] }],
    changed: ['scope'],
  },
] as const;

describe.each(kinds)('$name', ({ name, make, changes: [first, second], changed }) => {
  it('has the same strong ETag where it is made, read and changed, and another one after a change', async () => {
    const { answer, path } = await make();
    const { etag } = answer.headers;
    expect([answer.statusCode, etag]).toEqual([201, expect.stringMatching(/^"[^"]+"$/)]);
    expect((await ask(path, { method: 'GET' })).headers.etag).toBe(etag);
    const patched = await ask(path, { method: 'PATCH', body: first });
    expect(patched.statusCode).toBe(200);
    expect(patched.headers.etag).not.toBe(etag);
    expect((await ask(path, { method: 'GET' })).headers.etag).toBe(patched.headers.etag);
    const again = await ask(path, { method: 'PATCH', body: first });
    expect(again.headers.etag).toBe(patched.headers.etag);
  });

  it('is changed by who knows its state, and nobody else’s change is lost', async () => {
    const { answer, path } = await make();
    const etag = String(answer.headers.etag);
    const attempts = await Promise.all(
      [first, second].map((body) => ask(path, { method: 'PATCH', body, ifMatch: etag })),
    );
    expect(attempts.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const present = String((await ask(path, { method: 'GET' })).headers.etag);
    const list = `"another", ${present}`;
    expect((await ask(path, { method: 'PATCH', body: second, ifMatch: list })).statusCode).toBe(200);
    expect((await ask(path, { method: 'PATCH', body: second, ifMatch: '*' })).statusCode).toBe(200);
  });

  it('says what has changed since', async () => {
    const { answer, path } = await make();
    const ifMatch = String(answer.headers.etag);
    server.clock.now += 1000;
    for (const body of [first, second]) await ask(path, { method: 'PATCH', body });
    const last = new Date(server.clock.now + 1).toISOString();
    for (const sent of [{ method: 'PATCH', body: first }, { method: 'DELETE' }] as const) {
      const refused = await ask(path, { ...sent, ifMatch });
      expect([refused.statusCode, refused.json()]).toEqual([
        412,
        {
          statusCode: 412,
          error: 'Precondition Failed',
          message: `If-Match names another state of the ${name} than the present one: it was last changed at ${last}; changed since: ${changed.join(', ')}. Read it again.`,
          errorCode: 'precondition_failed',
          attributes: { updated_at: last, changed: changed.join(',') },
        },
      ]);
    }
    expect((await ask(path, { method: 'GET' })).statusCode).toBe(200);
  });

  it.each(['W/', 'unknown'])('is not changed by a tag that is %s', async (kind) => {
    const { answer, path } = await make();
    const ifMatch = kind === 'unknown' ? '"never-made"' : `W/${answer.headers.etag}`;
    const refused = await ask(path, { method: 'PATCH', body: first, ifMatch });
    expect(refused.statusCode).toBe(412);
  });

  it('is not sent again to who has it', async () => {
    const { answer, path } = await make();
    const etag = String(answer.headers.etag);
    for (const ifNoneMatch of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await ask(path, { method: 'GET', ifNoneMatch });
      expect([ifNoneMatch, same.statusCode, same.body, same.headers.etag]).toEqual([
        ifNoneMatch,
        304,
        '',
        etag,
      ]);
    }
    expect((await ask(path, { method: 'GET', ifNoneMatch: '"other"' })).statusCode).toBe(200);
  });

  it('that is not there is not found when it is changed, and fails the condition when it is deleted', async () => {
    const { path } = await make();
    expect((await ask(path, { method: 'DELETE', ifMatch: '*' })).statusCode).toBe(204);
    expect((await ask(path, { method: 'PATCH', body: first, ifMatch: '*' })).statusCode).toBe(404);
    const gone = await ask(path, { method: 'DELETE', ifMatch: '*' });
    expect([gone.statusCode, gone.json()]).toEqual([
      412,
      {
        statusCode: 412,
        error: 'Precondition Failed',
        message: `If-Match asks for a ${name} that exists, and this one does not.`,
        errorCode: 'precondition_failed',
      },
    ]);
    expect((await ask(path, { method: 'DELETE' })).statusCode).toBe(204);
  });
});

describe('an ETag tells nobody what they may not see', () => {
  const make = async () =>
    (await server.call('POST', '/clients', { name: 'hidden' })).json<{ client_id: string }>().client_id;
  const tagFor = async (id: string, ...scopes: string[]) =>
    (await ask(`/clients/${id}`, { method: 'GET', token: await server.tokenWith(...scopes) })).headers.etag;

  it('it differs for those who see other things of a client', async () => {
    const id = await make();
    const tags = await Promise.all(
      [['read:clients'], ['read:client_keys'], ['read:client_credentials'], ['read:client_summary']].map(
        (scopes) => tagFor(id, ...scopes),
      ),
    );
    expect(new Set(tags).size).toBe(4);
  });

  it('it stays while only what they do not see changes', async () => {
    const id = await make();
    const before = [await tagFor(id, 'read:client_summary'), await tagFor(id, 'read:clients')];
    await server.call('POST', `/clients/${id}/rotate-secret`);
    const after = [await tagFor(id, 'read:client_summary'), await tagFor(id, 'read:clients')];
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    const credentials = await tagFor(id, 'read:client_credentials');
    await server.call('POST', `/clients/${id}/rotate-secret`);
    expect(await tagFor(id, 'read:client_credentials')).not.toBe(credentials);
  });

  it('a refusal names neither time nor property to who may not see them', async () => {
    const id = await make();
    const refusalFor = async (...scopes: string[]) => {
      const token = await server.tokenWith('update:clients', ...scopes);
      const ifMatch = String((await ask(`/clients/${id}`, { method: 'GET' })).headers.etag);
      await server.call('POST', `/clients/${id}/rotate-secret`);
      const refused = await ask(`/clients/${id}`, { method: 'PATCH', body: { name: 'x' }, ifMatch, token });
      expect(refused.statusCode).toBe(412);
      return refused.json<{ message: string; attributes?: object }>();
    };
    for (const scopes of [[], ['read:client_summary'], ['read:client_credentials']])
      expect(await refusalFor(...scopes)).toEqual({
        statusCode: 412,
        error: 'Precondition Failed',
        message: 'If-Match names another state of the client than the present one: read it again.',
        errorCode: 'precondition_failed',
      });
    const [clients, keys] = [await refusalFor('read:clients'), await refusalFor('read:client_keys')];
    expect(Object.keys(clients.attributes ?? {})).toEqual(['updated_at']);
    expect(clients.message).not.toContain('secret');
    expect(keys.attributes).toMatchObject({ changed: 'client_secret' });
  });

  it('who sees a summary can change a client on the condition of it', async () => {
    const id = await make();
    const token = await server.tokenWith('update:clients', 'read:client_summary');
    const ifMatch = String((await ask(`/clients/${id}`, { method: 'GET', token })).headers.etag);
    const changed = await ask(`/clients/${id}`, { method: 'PATCH', body: { name: 'y' }, ifMatch, token });
    expect(changed.statusCode).toBe(200);
    const late = await ask(`/clients/${id}`, { method: 'PATCH', body: { name: 'z' }, ifMatch, token });
    expect(late.statusCode).toBe(412);
  });

  it('there is none for a part, and none for who sees nothing', async () => {
    const id = await make();
    expect((await server.call('GET', `/clients/${id}?fields=name`)).headers.etag).toBeUndefined();
    const token = await server.tokenWith('update:clients');
    const changed = await ask(`/clients/${id}`, { method: 'PATCH', body: { name: 'y' }, token });
    expect([changed.headers.etag, changed.json()]).toEqual([undefined, {}]);
  });
});

describe('what else is refused comes first', () => {
  it.each([
    [{ nonsense: 1 }, undefined, 400],
    [{ client_authentication_methods: null }, ['update:clients'], 403],
  ])('%j', async (body, scopes, status) => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<{
      client_id: string;
    }>();
    const token = scopes ? await server.tokenWith(...scopes) : server.admin;
    const refused = await ask(`/clients/${client_id}`, { method: 'PATCH', body, ifMatch: '"old"', token });
    expect(refused.statusCode).toBe(status);
  });
});

describe('the times of a client', () => {
  it('are those of its making and last change', async () => {
    const made = (await server.call('POST', '/clients', { name: 'timed' })).json<Record<string, string>>();
    const at = new Date(server.clock.now).toISOString();
    expect(made).toMatchObject({ created_at: at, updated_at: at });
    const path = `/clients/${made.client_id}`;
    server.clock.now += 5000;
    const later = new Date(server.clock.now).toISOString();
    const changed = (await server.call('PATCH', path, { name: 'later' })).json<object>();
    expect(changed).toMatchObject({ created_at: at, updated_at: later });
    server.clock.now += 5000;
    const rotatedAt = new Date(server.clock.now).toISOString();
    const rotated = (await server.call('POST', `${path}/rotate-secret`)).json<object>();
    expect(rotated).toMatchObject({ created_at: at, updated_at: rotatedAt });
    server.clock.now += 5000;
    await server.call('PATCH', path, { name: 'later' });
    const read = (await server.call('GET', path)).json<object>();
    expect(read).toMatchObject({ created_at: at, updated_at: rotatedAt });
    const [listed] = (await server.call('GET', `/clients?client_ids=${made.client_id}`)).json<object[]>();
    expect(listed).toMatchObject({ created_at: at, updated_at: rotatedAt });
    const fields = await server.call('GET', `${path}?fields=created_at,updated_at`);
    expect(fields.json()).toEqual({ created_at: at, updated_at: rotatedAt });
  });

  it.each([
    ['read:clients', true],
    ['read:client_keys', true],
    ['read:client_credentials', false],
    ['read:client_summary', false],
  ])('are shown with %s: %s', async (scope, shown) => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<{
      client_id: string;
    }>();
    const token = await server.tokenWith(scope);
    const read = (await server.call('GET', `/clients/${client_id}`, undefined, { token })).json<object>();
    expect(['created_at' in read, 'updated_at' in read]).toEqual([shown, shown]);
  });

  it('are passed over where tools send them back', async () => {
    const sent = { created_at: '2020-01-01T00:00:00.000Z', updated_at: 'whatever' };
    const made = await server.call('POST', '/clients', { name: 'sent back', ...sent });
    const at = new Date(server.clock.now).toISOString();
    expect([made.statusCode, made.json()]).toEqual([
      201,
      expect.objectContaining({ created_at: at, updated_at: at }),
    ]);
    const path = `/clients/${made.json<{ client_id: string }>().client_id}`;
    const patched = await server.call('PATCH', path, { name: 'sent back', ...sent });
    expect([patched.statusCode, patched.json()]).toEqual([
      200,
      expect.objectContaining({ created_at: at, updated_at: at }),
    ]);
  });
});
