import { readFileSync } from 'node:fs';
import { generateSecret } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  addKey,
  apiAudience,
  assertionFor,
  enable,
  type RegisteredClient,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { issuer, type TestServer, testServer } from '../test-server.js';
import { notAuthenticated, profiles } from './profiles.js';

// Named after the lines of security-checklist.md, section B; line 23 is in oauth/failed-authentications.test.ts.

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const form = { grant_type: 'client_credentials', audience: apiAudience };

describe.each(profiles)('under the profile %s', (errors) => {
  let server: TestServer;
  let client: RegisteredClient;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { errors } });
    client = await registerClient(server);
  });
  afterAll(() => server.close());

  const tokenByBasic = ({ client_id, client_secret }: RegisteredClient, more = {}) =>
    server.token({ ...form, ...more }, basic(client_id, client_secret));
  const refused = async (answer: ReturnType<TestServer['token']>, challenge = false) => {
    const { statusCode, headers, body } = await answer;
    expect([statusCode, JSON.parse(body)]).toEqual([401, notAuthenticated[errors]]);
    expect(headers['www-authenticate']).toBe(
      challenge ? `Basic realm="${issuer}", charset="UTF-8"` : undefined,
    );
  };
  const malformed = async (answer: ReturnType<TestServer['token']>) => {
    const { statusCode, body } = await answer;
    expect([statusCode, JSON.parse(body).error]).toEqual([400, 'invalid_request']);
  };

  test('10: a right secret gets a token, by Basic and in the body', async () => {
    for (const answer of [await tokenByBasic(client), await tokenBySecret(server, client)])
      expect([answer.statusCode, answer.json()]).toEqual([
        200,
        { access_token: expect.any(String), scope: 'read write', expires_in: 86400, token_type: 'Bearer' },
      ]);
  });

  test('10: a wrong secret is refused with 401, by Basic with a challenge', async () => {
    const wrong = { ...client, client_secret: 'wrong' };
    await refused(tokenByBasic(wrong), true);
    await refused(tokenBySecret(server, wrong));
  });

  test('10: the secret of another client is a wrong one', async () => {
    const other = await registerClient(server);
    await refused(tokenBySecret(server, { ...client, client_secret: other.client_secret }));
  });

  test('11: an unknown client is refused exactly like a wrong secret, with as much work', async () => {
    const { clients } = server.tenant.storage;
    const reads = vi.spyOn(clients, 'authentication');
    const digests = vi.spyOn(server.tenant.storage, 'secretDigest');
    const outcome = async (send: typeof tokenByBasic, clientId: string) => {
      reads.mockClear();
      digests.mockClear();
      const answer = await send({ client_id: clientId, client_secret: 'wrong' });
      const { date: _now, 'x-request-id': _id, ...headers } = answer.headers;
      const work = [reads.mock.calls.length, digests.mock.calls.length];
      return { status: answer.statusCode, body: answer.body, headers, work };
    };
    const byBody = (presented: RegisteredClient) => tokenBySecret(server, presented);
    for (const send of [tokenByBasic, byBody]) {
      const unknown = await outcome(send, 'nobody');
      expect(unknown).toEqual(await outcome(send, client.client_id));
      expect(unknown.work).toEqual([1, 1]);
    }
    vi.restoreAllMocks();
  });

  test('11: an unknown client takes as long as a wrong secret', async () => {
    const known = client.client_id;
    const unknown = 'x'.repeat(known.length);
    const times: Record<string, number[]> = { [known]: [], [unknown]: [] };
    for (let round = 0; round < 300; round += 1)
      for (const client_id of [known, unknown]) {
        const started = performance.now();
        await tokenBySecret(server, { client_id, client_secret: 'wrong' });
        times[client_id]?.push(performance.now() - started);
      }
    const median = (id: string) => times[id]?.sort((a, b) => a - b)[150] ?? 0;
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('12: two mechanisms at once are refused, and nothing is consumed', async () => {
    const keyed = await registerKeyClient(server);
    const assertion = await assertionFor(server, keyed.client_id);
    const byAssertion = {
      client_assertion: assertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    const header = basic(keyed.client_id, 'x');
    for (const answer of [
      await server.token({ ...form, client_secret: 'x' }, header),
      await server.token({ ...form, ...byAssertion }, header),
      await server.token({ ...form, ...byAssertion, client_secret: 'x' }),
      await server.token({ ...form, ...byAssertion, client_secret: 'x' }, header),
    ])
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        {
          error: 'invalid_request',
          error_description: 'Multiple authentication methods provided, please use one.',
        },
      ]);
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
  });

  test('13: Basic and the body may name one client, not two', async () => {
    await malformed(tokenByBasic(client, { client_id: 'other' }));
    expect((await tokenByBasic(client, { client_id: client.client_id })).statusCode).toBe(200);
  });

  test.each(['a:b:c-0123456789abc', 'a+b%c d:e-é-0123456789', '100%25-0123456789', 'ключ-0123456789:+%'])(
    '14: Basic decodes the secret %s, split at the first colon',
    async (client_secret) => {
      const other = await registerClient(server, { client_secret });
      const encoded = encodeURIComponent(client_secret);
      for (const secret of [encoded, encoded.replaceAll('%20', '+'), encoded.replaceAll('%3A', ':')])
        expect((await tokenByBasic({ ...other, client_secret: secret })).statusCode).toBe(200);
      expect((await tokenBySecret(server, { ...other, client_secret })).statusCode).toBe(200);
    },
  );

  const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
    Buffer.from(text, encoding).toString('base64');
  test.each([
    ['no base64', 'Basic ***'],
    ['base64 that is cut off', 'Basic YTpiY'],
    ['padding in the middle', 'Basic YQ==OmI='],
    ['no colon', `Basic ${base64('only-an-id')}`],
    ['broken percent-encoding', `Basic ${base64('a%zz:b')}`],
    ['percent-encoding that is not UTF-8', `Basic ${base64('a:%ff')}`],
    ['bytes that are not UTF-8', `Basic ${base64('a:\xff', 'latin1')}`],
    ['another scheme', 'Bearer a.b.c'],
    ['no credentials', 'Basic'],
    ['nothing', ''],
  ])('14: an Authorization header with %s is refused with 400', async (_name, authorization) =>
    malformed(server.token(form, { authorization })),
  );

  test('14: ids that could be none are refused like unknown ones', async () => {
    for (const client_id of ['%00', 'x'.repeat(300), '', '%20'])
      await refused(tokenByBasic({ client_id, client_secret: 'x' }), true);
  });

  test('15: only the profile auth0 serves a client that uses the other secret method', async () => {
    const post = await registerClient(server, { token_endpoint_auth_method: 'client_secret_post' });
    const byHeader = await registerClient(server, { token_endpoint_auth_method: 'client_secret_basic' });
    expect((await tokenBySecret(server, post)).statusCode).toBe(200);
    expect((await tokenByBasic(byHeader)).statusCode).toBe(200);
    if (errors === 'auth0') {
      expect((await tokenByBasic(post)).statusCode).toBe(200);
      expect((await tokenBySecret(server, byHeader)).statusCode).toBe(200);
    } else {
      await refused(tokenByBasic(post), true);
      await refused(tokenBySecret(server, byHeader));
    }
  });

  test('15: a client for which no method is registered may use either, and never an assertion', async () => {
    expect((await tokenByBasic(client)).statusCode).toBe(200);
    expect((await tokenBySecret(server, client)).statusCode).toBe(200);
    await addKey(server, client.client_id);
    const answer = await tokenByAssertion(server, await assertionFor(server, client.client_id));
    expect([answer.statusCode, answer.json().error]).toEqual([401, 'invalid_client']);
  });

  test('15: a client with client_authentication_methods has no secret, and has it back afterwards', async () => {
    const other = await registerClient(server);
    await enable(server, other.client_id, await addKey(server, other.client_id));
    await refused(tokenBySecret(server, other));
    await refused(tokenByBasic(other), true);
    await server.call('PATCH', `/clients/${other.client_id}`, { client_authentication_methods: null });
    expect((await tokenBySecret(server, other)).statusCode).toBe(200);
  });

  test('16: a public client is refused, with a secret and without', async () => {
    const open = await registerClient(server, { token_endpoint_auth_method: 'none' });
    await refused(tokenBySecret(server, open));
    await refused(tokenByBasic(open), true);
    await refused(server.token({ ...form, client_id: open.client_id }));
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['white space', '   '],
    ['longer than any secret may be', 'x'.repeat(300)],
  ])('17: a secret that is %s is refused', async (_name, secret) => {
    const sent = secret === undefined ? {} : { client_secret: secret };
    await refused(server.token({ ...form, client_id: client.client_id, ...sent }));
    if (secret !== undefined)
      await refused(tokenByBasic({ ...client, client_secret: encodeURIComponent(secret) }), true);
  });

  test('17: an empty secret is refused also where an empty digest is stored, or none', async () => {
    const known = await server.tenant.storage.clients.authentication(client.client_id);
    if (!known) throw new Error('the client is there');
    const { storage } = server.tenant;
    const stored = vi.spyOn(storage.clients, 'authentication');
    const [key] = known.secretDigests.map((digest) => digest.key);
    if (key === undefined) throw new Error('the client has a secret');
    for (const digest of [undefined, '', storage.secretDigest(client.client_id, '')])
      for (const client_secret of ['', ' ', digest ?? '']) {
        const secretDigests = digest === undefined ? [] : [{ id: 'any', digest, key }];
        stored.mockResolvedValue({ ...known, secretDigests });
        await refused(tokenBySecret(server, { ...client, client_secret }));
      }
    stored.mockRestore();
  });

  test('18: the digest that is stored is not the secret', async () => {
    const stored = await server.tenant.storage.clients.authentication(client.client_id);
    const [kept] = stored?.secretDigests ?? [];
    expect(kept?.digest.length).toBeGreaterThan(16);
    await refused(tokenBySecret(server, { ...client, client_secret: kept?.digest ?? '' }));
  });

  test('19: a secret counts in full, also after 72 bytes', async () => {
    const long = 'x'.repeat(80);
    const other = await registerClient(server, { client_secret: `${long}a` });
    expect((await tokenBySecret(server, { ...other, client_secret: `${long}a` })).statusCode).toBe(200);
    await refused(tokenBySecret(server, { ...other, client_secret: `${long}b` }));
    await refused(tokenBySecret(server, { ...other, client_secret: long }));
  });
});

test('20: secrets are compared as digests of one length, in constant time, nowhere else', async () => {
  const server = await testServer();
  const { storage } = server.tenant;
  const lengths = ['', 'x', 'é'.repeat(255)].map((secret) => storage.secretDigest('a', secret).length);
  expect(new Set(lengths).size).toBe(1);
  expect(storage.secretDigest('a', 'x')).not.toBe(storage.secretDigest('b', 'x'));
  const source = readFileSync(new URL('../../src/oauth/client-secret.ts', import.meta.url), 'utf8');
  expect(source).toContain('timingSafeEqual(left, right)');
  expect(source).not.toMatch(/secretDigests\.(includes|some|indexOf|find)/);
  await server.close();
});

test('21: a client has one secret, and checking it costs one HMAC whatever is sent', async () => {
  const server = await testServer();
  const client = await registerClient(server);
  for (let n = 0; n < 5; n += 1) await server.call('POST', `/clients/${client.client_id}/rotate-secret`);
  const stored = await server.tenant.storage.clients.authentication(client.client_id);
  expect(stored?.secretDigests).toHaveLength(1);
  const digests = vi.spyOn(server.tenant.storage, 'secretDigest');
  for (const client_secret of [client.client_secret, 'x'.repeat(60_000)]) {
    expect((await tokenBySecret(server, { ...client, client_secret })).statusCode).toBe(401);
    expect(digests.mock.calls.at(-1)?.[1].length).toBeLessThanOrEqual(255);
  }
  expect(digests).toHaveBeenCalledTimes(2);
  await server.close();
});

test('22: a generated secret has 384 bits of the random source it is given', () => {
  const used: number[] = [];
  const { text } = generateSecret((bytes) => {
    used.push(bytes);
    return new Uint8Array(bytes).fill(63);
  });
  expect(used.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThanOrEqual(64);
  expect(text).toMatch(/^[A-Za-z0-9_-]{64}$/);
  expect(generateSecret((bytes) => new Uint8Array(bytes)).text).not.toBe(text);
});

test('22: a secret that a caller chooses is refused when it is short', async () => {
  const server = await testServer();
  const { client_id } = await registerClient(server);
  for (const client_secret of ['', 'x'.repeat(15), 'x'.repeat(256)]) {
    const created = await server.call('POST', '/clients', { name: 'x', client_secret });
    const changed = await server.call('PATCH', `/clients/${client_id}`, { client_secret });
    expect([created.statusCode, changed.statusCode]).toEqual([400, 400]);
  }
  expect(
    (await server.call('PATCH', `/clients/${client_id}`, { client_secret: 'x'.repeat(16) })).statusCode,
  ).toBe(200);
  await server.close();
});
