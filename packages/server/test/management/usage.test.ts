import { usageStepStart } from '@clientele/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addKey,
  apiAudience,
  assertionFor,
  enable,
  pairs,
  type RegisteredClient,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

const hour = 3_600_000;
let server: TestServer;
let client: RegisteredClient;
beforeAll(async () => {
  server = await testServer({ now: Date.parse('2026-11-30T12:00:00Z') });
});
beforeEach(async () => {
  client = await registerClient(server);
});
afterAll(() => server.close());

/** Asks for a token from an address, with a user agent. */
const ask = (
  parameters: Record<string, string>,
  { from = '192.0.2.7', userAgent = 'robot/1', on = server } = {},
) =>
  on.inject({
    method: 'POST',
    url: '/oauth/token',
    remoteAddress: from,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      audience: apiAudience,
      ...parameters,
    }).toString(),
  });
const usage = async (query: string) => (await server.call('GET', `/usage?${query}`)).json();
const groups = async (query: string) =>
  (await usage(`${query}&client_id=${client.client_id}`)).groups as Record<string, unknown>[];

describe('GET /usage', () => {
  it('counts what became of the requests of known clients, of nobody else, and names no API that there is not', async () => {
    const { client_id, client_secret } = client;
    for (let n = 0; n < 3; n += 1) await ask({ client_id, client_secret });
    await ask({ client_id, client_secret: 'wrong' });
    await ask({ client_id, client_secret, audience: 'what-somebody-sent' });
    await ask({ client_id, client_secret, scope: 'unheard-of' });
    await ask({ client_id: 'nobody', client_secret });
    const counted = Object.fromEntries(
      (await groups('group_by=outcome')).map(({ outcome, count }) => [outcome, count]),
    );
    expect(counted).toEqual({
      issued: 3,
      client_not_authenticated: 1,
      unknown_audience: 1,
      scope_not_granted: 1,
    });
    expect((await groups('group_by=api')).map(({ api, count }) => [api, count])).toEqual([
      [apiAudience, 4],
      [undefined, 2],
    ]);
    const byCredential = await groups('group_by=credential');
    expect(byCredential.map(({ credential_id, count }) => [typeof credential_id, count])).toEqual([
      ['string', 5],
      ['undefined', 1],
    ]);
    const everyone = (await usage('group_by=client')).groups as { client_id: string }[];
    expect(everyone.map((group) => group.client_id)).not.toContain('nobody');
  });

  it('answers steps of a period', async () => {
    const begin = usageStepStart(server.clock.now, 'hour');
    server.clock.now = begin + 10 * 60_000;
    await tokenBySecret(server, client);
    server.clock.now = begin + hour;
    await tokenBySecret(server, client);
    await tokenBySecret(server, client);
    const iso = (time: number) => new Date(time).toISOString();
    const query = `group_by=client&client_id=${client.client_id}&from=${iso(begin)}&to=${iso(begin + hour + 1)}`;
    expect(await usage(query)).toEqual({
      step: 'hour',
      from: iso(begin),
      to: iso(begin + 2 * hour),
      group_by: 'client',
      groups: [
        {
          client_id: client.client_id,
          count: 3,
          points: [
            { at: iso(begin), count: 1 },
            { at: iso(begin + hour), count: 2 },
          ],
        },
      ],
    });
    expect((await groups(`group_by=client&step=minute&from=${iso(begin)}`))[0]).toMatchObject({
      points: [{ at: iso(begin + 10 * 60_000) }, { at: iso(begin + hour), count: 2 }],
    });
  });

  it.each([
    ['', 'group_by'],
    ['group_by=name', 'group_by'],
    ['group_by=client&step=second', 'step'],
    ['group_by=client&from=yesterday', 'from'],
    ['group_by=client&to=1764504000', 'to'],
    ['group_by=client&from=2026-11-30T12:00:00Z&to=2026-11-30T11:00:00Z', 'from'],
    ['group_by=client&from=2999-01-01&to=2999-01-02', 'to'],
    ['group_by=client&to=2999-01-02', 'to'],
    ['group_by=client&step=minute&to=2026-11-30T14:00:00Z', 'to'],
    ['group_by=client&to=2020-01-01', 'to'],
    ['group_by=client&from=2999-01-01', 'from'],
    ['group_by=client&step=minute&from=2026-11-01', 'from'],
    ['group_by=client&step=hour&from=2026-01-01', 'from'],
    ['group_by=client&step=day&from=2020-01-01', 'from'],
    ['group_by=client&client_id=', 'client_id'],
    ['group_by=client&from=%00', 'from'],
  ])('refuses %s, and names what is wrong', async (query, property) => {
    const answer = await server.call('GET', `/usage?${query}`);
    expect([answer.statusCode, answer.json().errorCode]).toEqual([400, 'invalid_query_string']);
    expect(answer.json().message).toMatch(new RegExp(`property:? ${property}\\b`));
  });

  it('takes the end that it answered, and goes no further back than counts are kept', async () => {
    const { to } = await usage('group_by=client&step=day');
    expect(await usage(`group_by=client&step=day&to=${to}`)).toMatchObject({ to });
    const oldest = usageStepStart(server.clock.now - 2 * 24 * hour, 'minute');
    const early = await usage(`group_by=client&step=minute&to=${new Date(oldest + 60_000).toISOString()}`);
    expect(early.from).toBe(new Date(oldest).toISOString());
  });

  it('advises a longer step only where there is one', async () => {
    const advice = async (step: string) =>
      (await usage(`group_by=client&step=${step}&from=2020-01-01`)).message;
    expect(await advice('hour')).toContain('ask for a later from, or a longer step');
    expect(await advice('day')).toMatch(/ask for a later from'/);
  });

  it('says which range has too many points', async () => {
    const { storage } = server.tenant;
    for (let n = 0; n < 10_001; n += 1)
      storage.usage.count({
        clientId: `many-${n}`,
        credentialId: '',
        api: '',
        outcome: 'issued',
        at: server.clock.now,
        aliveUntil: 0,
      });
    const answer = await server.call('GET', '/usage?group_by=client');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().message).toMatch(/The range from .* by client and hour is too large/);
    expect((await server.call('GET', '/usage?group_by=outcome')).statusCode).toBe(200);
  });

  it('needs read:logs', async () => {
    const token = await server.tokenWith('read:clients');
    expect((await server.call('GET', '/usage?group_by=client', undefined, { token })).statusCode).toBe(403);
  });
});

describe('last_used of credentials', () => {
  it('is there where it is asked for, of what was used', async () => {
    const keyClient = await registerKeyClient(server);
    server.clock.now += 1000;
    const unused = await addKey(server, keyClient.client_id, { pem: pairs.two.publicKey });
    await enable(server, keyClient.client_id, keyClient.credentialId, unused);
    const client_assertion = await assertionFor(server, keyClient.client_id);
    await ask({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });
    server.clock.now += 1000;
    await tokenByAssertion(server, await assertionFor(server, keyClient.client_id));
    const path = `/clients/${keyClient.client_id}/credentials`;
    const plain = (await server.call('GET', path)).json<object[]>();
    expect(plain.filter((credential) => 'last_used' in credential)).toEqual([]);
    const shown = (await server.call('GET', `${path}?include_usage=true`)).json<{ last_used?: object }[]>();
    expect(shown.map((credential) => 'last_used' in credential)).toEqual([false, true]);
    const at = new Date(server.clock.now).toISOString();
    const one = (await server.call('GET', `${path}/${keyClient.credentialId}?include_usage=true`)).json();
    expect(one.last_used).toMatchObject({ at, count_24h: 2 });
    expect(one.last_used.addresses.map(({ address }: { address: string }) => address)).toContain('192.0.2.7');
    expect(one.last_used.user_agents).toContainEqual({
      user_agent: 'robot/1',
      count: 1,
      last_at: new Date(server.clock.now - 1000).toISOString(),
    });
    const { last_used: _, ...rest } = one;
    expect((await server.call('GET', `${path}/${keyClient.credentialId}`)).json()).toEqual(rest);
  });

  it.each([
    ['network', '192.0.2.0/24'],
    ['none', undefined],
  ] as const)('keeps as much of an address as the operator says: %s', async (usageAddresses, kept) => {
    const other = await testServer({ usageAddresses });
    const { client_id, client_secret } = await registerClient(other);
    await ask({ client_id, client_secret }, { on: other, userAgent: 'x'.repeat(5000) });
    const rows = await other.db
      .selectFrom('usage_sources')
      .selectAll()
      .where('client_id', '=', client_id)
      .execute();
    expect(rows).toEqual([]);
    await other.tenant.storage.usage.flush();
    const values = async (kind: 'address' | 'user_agent') =>
      (
        await other.db
          .selectFrom('usage_sources')
          .select('value')
          .where('client_id', '=', client_id)
          .where('kind', '=', kind)
          .execute()
      ).map(({ value }) => value);
    expect(await values('address')).toEqual(kept === undefined ? [] : [kept]);
    // Longer than it may be, and all of it opaque.
    expect(await values('user_agent')).toEqual(['[redacted]']);
    await other.close();
  });
});

it('with CLIENTELE_LOG_TOKENS=refused, issued tokens are counted and no events of the log', async () => {
  const other = await testServer({ logTokens: 'refused' });
  const { client_id, client_secret } = await registerClient(other);
  await ask({ client_id, client_secret }, { on: other });
  await ask({ client_id, client_secret: 'wrong' }, { on: other });
  const events = async (type: string) =>
    (await other.call('GET', `/logs?q=type:${type}`)).json<unknown[]>().length;
  await expect.poll(() => events('feccft')).toBe(1);
  expect(await events('seccft')).toBe(0);
  const { groups: counted } = (
    await other.call('GET', `/usage?group_by=outcome&client_id=${client_id}`)
  ).json();
  expect(counted).toHaveLength(2);
  await other.close();
});
