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

const keyBody = (name: string, expiresAt: number) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    credential_type: 'public_key',
    name,
    pem: publicKey.export({ type: 'spki', format: 'pem' }),
    alg: 'ES256',
    expires_at: new Date(expiresAt).toISOString(),
  };
};
const addKey = (name: string, expiresAt: number, owner = clientId) =>
  server.call('POST', `/clients/${owner}/credentials`, keyBody(name, expiresAt));

interface Report {
  credentials: { name: string; expires_at: string; kind: string }[];
  next?: string;
}
const report = async (query = '', token?: string) =>
  server.call('GET', `/credentials/expiring${query}`, undefined, token === undefined ? {} : { token });
const namesIn = async (query = '') =>
  (await report(query)).json<Report>().credentials.map(({ name }) => name);

describe('what is not used', () => {
  let own: TestServer;
  const ids: Record<string, string> = {};
  const api = { audience: 'https://orders.example.com/', grant_type: 'client_credentials' };
  /** With a token of the moment: the clock goes on by days. */
  const post = async (path: string, body: object) => {
    const scopes = ['clients', 'client_grants', 'resource_servers', 'client_keys', 'client_credentials'];
    const token = await own.tokenWith('read:client_keys', ...scopes.map((scope) => `create:${scope}`));
    return own.call('POST', path, body, { token });
  };
  beforeAll(async () => {
    own = await testServer({ now: begin });
    await post('/resource-servers', { identifier: api.audience, scopes: [{ value: 'read' }] });
    for (const name of ['Busy', 'Idle']) {
      const made = (await post('/clients', { name })).json();
      ids[name] = made.client_id;
      const grant = { client_id: made.client_id, audience: api.audience, scope: ['read'] };
      await post('/client-grants', grant);
      own.clock.now += day;
      const credentials = { client_id: made.client_id, client_secret: made.client_secret };
      if (name === 'Busy') expect((await own.token({ ...api, ...credentials })).statusCode).toBe(200);
    }
    await post(`/clients/${ids.Idle}/credentials`, keyBody('idle key', begin + 365 * day));
    own.clock.now += 10 * day;
  });
  afterAll(() => own.close());

  const ask = async (path: string) => {
    const token = await own.tokenWith('read:clients', 'read:client_keys', 'read:client_grants');
    return own.call('GET', path, undefined, { token });
  };
  interface Unused {
    observed_since: string | null;
    credentials: { client_id: string; name?: string; kind: string; last_used_at?: string }[];
    next?: string;
  }
  const unused = async (query: string) => (await ask(`/credentials/unused?${query}`)).json<Unused>();
  /** The clients that hand out tokens to the tests are never used either. */
  const ofOurs = ({ credentials }: Unused) =>
    credentials.filter(({ client_id }) => Object.values(ids).includes(client_id));

  it('is listed, with its last use where there was one', async () => {
    const tenDays = await unused(`for=${(10 * day) / 1000}&take=100`);
    expect(ofOurs(tenDays).map(({ client_id, kind }) => [client_id === ids.Idle, kind])).toEqual(
      expect.arrayContaining([
        [true, 'secret'],
        [true, 'credential'],
        [false, 'secret'],
      ]),
    );
    expect(ofOurs(tenDays)).toHaveLength(3);
    const [busy] = ofOurs(tenDays).filter(({ client_id }) => client_id === ids.Busy);
    expect(busy?.last_used_at).toBe(new Date(begin + day).toISOString());
    const elevenDays = ofOurs(await unused(`for=${(11.5 * day) / 1000}&take=100`));
    expect(elevenDays).toEqual([]);
  });

  it('leaves out the global client, which gets no tokens', async () => {
    const { clients } = (await ask('/clients?is_global=true&include_totals=true')).json();
    expect(clients).toHaveLength(1);
    const { credentials } = await unused('for=60&take=100');
    expect(credentials.map(({ client_id }) => client_id)).not.toContain(clients[0].client_id);
    const found = (await ask('/clients/search?unused_for=60&take=100')).json();
    const names = found.clients.map(({ name }: { name: string }) => name);
    expect(names).toContain('Idle');
    expect(names).not.toContain(clients[0].name);
  });

  it('is said with the time since when use has been counted', async () => {
    const { observed_since } = await unused('for=60');
    expect(observed_since === null || Date.parse(observed_since) >= begin).toBe(true);
  });

  it('is walked by cursors to its end', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page: Unused = await unused(`for=864000&take=1${next === undefined ? '' : `&from=${next}`}`);
      seen.push(...ofOurs(page).map(({ client_id, kind }) => `${client_id} ${kind}`));
      next = page.next;
    } while (next !== undefined);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  it('leads to its clients in a search, which says since when use is counted', async () => {
    const find = async (query: string) => (await ask(`/clients/search?${query}`)).json();
    const found = await find('unused_for=864000&q=Idle');
    expect(found.clients.map(({ client_id }: { client_id: string }) => client_id)).toEqual([ids.Idle]);
    expect(found).toHaveProperty('observed_since');
    expect((await find('unused_for=950400&q=Busy')).clients).toEqual([]);
    expect(await find('q=Busy')).not.toHaveProperty('observed_since');
  });

  it.each(['0', '-1', '1.5', '90d', '315360001'])('for=%s is refused by name', async (time) => {
    for (const [path, name] of [
      [`/credentials/unused?for=${time}`, 'for'],
      [`/clients/search?unused_for=${time}`, 'unused_for'],
    ] as const) {
      const answer = await ask(path);
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(name)]);
    }
  });
});

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
