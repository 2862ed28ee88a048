import { HttpResponseHeadersUtils } from 'auth0';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';
import {
  addKey,
  apiAudience,
  assertionFor,
  enable,
  type RegisteredClient,
  registerClient,
  tokenByAssertion,
  tokenBySecret,
} from './registered-client.js';

const noon = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const hour = 60 * minute;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ now: noon });
});
beforeEach(() => {
  server.clock.now = noon + 15 * minute;
});
afterAll(() => server.close());

const withQuota = (client_credentials: object) =>
  registerClient(server, { token_quota: { client_credentials } });

type Answer = Awaited<ReturnType<typeof tokenBySecret>>;
const quotaOf = (answer: Answer) => answer.headers['auth0-client-quota-limit'];

async function use(client: RegisteredClient, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) expect((await tokenBySecret(server, client)).statusCode).toBe(200);
}

describe('a client with a token quota', () => {
  it('is told with each token what is left of the hour and of the day', async () => {
    const client = await withQuota({ per_hour: 10, per_day: 100 });
    const first = await tokenBySecret(server, client);
    expect(quotaOf(first)).toBe('b=per_hour;q=10;r=9;t=2700,b=per_day;q=100;r=99;t=42300');
    server.clock.now += 1500;
    const second = await tokenBySecret(server, client);
    expect(quotaOf(second)).toBe('b=per_hour;q=10;r=8;t=2699,b=per_day;q=100;r=98;t=42299');
  });

  it("is told so that Auth0's SDK understands it", async () => {
    const client = await withQuota({ per_hour: 10, per_day: 100 });
    const { headers } = await tokenBySecret(server, client);
    expect(HttpResponseHeadersUtils.getClientQuotaLimit(headers as Record<string, string>)).toEqual({
      perHour: { quota: 10, remaining: 9, resetAfter: 2700 },
      perDay: { quota: 100, remaining: 99, resetAfter: 42_300 },
    });
  });

  it('is refused beyond the hour, and let in again with the next', async () => {
    const client = await withQuota({ per_hour: 2 });
    await use(client, 2);
    const beyond = await tokenBySecret(server, client);
    expect([beyond.statusCode, beyond.json()]).toEqual([
      429,
      {
        error: 'too_many_requests',
        error_description: 'Client quota exceeded',
      },
    ]);
    expect(beyond.headers).toMatchObject({
      'retry-after': '2700',
      'auth0-client-quota-limit': 'b=per_hour;q=2;r=0;t=2700',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String((noon + hour) / 1000),
      'cache-control': 'no-store',
    });
    server.clock.now = noon + hour - 1;
    expect((await tokenBySecret(server, client)).statusCode).toBe(429);
    server.clock.now = noon + hour;
    expect(quotaOf(await tokenBySecret(server, client))).toBe('b=per_hour;q=2;r=1;t=3600');
  });

  it('is refused beyond the day, whatever the hour still has', async () => {
    const client = await withQuota({ per_hour: 2, per_day: 3 });
    await use(client, 2);
    server.clock.now = noon + hour;
    await use(client, 1);
    const beyond = await tokenBySecret(server, client);
    expect([beyond.statusCode, beyond.headers]).toEqual([
      429,
      expect.objectContaining({
        'x-ratelimit-limit': '3',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String((noon + 12 * hour) / 1000),
        'retry-after': String(11 * 3600),
      }),
    ]);
    expect(quotaOf(beyond)).toBe('b=per_hour;q=2;r=1;t=3600,b=per_day;q=3;r=0;t=39600');
    server.clock.now = noon + 12 * hour;
    await use(client, 2);
  });

  it('gets exactly its quota when many requests come at once, and others are not touched', async () => {
    const [client, other] = [await withQuota({ per_hour: 10 }), await withQuota({ per_hour: 10 })];
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await tokenBySecret(server, client)).statusCode),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    expect(quotaOf(await tokenBySecret(server, other))).toContain('r=9');
  });

  it('pays for tokens only, not for requests that are refused', async () => {
    const client = await withQuota({ per_hour: 2 });
    const refusals = [
      await tokenBySecret(server, { ...client, client_secret: 'wrong' }),
      await tokenBySecret(server, client, { audience: 'https://nowhere.example/' }),
      await tokenBySecret(server, client, { scope: 'erase' }),
      await tokenBySecret(server, client, { organization: 'org_1' }),
    ];
    for (const refusal of refusals) {
      expect(refusal.statusCode).toBeGreaterThan(400);
      expect(quotaOf(refusal)).toBeUndefined();
    }
    await use(client, 2);
    expect((await tokenBySecret(server, client)).statusCode).toBe(429);
  });

  it('does not pay for a token that could not be signed', async () => {
    const client = await withQuota({ per_hour: 1 });
    const { id } = (await server.call('GET', `/resource-servers/${encodeURIComponent(apiAudience)}`)).json();
    const { storage } = server.tenant;
    const before = await storage.resourceServers.findById(id);
    if (!before) throw new Error('the API is not there');
    // An HS256 API without its secret is damage that no request can do.
    const damaged = { resourceServer: { ...before.resourceServer, signing_alg: 'HS256' as const } };
    await storage.change({}, ({ resourceServers }) => resourceServers.update(id, () => damaged));
    expect((await tokenBySecret(server, client)).statusCode).toBe(500);
    await storage.change({}, ({ resourceServers }) => resourceServers.update(id, () => before));
    await use(client, 1);
  });

  it('is only told, and named once in the log, where the quota is not enforced', async () => {
    const client = await withQuota({ per_hour: 1, enforce: false });
    await use(client, 3);
    expect(quotaOf(await tokenBySecret(server, client))).toBe('b=per_hour;q=1;r=0;t=2700');
    const warnings = server.log.filter(({ msg }) => String(msg).startsWith('token quota exceeded'));
    expect(warnings).toMatchObject([{ client_id: client.client_id, window: 'per_hour' }]);
  });

  describe('is warned of in the log', () => {
    const warnings = async ({ client_id }: RegisteredClient) => {
      const q = `type:token_quota_consumption_warning AND client_id:${client_id}`;
      return (await server.call('GET', `/logs?sort=date:1&q=${encodeURIComponent(q)}`)).json();
    };
    /** Events reach the log in their order, so the last one tells that all are there. */
    const warned = (client: RegisteredClient, expected: [window: string, percentage: number][]) =>
      expect
        .poll(async () =>
          (await warnings(client)).map(({ details }: { details: Record<string, unknown> }) => [
            details.window,
            details.percentage,
          ]),
        )
        .toEqual(expected);

    it('at 60, 80 and 100 %, once in each window', async () => {
      const client = await withQuota({ per_hour: 10 });
      const inWindow: [string, number][] = [60, 80, 100].map((percentage) => ['per_hour', percentage]);
      await use(client, 10);
      for (let n = 0; n < 3; n += 1) expect((await tokenBySecret(server, client)).statusCode).toBe(429);
      await warned(client, inWindow);
      server.clock.now = noon + hour;
      await use(client, 10);
      await warned(client, [...inWindow, ...inWindow]);
    });

    it('by window and percentage, and in plain words', async () => {
      const client = await withQuota({ per_hour: 2, per_day: 3, enforce: false });
      await use(client, 4);
      await warned(client, [
        ['per_hour', 60],
        ['per_hour', 80],
        ['per_hour', 100],
        ['per_day', 60],
        ['per_day', 80],
        ['per_day', 100],
      ]);
      const [first] = await warnings(client);
      expect(first).toEqual({
        log_id: expect.any(String),
        _id: first.log_id,
        date: new Date(server.clock.now).toISOString(),
        type: 'token_quota_consumption_warning',
        description: '60 % of the token quota per_hour of the client is used up',
        client_id: client.client_id,
        client_name: 'Robot',
        ip: expect.any(String),
        user_agent: expect.any(String),
        hostname: 'id.example.com',
        tenant_name: 'default',
        environment_name: 'development',
        details: {
          request_id: expect.any(String),
          window: 'per_hour',
          quota: 2,
          percentage: 60,
        },
      });
    });
  });

  it('has spent an assertion that came beyond it', async () => {
    const client = await withQuota({ per_hour: 1 });
    await use(client, 1);
    await enable(server, client.client_id, await addKey(server, client.client_id));
    const assertion = await assertionFor(server, client.client_id);
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(429);
    await server.call('PATCH', `/clients/${client.client_id}`, { token_quota: null });
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(401);
  });

  it('has what a changed quota says at once, with what it got so far', async () => {
    const client = await withQuota({ per_hour: 1 });
    await use(client, 1);
    const change = (client_credentials: object) =>
      server.call('PATCH', `/clients/${client.client_id}`, { token_quota: { client_credentials } });
    await change({ per_hour: 3 });
    await use(client, 2);
    await change({ per_hour: 2 });
    expect(quotaOf(await tokenBySecret(server, client))).toBe('b=per_hour;q=2;r=0;t=2700');
  });
});

it('a client without a token quota is told nothing of one', async () => {
  for (const body of [{}, { token_quota: { client_credentials: { enforce: true } } }])
    expect(quotaOf(await tokenBySecret(server, await registerClient(server, body)))).toBeUndefined();
});
