import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
const begin = Date.parse('2027-01-15T08:00:00.000Z');
const made = [
  { name: 'Orders (new)', identifier: 'https://orders.example.com/', signing_alg: 'HS256' },
  { name: 'billing "one"', identifier: 'urn:billing' },
  { name: 'Stock', identifier: 'https://stock.example.com/' },
];
const ids: string[] = [];
beforeAll(async () => {
  server = await testServer({ now: begin });
  for (const body of made) {
    server.clock.now += 60_000;
    ids.push((await server.call('POST', '/resource-servers', body)).json<{ id: string }>().id);
  }
});
afterAll(() => server.close());

interface Answer {
  resource_servers: Record<string, unknown>[];
  next?: string;
}
const ask = (query: Record<string, string>) =>
  server.call('GET', `/resource-servers/search?${new URLSearchParams(query)}`);
const namesOf = ({ resource_servers }: Answer) => resource_servers.map(({ name }) => name);
const [orders, billing, stock] = made.map(({ name }) => name);
const system = 'Auth0 Management API';

describe('APIs are found', () => {
  it.each([
    ['lucene', 'name:Stock', [stock]],
    ['lucene', 'name:sto*', [stock]],
    ['lucene', 'identifier:https*example*', [system, orders, stock]],
    ['lucene', 'identifier:https*orders*m/', [orders]],
    ['lucene', 'name:"billing \\"one\\""', [billing]],
    ['lucene', 'identifier:urn* OR name:stock', [billing, stock]],
    ['lucene', 'identifier:https* AND NOT name:stock', [system, orders]],
    ['lucene', '(name:stock OR name:billing*) AND identifier:urn*', [billing]],
    ['lucene', 'updated_at:[2027-01-15T08:02:00Z TO *]', [billing, stock]],
    ['lucene', 'updated_at:{2027-01-15T08:02:00Z TO 2027-01-15T08:03:00Z]', [stock]],
    ['lucene', 'updated_at:[* TO 2027-01-15T08:00:00Z]', [system]],
    ['scim', 'name eq "stock"', [stock]],
    ['scim', 'identifier sw "https://" and not (name co "manage")', [orders, stock]],
    ['scim', 'identifier ew ".com/"', [orders, stock]],
    ['scim', 'name ne "Stock" and name pr and name lt "c"', [system, billing]],
    ['scim', 'updated_at gt "2027-01-15T08:02:00.000Z"', [stock]],
    ['scim', 'updated_at le "2027-01-15T08:00:00.000Z" or name ge "s"', [system, stock]],
  ])('%s: %s', async (parser, q, names) => {
    const answer = await ask({ parser, q });
    expect([answer.statusCode, namesOf(answer.json<Answer>())]).toEqual([200, names]);
  });

  it('by id, as they are shown elsewhere but for secrets', async () => {
    const { signing_secret, ...shown } = (await server.call('GET', `/resource-servers/${ids[0]}`)).json<
      Record<string, unknown>
    >();
    expect(signing_secret).toEqual(expect.any(String));
    expect((await ask({ q: `id:${ids[0]}` })).json()).toEqual({ resource_servers: [shown] });
    expect((await ask({ q: `id:${ids[0]}`, fields: 'name,signing_secret' })).json()).toEqual({
      resource_servers: [{ name: orders }],
    });
  });

  it.each([
    [undefined, [system, orders, billing, stock]],
    ['name', [system, billing, orders, stock]],
    ['identifier', [system, orders, stock, billing]],
    ['updated_at', [system, orders, billing, stock]],
  ])('sorted by %s, from page to page', async (sort, names) => {
    const walked: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await ask({ take: '1', ...(sort && { sort }), ...(next !== undefined && { from: next }) });
      const answer = page.json<Answer>();
      walked.push(...namesOf(answer));
      next = answer.next;
    } while (next !== undefined);
    expect(walked).toEqual(names);
  });
});

it.each([
  [
    { q: 'audience:x' },
    "Cannot be searched: audience; expected id, identifier, name, updated_at (at character 1)' on property q",
  ],
  [{ q: 'name:a name:b' }, "Not understood: name:b (at character 8)' on property q"],
  [{ q: 'stock' }, "Not understood: stock (at character 1)' on property q"],
  [{ q: '(name:a' }, "A parenthesis is not closed (at character 1)' on property q"],
  [{ q: 'name eq "a"' }, 'Not understood: name eq "a" (at character 1)\' on property q'],
  [
    { q: 'name eq a', parser: 'scim' },
    "A value in double quotes is expected after name eq (at character 9)' on property q",
  ],
  [{ q: 'name is "a"', parser: 'scim' }, "Not understood: is (at character 6)' on property q"],
  [
    { q: 'updated_at co "2027"', parser: 'scim' },
    "updated_at is compared with eq, ne, pr, gt, ge, lt, le only (at character 1)' on property q",
  ],
  [{ q: 'updated_at:now' }, "Not a date or time: now (at character 1)' on property q"],
  [
    { q: Array.from({ length: 6 }, (_, n) => `name:${n}`).join(' OR ') },
    "At most 5 comparisons are allowed' on property q",
  ],
  [{ parser: 'sql' }, 'on property parser'],
  [{ sort: 'name:desc' }, 'on property sort'],
  [{ from: 'nowhere' }, "Not a cursor of this list' on property from"],
])('%j is refused', async (query, message) => {
  const answer = await ask(query);
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    {
      statusCode: 400,
      error: 'Bad Request',
      message: expect.stringContaining(message),
      errorCode: 'invalid_query_string',
    },
  ]);
});

it('asks for the scope', async () => {
  const token = await server.tokenWith('read:clients');
  const answer = await server.call('GET', '/resource-servers/search', undefined, { token });
  expect([answer.statusCode, answer.json<{ message: string }>().message]).toEqual([
    403,
    'Insufficient scope, expected any of: read:resource_servers',
  ]);
});
