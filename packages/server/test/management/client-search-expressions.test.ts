import { type Expression, matches, type Sought } from '@clientele/model';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
const ids: Record<string, string> = {};
const hour = 3_600_000;
const begin = Date.parse('2027-01-15T22:00:00.000Z');
const long = `Long ${'x'.repeat(150)}`;
const made = [
  { name: 'Ärger Desk', description: 'billing', app_type: 'spa' },
  { name: 'billing robot', app_type: 'non_interactive', client_metadata: { team: 'Billing', env: 'prod' } },
  { name: 'Billing portal 100%', app_type: 'regular_web', client_metadata: { team: 'billing' } },
  { name: 'Payout_robot [a]', app_type: 'regular_web', is_first_party: false },
  { name: `${long} end`, client_metadata: { team: '*' } },
];

beforeAll(async () => {
  server = await testServer({ now: begin });
  const api = await server.call('POST', '/resource-servers', { identifier: 'urn:api' });
  expect(api.statusCode).toBe(201);
  for (const body of made) {
    server.clock.now += hour;
    const answer = await server.call('POST', '/clients', body);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.anything()]);
    ids[body.name] = answer.json<{ client_id: string }>().client_id;
  }
  await server.tenant.storage.change({}, ({ clients }) =>
    clients.update(ids['Ärger Desk'] ?? '', (client) => ({
      client: { ...client, external_client_id: 'https://Desk.example.com/oauth' },
    })),
  );
  const grant = await server.call('POST', '/client-grants', {
    client_id: ids['billing robot'],
    audience: 'urn:api',
    scope: [],
    organization_usage: 'allow',
    allow_any_organization: true,
  });
  expect([grant.statusCode, grant.body]).toEqual([201, expect.anything()]);
});
afterAll(() => server.close());

const ask = (query: Record<string, string>, token?: string) =>
  server.call(
    'GET',
    `/clients/search?${new URLSearchParams(query)}`,
    undefined,
    token === undefined ? {} : { token },
  );
async function namesFound(query: Record<string, string>): Promise<string[]> {
  const answer = await ask({ ...query, fields: 'name', take: '100' });
  expect([query, answer.statusCode, answer.body]).toEqual([query, 200, expect.anything()]);
  const { clients } = answer.json<{ clients: { name: string }[] }>();
  return clients.map(({ name }) => name).filter((name) => Object.hasOwn(ids, name));
}
const [desk, robot, portal, payout, last] = made.map(({ name }) => name);

describe('clients are found', () => {
  it.each([
    ['lucene', 'name:"billing robot"', [robot]],
    ['lucene', 'name:bill*', [robot, portal]],
    ['lucene', 'name:*ROBOT*', [robot, payout]],
    ['lucene', 'name:*\\%', [portal]],
    ['lucene', 'name:p*_r*\\ \\[a\\]', [payout]],
    ['lucene', 'name:payout?robot*', []],
    ['lucene', 'name:ä*', [desk]],
    ['lucene', 'name:*end', [last]],
    ['lucene', `name:"${long} END"`, [last]],
    ['lucene', `name:"${long}"`, []],
    ['lucene', 'name:[b TO c]', [robot, portal]],
    ['lucene', 'app_type:regular_web AND is_first_party:true', [portal]],
    ['lucene', 'app_type:spa OR name:pay*', [desk, payout]],
    ['lucene', 'NOT app_type:regular_web AND NOT app_type:*', [last]],
    ['lucene', 'metadata.team:billing', [portal]],
    ['lucene', 'metadata.team:*illing', [robot, portal]],
    ['lucene', 'metadata.team:\\*', [last]],
    ['lucene', 'metadata.team:* AND NOT metadata.env:prod', [portal, last]],
    ['lucene', 'updated_at:[2027-01-16 TO *] AND NOT name:*robot*', [desk, portal, last]],
    ['lucene', 'updated_at:2027-01-15', []],
    ['lucene', 'external_client_id:"https://Desk.example.com/oauth"', [desk]],
    ['lucene', 'external_client_id:"https://desk.example.com/oauth"', []],
    ['lucene', 'external_client_id:*', [desk]],
    ['lucene', 'client_grant.allow_any_organization:true', [robot]],
    ['lucene', 'client_grant.organization_id:org_1', []],
    ['scim', 'name co "robot" and app_type eq "non_interactive"', [robot]],
    ['scim', 'name sw "billing" and not (metadata.env pr)', [portal]],
    ['scim', 'metadata.team ne "billing" and metadata.team pr', [robot, last]],
    ['scim', 'is_first_party eq false', [payout]],
    [
      'scim',
      'updated_at gt "2027-01-16T01:00:00.000Z" and updated_at lt "2027-01-16T02:30:00.000Z"',
      [payout],
    ],
    [undefined, 'name:bill*', [robot, portal]],
    [undefined, 'metadata.team:billing AND app_type:regular_web', [portal]],
    [undefined, 'billing', [desk, robot, portal]],
    [undefined, 'billing AND robot', []],
  ])('%s: %s', async (parser, q, names) => {
    expect(await namesFound({ q, ...(parser && { parser }) })).toEqual(names);
  });

  it('by id, whatever stands beside it', async () => {
    const q = `client_id:${ids[robot ?? '']}`;
    expect(await namesFound({ q })).toEqual([robot]);
    expect(await namesFound({ q: q.toLowerCase() })).toEqual([]);
    expect(await namesFound({ q, app_type: 'spa' })).toEqual([]);
    expect(await namesFound({ q, 'metadata.env': 'prod' })).toEqual([robot]);
  });

  it('in order, page by page, with their number', async () => {
    const query = { q: 'name:*b* AND app_type:*', sort: 'name', include_totals: 'true' };
    const first = (await ask({ ...query, take: '1', fields: 'name' })).json();
    expect(first).toEqual({
      clients: [{ name: portal, tenant: 'default' }],
      next: expect.any(String),
      total: 3,
    });
    const second = (await ask({ ...query, take: '5', from: first.next })).json();
    expect(second.clients.map(({ name }: { name: string }) => name)).toEqual([robot, payout]);
    const other = await ask({ ...query, q: 'name:*b*', from: first.next });
    expect([other.statusCode, other.json().message]).toEqual([400, expect.stringContaining('property from')]);
  });
});

it('what no search returns is not returned when it is asked for either', async () => {
  const query = {
    q: `client_id:${ids[robot ?? '']}`,
    fields: 'name,client_secret,signing_keys,encryption_key,addons',
  };
  expect((await ask(query)).json()).toEqual({ clients: [{ name: robot, tenant: 'default' }] });
});

it.each([
  [{ q: 'name:a AND' }, "Not understood: AND (at character 8)' on property q."],
  [{ q: 'client_id:a*' }, "client_id is compared with eq, ne, pr only (at character 1)' on property q."],
  [{ q: 'billing', parser: 'lucene' }, "Not understood: billing (at character 1)' on property q."],
  [{ q: 'name eq billing', parser: 'scim' }, "expected after name eq (at character 9)' on property q."],
  [{ q: Array(6).fill('name:a').join(' OR ') }, "At most 5 comparisons are allowed' on property q."],
  [{ parser: 'sql' }, 'on property parser'],
  [{ fields: Array(51).fill('name').join(',') }, 'on property fields'],
])('%j is refused', async (query, message) => {
  const answer = await ask(query as Record<string, string>);
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

const text = fc.constantFrom(
  'b',
  'BILL',
  'billing robot',
  'o',
  ' ',
  '%',
  '_',
  '[',
  'ä',
  'x',
  'end',
  '*',
  'p',
);
const term: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({
    field: fc.constant('name'),
    operator: fc.constantFrom('eq', 'gt', 'ge', 'lt', 'le'),
    value: text.map((one) => one.toLowerCase()),
  }),
  fc.record({
    field: fc.constantFrom('name', 'metadata.team'),
    operator: fc.constant('like'),
    parts: fc.array(
      fc.oneof(
        fc.constant(''),
        text.map((one) => one.toLowerCase()),
      ),
      { minLength: 2, maxLength: 4 },
    ),
  }),
  fc.record({
    field: fc.constantFrom('app_type', 'metadata.team', 'metadata.none'),
    operator: fc.constant('eq'),
    value: fc.constantFrom('spa', 'regular_web', 'billing', 'Billing', '*'),
  }),
  fc.record({
    field: fc.constantFrom('name', 'app_type', 'metadata.team', 'external_client_id', 'is_first_party'),
    operator: fc.constant('pr'),
  }),
  fc.record({ field: fc.constant('is_first_party'), operator: fc.constant('eq'), value: fc.boolean() }),
  fc.record({
    field: fc.constant('updated_at'),
    operator: fc.constantFrom('eq', 'gt', 'ge', 'lt', 'le'),
    value: fc.integer({ min: 1, max: 5 }).map((hours) => begin + hours * hour),
  }),
) as fc.Arbitrary<Expression>;
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    term,
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    tie('tree').map((not) => ({ not })),
  ),
}));

it('the database finds what the rule says', async () => {
  const { storage } = server.tenant;
  const all = (await server.call('GET', '/clients?per_page=100')).json<Record<string, unknown>[]>();
  const valueIn = (client: Record<string, unknown>) => (field: string) => {
    if (field === 'name') return String(client.name).toLowerCase();
    if (field === 'updated_at') return Date.parse(String(client.updated_at));
    if (!field.startsWith('metadata.')) return client[field] as Sought | undefined;
    return (client.client_metadata as Record<string, string> | undefined)?.[field.slice('metadata.'.length)];
  };
  await fc.assert(
    fc.asyncProperty(tree, async (expression) => {
      const sort = { by: 'created_at', descending: false } as const;
      const { items } = await storage.clients.searchCores({ expression, sort }, { limit: 100 });
      const found = [];
      for await (const { item } of items) found.push(item.client_id);
      const expected = all
        .filter((client) => matches(expression, valueIn(client)))
        .map(({ client_id }) => client_id);
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 300 },
  );
});
