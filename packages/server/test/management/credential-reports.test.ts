import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;
const begin = Date.parse('2027-01-15T00:00:00.000Z');

let server: TestServer;
let clientId: string;
beforeAll(async () => {
  server = await testServer({ now: begin, twoTenants: true });
  clientId = (await server.call('POST', '/clients', { name: 'Robot' })).json().client_id;
  for (const [name, days] of [
    ['soon', 3],
    ['later', 20],
    ['much later', 60],
  ] as const)
    await addKey(name, begin + days * day);
});
afterAll(() => server.close());

const addKey = (name: string, expiresAt: number, owner = clientId) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const body = {
    credential_type: 'public_key',
    name,
    pem,
    alg: 'ES256',
    expires_at: new Date(expiresAt).toISOString(),
  };
  return server.call('POST', `/clients/${owner}/credentials`, body);
};

interface Report {
  credentials: { name: string; expires_at: string; kind: string }[];
  next?: string;
}
const report = async (query = '', token?: string) =>
  server.call('GET', `/credentials/expiring${query}`, undefined, token === undefined ? {} : { token });
const namesIn = async (query = '') =>
  (await report(query)).json<Report>().credentials.map(({ name }) => name);

describe('GET /clients/search with expiring_within', () => {
  const search = (query: string, token?: string) =>
    server.call('GET', `/clients/search?${query}`, undefined, token === undefined ? {} : { token });
  const idsIn = async (query: string) =>
    (await search(query))
      .json<{ clients: { client_id: string }[] }>()
      .clients.map(({ client_id }) => client_id);

  it('finds the clients of which something expires by then, together with other conditions', async () => {
    expect(await idsIn('expiring_within=259199')).toEqual([]);
    expect(await idsIn('expiring_within=259200')).toEqual([clientId]);
    expect(await idsIn('expiring_within=259200&q=name:Robot&include_totals=true')).toEqual([clientId]);
    expect(await idsIn('expiring_within=259200&app_type=spa')).toEqual([]);
    const counted = await search('expiring_within=259200&include_totals=true');
    expect(counted.json<{ total: number }>().total).toBe(1);
  });

  it('goes on from page to page while time passes', async () => {
    const other: string = (await server.call('POST', '/clients', { name: 'Other' })).json().client_id;
    await addKey('soon too', begin + day, other);
    const first = (await search('expiring_within=864000&take=1&sort=name')).json();
    server.clock.now += 1000;
    const second = (await search(`expiring_within=864000&take=1&sort=name&from=${first.next}`)).json();
    server.clock.now = begin;
    const ids = [first, second].map(({ clients: [client] }) => client.client_id);
    expect(ids).toEqual([other, clientId]);
    await server.call('DELETE', `/clients/${other}`);
  });

  it('needs a scope that shows what authenticates clients', async () => {
    const refused = await search('expiring_within=60', await server.tokenWith('read:clients'));
    expect([refused.statusCode, refused.json().message]).toEqual([
      403,
      expect.stringContaining('read:client_keys'),
    ]);
    const token = await server.tokenWith('read:clients', 'read:client_credentials');
    expect((await search('expiring_within=60', token)).statusCode).toBe(200);
  });

  it.each(['0', '-1', '1.5', '30d', '315360001'])('expiring_within=%s is refused by name', async (within) => {
    const answer = await search(`expiring_within=${within}`);
    expect([answer.statusCode, answer.json().message]).toEqual([
      400,
      expect.stringContaining('expiring_within'),
    ]);
  });
});

describe('GET /credentials/expiring', () => {
  it('lists what expires within 30 days, or as many seconds as it is asked about, soonest first', async () => {
    const answer = await report();
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        credentials: [
          {
            client_id: clientId,
            client_name: 'Robot',
            kind: 'credential',
            id: expect.stringMatching(/^cred_/),
            name: 'soon',
            credential_type: 'public_key',
            created_at: '2027-01-15T00:00:00.000Z',
            expires_at: '2027-01-18T00:00:00.000Z',
          },
          expect.objectContaining({ name: 'later', expires_at: '2027-02-04T00:00:00.000Z' }),
        ],
      },
    ]);
    expect(await namesIn(`?within=${(3 * day) / 1000 - 1}`)).toEqual([]);
    expect(await namesIn(`?within=${(3 * day) / 1000}`)).toEqual(['soon']);
    expect(await namesIn('?within=315360000')).toEqual(['soon', 'later', 'much later']);
  });

  it('is walked by cursors, each of which is good for this report alone', async () => {
    const query = '?within=315360000&take=1';
    const first = (await report(query)).json<Report>();
    const second = (await report(`${query}&from=${first.next}`)).json<Report>();
    const third = (await report(`${query}&from=${second.next}`)).json<Report>();
    expect([first, second, third].map(({ credentials: [entry] }) => entry?.name)).toEqual([
      'soon',
      'later',
      'much later',
    ]);
    expect(third.next).toBeUndefined();
    expect((await report(`?within=60&from=${first.next}`)).json().message).toContain(
      'Not a cursor of this list',
    );
  });

  it('shows what has expired for 30 days more', async () => {
    const reader = await server.tokenWith('read:client_credentials');
    server.clock.now = begin + 10 * day;
    const other = await server.tokenWith('read:client_credentials');
    expect((await report('?within=60', other)).json<Report>().credentials.map(({ name }) => name)).toEqual([
      'soon',
    ]);
    server.clock.now = begin + 34 * day;
    const last = await server.tokenWith('read:client_credentials');
    expect((await report('?within=60', last)).json<Report>().credentials.map(({ name }) => name)).toEqual([
      'later',
    ]);
    server.clock.now = begin;
    expect((await report('', reader)).statusCode).toBe(200);
  });

  it.each(['read:client_keys', 'read:client_credentials'])('can be read with %s', async (scope) => {
    expect((await report('', await server.tokenWith(scope))).statusCode).toBe(200);
  });

  it('needs one of these scopes, and knows its tenant alone', async () => {
    const refused = await report('', await server.tokenWith('read:clients'));
    expect([refused.statusCode, refused.json().message]).toEqual([
      403,
      expect.stringContaining('read:client_keys'),
    ]);
    const others: string[] = [];
    const { deadlines } = server.other.storage;
    const period = { from: 0, to: begin + 100 * day };
    for await (const { item } of deadlines.expiring(period, { limit: 10 })) others.push(item.id);
    expect(others).toEqual([]);
  });

  it.each(['0', '-1', '1.5', '30d', '1e3', '315360001', ''])(
    'within=%s is refused by name',
    async (within) => {
      const answer = await report(`?within=${within}`);
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining('within')]);
    },
  );
});
