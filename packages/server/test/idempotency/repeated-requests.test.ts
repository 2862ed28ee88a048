import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, type TestServer, testServer } from '../test-server.js';
import { isReplayed, type Keyed, post, seen } from './keyed.js';

const day = 86_400_000;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ escalation: 'refuse' });
});
afterAll(() => server.close());

let made = 0;
const newKey = () => {
  made += 1;
  return `key-${made}`;
};
const named = (name: string): Keyed => ({ key: newKey(), path: '/clients', body: { name } });
const clientsNamed = async (name: string) => {
  const { clients } = server.tenant.storage;
  const found: string[] = [];
  for await (const { item } of clients.list({}, { limit: 10_000, offset: 0 }))
    if (item.name === name) found.push(item.client_id);
  return found;
};

const methods = {
  tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=a' }] },
};

/** A client that gets tokens with some of its scopes, or with all. */
async function callerOf(at: TestServer, scopes: string[]) {
  const { client_id, client_secret } = (await at.call('POST', '/clients', { name: 'Caller' })).json();
  await at.call('POST', '/client-grants', { client_id, audience, scope: scopes });
  const wanted = { grant_type: 'client_credentials', client_id, client_secret, audience };
  return {
    async token(scope?: string): Promise<string> {
      const answer = await at.token({ ...wanted, ...(scope !== undefined && { scope }) });
      return answer.json().access_token;
    },
  };
}

describe('the header', () => {
  it.each([
    ['a UUID', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
    ['one character', '!'],
    ['255 characters', '~'.repeat(255)],
    ['quotes and backslashes within', 'a"b\\c'],
    ['what separates list members', 'a,b;c=d'],
  ])('takes %s, bare and in quotes, as the same key', async (_what, key) => {
    const request = { ...named(`of ${key.slice(0, 20)}`), key };
    const first = await post(server, request);
    expect([first.statusCode, isReplayed(first)]).toEqual([201, false]);
    const again = await post(server, { ...request, key: `"${key.replace(/["\\]/g, '\\$&')}"` });
    expect([seen(again), isReplayed(again)]).toEqual([seen(first), true]);
  });

  it.each([
    ['nothing', ''],
    ['nothing in quotes', '""'],
    ['a space within', 'a b'],
    ['a space in quotes', '"a b"'],
    ['256 characters', 'x'.repeat(256)],
    ['256 characters in quotes', `"${'x'.repeat(256)}"`],
    ['other characters than ASCII', 'cl\u00e9'],
    ['a quote that does not end', '"abc'],
    ['a quote within quotes', '"a"b"'],
    ['something after the quotes', '"abc";id=1'],
    ['a tab', 'a\tb'],
    ['two lines of it', 'a, b'],
  ])('refuses %s, and nothing is done', async (_what, key) => {
    const answer = await post(server, { ...named('Never'), key });
    expect([answer.statusCode, answer.json().errorCode]).toEqual([400, 'invalid_header']);
    expect(answer.json().message).toContain('Idempotency-Key');
    expect(await clientsNamed('Never')).toEqual([]);
  });

  it('is passed over where nothing is created: on other methods, and without a route', async () => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'Other methods' })).json();
    const headers = { 'idempotency-key': '"' };
    const path = `/clients/${client_id}`;
    const statuses = [
      await server.call('PATCH', path, { description: 'x' }, { headers }),
      await server.call('GET', path, undefined, { headers }),
      await server.call('PUT', path, undefined, { headers }),
      await server.call('POST', '/rules', undefined, { headers }),
      await server.call('DELETE', path, undefined, { headers }),
    ];
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 405, 403, 204]);
  });

  it('98: appears in no log', async () => {
    const key = 'a-key-that-nobody-else-may-know';
    const request = { ...named('Logged'), key };
    await post(server, request);
    await post(server, { ...request, body: { name: 'Logged otherwise' } });
    await post(server, { ...request, body: 'no object' });
    const events = await server.db.selectFrom('log_events').selectAll().execute();
    const rows = await server.db.selectFrom('kept_answers').selectAll().execute();
    expect(JSON.stringify([server.log, events, rows])).not.toContain(key);
  });
});

describe('of requests with one key', () => {
  it('that arrive together one is done, and all get its answer', async () => {
    const request = named('Parallel');
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(server, request)));
    const [first] = answers;
    if (!first) throw new Error('none was sent');
    expect(first.statusCode).toBe(201);
    for (const answer of answers) expect(seen(answer)).toEqual(seen(first));
    expect(answers.filter((answer) => !isReplayed(answer))).toHaveLength(1);
    expect(await clientsNamed('Parallel')).toEqual([first.json().client_id]);
  });

  it.each([
    ['another body', {}, { name: 'Different' }],
    ['another query', { path: '/clients?x=1' }, { name: 'Same' }],
    ['another path', { path: '/connections' }, { name: 'Same', strategy: 'auth0' }],
    ['no body', {}, undefined],
    ['a body that breaks a rule', {}, { name: '' }],
  ])('one with %s is a conflict', async (_what, other, body) => {
    const request = named('Same');
    expect((await post(server, request)).statusCode).toBe(201);
    const conflict = await post(server, { ...request, ...other, body });
    expect([conflict.statusCode, conflict.json().errorCode]).toEqual([409, 'idempotency_conflict']);
    expect(isReplayed(await post(server, request))).toBe(true);
  });

  it('99: those of other callers and tenants are others', async () => {
    const both = await testServer({ twoTenants: true });
    const token = await both.tokenWith('create:clients');
    const request = { key: 'shared', path: '/clients', body: { name: 'Apart' } };
    const answers = [await post(both, request), await post(both, { ...request, token })];
    expect(answers.map(isReplayed)).toEqual([false, false]);
    const { answers: ofOther } = both.other.storage;
    const kept = await both.db.selectFrom('kept_answers').selectAll().execute();
    expect(kept).toHaveLength(2);
    for (const { caller_id: caller } of kept)
      expect(await ofOther.find({ caller, key: 'shared' })).toBeUndefined();
    await both.close();
  });

  it('after 24 hours one is done again, and not before', async () => {
    const own = await testServer();
    const caller = await callerOf(own, ['create:clients']);
    const request = { key: 'daily', path: '/clients', body: { name: 'Daily' } };
    const replayed = async () => isReplayed(await post(own, { ...request, token: await caller.token() }));
    const answers = [await replayed()];
    own.clock.now += day - 1;
    answers.push(await replayed());
    own.clock.now += 1;
    answers.push(await replayed(), await replayed());
    expect(answers).toEqual([false, true, false, true]);
    await own.close();
  });
});

describe('a refusal', () => {
  it.each([
    ['of a body that breaks a rule', '/clients', { name: '' }, 400, 'invalid_body'],
    [
      'of what contradicts itself',
      '/clients',
      { name: 'x', jwt_configuration: { alg: 'none' } },
      400,
      'invalid_body',
    ],
    ['of what names nothing', '/clients/nobody/rotate-secret', {}, 404, 'inexistent_client'],
  ])('%s is kept', async (_what, path, body, status, errorCode) => {
    const request = { key: newKey(), path, body };
    const first = await post(server, request);
    expect([first.statusCode, first.json().errorCode, isReplayed(first)]).toEqual([status, errorCode, false]);
    const again = await post(server, request);
    expect([seen(again), isReplayed(again)]).toEqual([seen(first), true]);
    expect((await post(server, { ...request, body: { other: 1 } })).statusCode).toBe(409);
  });

  it('by the state that there was is kept although that is over', async () => {
    const api = { identifier: 'urn:comes-later' };
    const { client_id } = (await server.call('POST', '/clients', { name: 'Grantee' })).json();
    const grant = { client_id, audience: api.identifier, scope: [] };
    const request = { key: newKey(), path: '/client-grants', body: grant };
    const first = await post(server, request);
    expect(first.statusCode).toBe(404);
    await server.call('POST', '/resource-servers', api);
    expect(seen(await post(server, request))).toEqual(seen(first));
    expect((await post(server, { ...request, key: newKey() })).statusCode).toBe(201);
    const twice = await post(server, { ...request, key: newKey() });
    expect([twice.statusCode, twice.json().errorCode]).toEqual([409, 'resource_conflict']);
  });

  it.each([
    ['a scope of the operation', 'read:clients', { name: 'x' }],
    ['a scope of a property', 'create:clients', { name: 'x', client_authentication_methods: methods }],
  ])('for the lack of %s leaves the key free for a token that has it', async (_what, held, body) => {
    const caller = await callerOf(server, ['create:clients', 'create:client_credentials', 'read:clients']);
    const request = { key: newKey(), path: '/clients', body };
    const refused = await post(server, { ...request, token: await caller.token(held) });
    expect([refused.statusCode, refused.json().errorCode]).toEqual([403, 'insufficient_scope']);
    const done = await post(server, { ...request, token: await caller.token() });
    expect([done.statusCode, isReplayed(done)]).toEqual([201, false]);
  });

  it('for the lack of a token, or beyond the limit of requests, leaves the key free', async () => {
    const limited = await testServer({ limits: { rateLimit: 2 } });
    const request = { key: 'free', path: '/clients', body: { name: 'x' } };
    const statuses = [(await post(limited, { ...request, token: 'a.b.c' })).statusCode];
    await limited.call('GET', '/clients');
    statuses.push((await post(limited, request)).statusCode);
    limited.clock.now += 1000;
    statuses.push((await post(limited, request)).statusCode);
    expect(statuses).toEqual([401, 429, 201]);
    await limited.close();
  });

  it('of a body that cannot be read leaves the key free', async () => {
    const key = newKey();
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v2/clients',
      headers: {
        authorization: `Bearer ${server.admin}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      payload: '{"name":',
    });
    expect(answer.statusCode).toBe(400);
    expect((await post(server, { ...named('Read now'), key })).statusCode).toBe(201);
  });
});

describe('an answer', () => {
  it('98: with a secret is the same again where secrets are shown once, and nowhere readable', async () => {
    const once = await testServer({ clientSecrets: 'once' });
    const request = { key: 'secret', path: '/clients', body: { name: 'Secret' } };
    const [first, again] = [await post(once, request), await post(once, request)];
    expect(first.json().client_secret).toMatch(/.{32}/);
    expect([seen(again), isReplayed(again)]).toEqual([seen(first), true]);
    expect(seen(again).cached).toBe('no-store');
    const rows = await once.db.selectFrom('kept_answers').selectAll().execute();
    expect(JSON.stringify([rows, once.log])).not.toContain(first.json().client_secret);
    const rotation = { key: 'rotation', path: `/clients/${first.json().client_id}/rotate-secret` };
    const [rotated, same] = [await post(once, rotation), await post(once, rotation)];
    expect(same.json().client_secret).toBe(rotated.json().client_secret);
    expect(rotated.json().client_secret).not.toBe(first.json().client_secret);
    await once.close();
  });

  it('99: is not shown to a token of the caller that may see less', async () => {
    const caller = await callerOf(server, ['create:clients', 'read:clients']);
    const request = named('Seen');
    const all = { ...request, token: await caller.token() };
    const first = await post(server, all);
    const refused = await post(server, { ...request, token: await caller.token('create:clients') });
    expect([refused.statusCode, refused.json().message]).toEqual([
      403,
      'Insufficient scope, expected any of: read:clients',
    ]);
    expect(seen(await post(server, all))).toEqual(seen(first));
    expect(await clientsNamed('Seen')).toHaveLength(1);
  });

  it('that was damaged is an error, and nothing is done', async () => {
    const request = named('Damaged');
    await post(server, request);
    await server.db.updateTable('kept_answers').set({ sealed: 'v1.test-key.AAAA.AAAA' }).execute();
    const answer = await post(server, request);
    expect([answer.statusCode, answer.json().errorCode]).toEqual([500, 'internal_error']);
    expect(answer.json().message).toContain('look whether the first request took effect');
    expect(await clientsNamed('Damaged')).toHaveLength(1);
    await server.db.deleteFrom('kept_answers').execute();
  });

  it('of 5xx is not kept: the next request is done', async () => {
    const request = named('Fails first');
    const rename = (from: string, to: string) => server.db.schema.alterTable(from).renameTo(to).execute();
    await rename('client_secrets', 'gone');
    const failed = await post(server, request);
    await rename('gone', 'client_secrets');
    expect(failed.statusCode).toBe(500);
    const done = await post(server, request);
    expect([done.statusCode, isReplayed(done)]).toEqual([201, false]);
    expect(await clientsNamed('Fails first')).toHaveLength(1);
  });

  it('beyond the bytes of a caller is refused before anything is done; without a key all goes on', async () => {
    const small = await testServer({ answerBytes: 20_000 });
    const create = (n: number) => post(small, { key: `small-${n}`, path: '/clients', body: { name: 'x' } });
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) statuses.push((await create(n)).statusCode);
    const done = statuses.filter((status) => status === 201).length;
    expect(done).toBeGreaterThan(1);
    expect(statuses.slice(done)).toEqual(Array.from({ length: 20 - done }, () => 429));
    const refused = await create(20);
    expect([refused.json().errorCode, refused.headers['retry-after']]).toEqual(['idempotency_limit', '60']);
    expect(refused.json().message).toContain('20000 bytes');
    expect(await small.tenant.storage.clients.count({})).toBe(1 + 1 + done);
    expect(isReplayed(await create(0))).toBe(true);
    expect((await small.call('POST', '/clients', { name: 'x' })).statusCode).toBe(201);
    await small.close();
  });
});
