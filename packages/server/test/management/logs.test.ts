import { logEventTypes } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenBySecret } from '../oauth/registered-client.js';
import { audience, type TestServer, testServer } from '../test-server.js';

interface Log {
  log_id: string;
  type: string;
  date: string;
  client_id?: string;
  details: Record<string, unknown>;
}

let server: TestServer;
const start = 1_800_000_000_000;
beforeAll(async () => {
  server = await testServer({ now: start, limits: { rateLimit: 1000 } });
});
afterAll(() => server.close());

const get = async (query: string) => {
  const answer = await server.call('GET', `/logs${query}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const list = (q: string): Promise<Log[]> => get(`?per_page=100&q=${encodeURIComponent(q)}`);
const newClient = async (name: string): Promise<{ client_id: string; client_secret: string }> =>
  (await server.call('POST', '/clients', { name })).json();

/** Waits until as many are there; refusals and tokens are written a little later. */
async function logged(q: string, length = 1): Promise<Log[]> {
  await expect.poll(async () => (await list(q)).length, { interval: 20 }).toBe(length);
  return list(q);
}

describe('the log of changes', () => {
  it('names who did what, from where, and the properties without their values', async () => {
    const { client_id } = await newClient('Watched');
    const sent = { description: 'a-value-nobody-logs', client_secret: 'a-secret-that-nobody-logs' };
    const answer = await server.inject({
      method: 'PATCH',
      url: `/api/v2/clients/${client_id}`,
      headers: { authorization: `Bearer ${server.admin}`, 'user-agent': 'terraform' },
      remoteAddress: '192.0.2.7',
      payload: sent,
    });
    const [update, create] = await list(`details.client_id:${client_id}`);
    expect(update).toEqual({
      log_id: expect.stringMatching(/^log_[0-9a-f]{30}$/),
      _id: update?.log_id,
      date: new Date(start).toISOString(),
      type: 'sapi',
      description: 'Update a client',
      client_id: expect.any(String),
      client_name: 'Caller',
      ip: '192.0.2.7',
      user_agent: 'terraform',
      hostname: 'id.example.com',
      tenant_name: 'default',
      environment_name: 'development',
      details: {
        request_id: answer.headers['x-request-id'],
        object: 'client',
        action: 'update',
        id: client_id,
        client_id,
        properties: ['description', 'client_secret'],
        request: { method: 'PATCH', path: `/api/v2/clients/${client_id}` },
        response: { statusCode: 200 },
      },
    });
    expect(create).toMatchObject({ type: 'sapi', description: 'Create a client' });
    expect(await get(`/${update?.log_id}`)).toEqual(update);
    expect(JSON.stringify(update)).not.toContain('nobody-logs');
  });

  it('has the changes that an authenticated client was refused, without what it sent', async () => {
    const { client_id } = await newClient('Refused');
    const body = { name: 'ok', description: 'x'.repeat(200), client_secret: 'short-secret' };
    await server.call('PATCH', `/clients/${client_id}`, body);
    await server.call('PATCH', `/clients/${client_id}`, { app_type: 'a-secret-in-the-wrong-place' });
    const reader = await server.tokenWith('read:clients');
    await server.call('DELETE', `/clients/${client_id}`, undefined, { token: reader });
    const refused = await logged(`type:fapi AND details.client_id:${client_id}`, 3);
    expect(refused.map(({ details }) => details)).toEqual([
      {
        request_id: expect.any(String),
        id: client_id,
        client_id,
        request: { method: 'DELETE', path: '/api/v2/clients/:id' },
        response: {
          statusCode: 403,
          errorCode: 'insufficient_scope',
          message: 'Insufficient scope, expected any of: delete:clients',
        },
      },
      expect.objectContaining({
        request: { method: 'PATCH', path: '/api/v2/clients/:id' },
        response: { statusCode: 400, errorCode: 'invalid_body', property: 'app_type' },
      }),
      expect.objectContaining({
        response: { statusCode: 400, errorCode: 'invalid_body', property: 'description' },
      }),
    ]);
    expect(JSON.stringify(refused)).not.toMatch(/secret-in-the-wrong|short-secret|xxx/);
  });

  it('has no reads, and nothing of whom it does not know', async () => {
    await server.call('GET', '/clients/nobody');
    await server.inject({ method: 'DELETE', url: '/api/v2/clients/a' });
    await server.call('DELETE', '/clients/a', undefined, { token: 'e30.e30.e30' });
    await server.call('POST', '/clients', { name: '' });
    const [last] = await logged('type:fapi AND date:[2027-01-15 TO *]', 4);
    expect(last?.details).toMatchObject({ request: { method: 'POST', path: '/api/v2/clients' } });
  });

  it('says once a minute that a source sends too much', async () => {
    server.clock.now += 60_000;
    const flood = (remoteAddress: string) =>
      Promise.all(
        Array.from({ length: 1005 }, () => server.inject({ url: '/api/v2/clients', remoteAddress })),
      );
    await flood('192.0.2.1');
    server.clock.now += 1000;
    await flood('192.0.2.1');
    await flood('192.0.2.2');
    const limited = await logged('type:api_limit', 2);
    expect(limited.map((event) => Object(event).ip).sort()).toEqual(['192.0.2.1', '192.0.2.2']);
  });
});

describe('reading the log', () => {
  it('is for those with its scope', async () => {
    const token = await server.tokenWith('read:clients');
    for (const path of ['/logs', '/logs/log_1'])
      expect((await server.call('GET', path, undefined, { token })).json()).toMatchObject({
        statusCode: 403,
        message: 'Insufficient scope, expected any of: read:logs',
      });
    expect((await server.call('POST', '/logs', {})).statusCode).toBe(405);
  });

  it('answers 404 for an event that is not there', async () => {
    const answer = await server.call('GET', '/logs/log_none');
    expect(answer.json()).toMatchObject({ statusCode: 404, errorCode: 'inexistent_log' });
  });

  it('goes by pages from the newest, or from the oldest', async () => {
    const all: Log[] = await get('?per_page=100');
    expect(all.length).toBeGreaterThan(10);
    expect(all.map(({ date }) => date)).toEqual(
      all
        .map(({ date }) => date)
        .sort()
        .reverse(),
    );
    expect(await get('?page=1&per_page=3')).toEqual(all.slice(3, 6));
    expect(await get('?sort=date:-1&per_page=2')).toEqual(all.slice(0, 2));
    const [oldest] = await get('?sort=date:1&per_page=1');
    expect(oldest).toEqual(all.at(-1));
  });

  it('tells totals where they are asked for', async () => {
    const page = await get('?include_totals=true&per_page=2&page=1');
    expect(page).toMatchObject({ start: 2, limit: 2, length: 2 });
    expect(page.total).toBe((await get('?per_page=100')).length);
    expect(page.logs).toHaveLength(2);
  });

  it('walks on from an event, and misses none', async () => {
    const walked: Log[] = [];
    let from = '';
    for (;;) {
      const page: Log[] = await get(`?take=7${from && `&from=${from}`}`);
      walked.push(...page);
      if (page.length < 7) break;
      from = page.at(-1)?.log_id ?? '';
    }
    const ids = walked.map(({ log_id }) => log_id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe((await get('?per_page=100')).length);
    const [next] = await get(`?from=${ids.at(-2)}`);
    expect(next.log_id).toBe(ids.at(-1));
  });

  it.each(['page=0&per_page=50&include_totals=true', 'page=7&per_page=1', 'sort=date:-1'])(
    'walks on from an event and passes over %s, which libraries send along',
    async (pages) => {
      const walked: Log[] = await get('?take=5');
      expect(await get(`?take=5&${pages}`)).toEqual(walked);
      expect(await get(`?from=${walked[1]?.log_id}&take=3&${pages}`)).toEqual(walked.slice(2));
    },
  );

  it.each([
    ['q=type:fapi', ['fapi']],
    ['search=type:fapi', ['fapi']],
    ['q=type:(sapi OR fapi)&search=type:fapi', undefined],
    ['search=type:(sapi OR fapi) client_id:nobody', []],
    ['search=type:(sapi OR fapi) date:[2027-01-15 TO *]', ['fapi', 'sapi']],
  ])('finds by %s', async (query, types) => {
    const answer = await server.call('GET', `/logs?per_page=100&${query.replaceAll(' ', '%20')}`);
    if (types === undefined)
      return expect(answer.json().message).toBe(
        "Query validation error: 'type is given more than once' on property search.",
      );
    const found: Log[] = answer.json();
    expect([...new Set(found.map(({ type }) => type))].sort()).toEqual(types);
  });

  it('leaves out, or keeps, the fields that are named', async () => {
    const [event] = await get('?per_page=1&fields=log_id,type');
    expect(Object.keys(event)).toEqual(['log_id', 'type']);
    const without = await get(`/${event.log_id}?fields=log_id,details&include_fields=false`);
    expect(without).not.toHaveProperty('details');
    expect(without).toHaveProperty('date');
  });

  it.each([
    ['?sort=name:1', 'No enum match for: "name:1"\' on property sort'],
    [
      '?page=20&per_page=50',
      "Pages reach the first 1000 log events; use from and take to read on' on property page",
    ],
    ['?from=log_x', 'on property from'],
    ['?take=101', 'on property take'],
    [
      '?q=type:nothing',
      `Unknown log event type nothing; expected one of ${logEventTypes.join(', ')}' on property q`,
    ],
    ['?q=user_name:x', 'Not understood: user_name:x; expected terms such as'],
    ['?search=Robot', 'Not understood: Robot; expected terms such as'],
  ])('refuses %s and says why', async (query, why) => {
    const answer = await server.call('GET', `/logs${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().message).toContain(why);
  });

  it('shows a tenant its own log only', async () => {
    const two = await testServer({ twoTenants: true });
    const [event] = (await two.call('GET', '/logs')).json();
    expect(await two.other.storage.logEvents.find(event.log_id)).toBeUndefined();
    expect(await two.tenant.storage.logEvents.find(event.log_id)).toMatchObject({ id: event.log_id });
    await two.close();
  });
});

it('what is waiting is written before the server ends', async () => {
  const ending = await testServer();
  const client: { client_id: string; client_secret: string } = (
    await ending.call('POST', '/clients', { name: 'Robot' })
  ).json();
  await ending.call('POST', '/client-grants', { client_id: client.client_id, audience, scope: [] });
  const { statusCode } = await tokenBySecret(ending, client, { audience });
  expect(statusCode).toBe(200);
  await ending.app.close();
  const events = await ending.tenant.storage.logEvents.list(
    { types: ['seccft'] },
    { limit: 5, writtenAfter: undefined },
  );
  expect(events).toMatchObject([{ by: { clientId: client.client_id, clientName: 'Robot' } }]);
  await ending.db.destroy();
});
