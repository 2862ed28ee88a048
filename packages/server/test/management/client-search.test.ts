import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
/** The ids of the clients that are made below, by name. */
const ids: Record<string, string> = {};
const hour = 3_600_000;
const begin = Date.parse('2027-01-15T22:00:00.000Z');

const key = {
  credential_type: 'cert_subject_dn',
  name: 'certificate',
  subject_dn: 'CN=client.example.com',
};
const made = [
  { name: 'Ärger Desk', description: 'Complaints_100%', app_type: 'spa', token_endpoint_auth_method: 'none' },
  { name: 'billing robot', app_type: 'non_interactive', client_metadata: { team: 'billing', env: 'prod' } },
  { name: 'Billing portal', app_type: 'regular_web', client_metadata: { team: 'billing', env: 'test' } },
  {
    name: 'Payout robot',
    app_type: 'non_interactive',
    is_first_party: false,
    third_party_security_mode: 'permissive',
    client_authentication_methods: { tls_client_auth: { credentials: [key] } },
  },
  { name: 'zebra', app_type: 'native', token_endpoint_auth_method: 'client_secret_post' },
];

beforeAll(async () => {
  server = await testServer({ now: begin });
  for (const body of made) {
    server.clock.now += hour;
    const answer = await server.call('POST', '/clients', body);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.anything()]);
    ids[body.name] = answer.json<{ client_id: string }>().client_id;
  }
  server.clock.now += hour;
  await server.call('PATCH', `/clients/${ids['Ärger Desk']}`, { logo_uri: 'https://logo.example.com/' });
  // An external id comes with clients that publish their metadata, which nothing here makes.
  await server.tenant.storage.change({}, ({ clients }) =>
    clients.update(ids.zebra ?? '', (client) => ({
      client: { ...client, external_client_id: 'https://Zebra.example.com/oauth' },
    })),
  );
});
afterAll(() => server.close());

interface Answer {
  clients: { name?: string; client_id: string }[];
  next?: string;
  total?: number;
}
const search = async (query: string, token?: string) =>
  server.call('GET', `/clients/search?${query}`, undefined, token === undefined ? {} : { token });
const found = async (query: string, token?: string) => {
  const answer = await search(query, token);
  expect([answer.statusCode, query]).toEqual([200, query]);
  return answer.json<Answer>();
};
const namesOf = ({ clients }: Answer) => clients.map(({ name }) => name);

describe('clients are found', () => {
  it.each([
    ['by a part of the name, in any case', 'q=ILLING', ['billing robot', 'Billing portal']],
    ['by a part of the name, in any case of any script', 'q=%C3%A4RGER', ['Ärger Desk']],
    ['by two characters', 'q=%C3%A4R', ['Ärger Desk']],
    ['by one character', 'q=%C3%84', ['Ärger Desk']],
    ['by a part of the description', 'q=plaints_', ['Ärger Desk']],
    ['by characters that SQL gives a meaning', 'q=s_100%25', ['Ärger Desk']],
    ['by such characters only where they are', 'q=b_lling', []],
    ['by quotation marks only where they are', 'q=%22bil%22', []],
    ['by the external id', 'q=ZEBRA.example', ['zebra']],
    ['not across two texts', 'q=deskcomp', []],
    ['by type', 'app_type=spa,native', ['Ärger Desk', 'zebra']],
    ['as third party', 'is_first_party=false', ['Payout robot']],
    ['by a method with certificates', 'method=tls_client_auth', ['Payout robot']],
    ['by a method without', 'method=none', ['Ärger Desk']],
    [
      'by any way to send a secret',
      'method=client_secret&is_global=false',
      ['Caller', 'billing robot', 'Billing portal', 'zebra'],
    ],
    ['as the global client', 'is_global=true', ['All Applications']],
    ['by metadata', 'metadata.team=billing', ['billing robot', 'Billing portal']],
    ['by more than one entry', 'metadata.team=billing&metadata.env=test', ['Billing portal']],
    ['by metadata exactly', 'metadata.team=bill', []],
    [
      'by day of making',
      'created_from=2027-01-16&created_to=2027-01-16',
      ['billing robot', 'Billing portal', 'Payout robot', 'zebra'],
    ],
    ['by time of making', 'created_to=2027-01-15T23:00:00Z&app_type=spa', ['Ärger Desk']],
    ['by time of change', 'updated_from=2027-01-16T04:00:00%2B00:00', ['Ärger Desk', 'zebra']],
    ['by all together', 'q=robot&app_type=non_interactive&metadata.env=prod', ['billing robot']],
  ])('%s', async (_how, query, names) => {
    expect(namesOf(await found(query))).toEqual(names);
  });

  it('by a part of the id, in any case', async () => {
    const id = ids['billing robot'] ?? '';
    expect(namesOf(await found(`q=${id.slice(3, 20).toUpperCase()}`))).toEqual(['billing robot']);
  });

  it('with what of them is asked for, as in a list', async () => {
    expect(await found('q=zebra&fields=name,app_type')).toEqual({
      clients: [{ name: 'zebra', app_type: 'native', tenant: 'default' }],
    });
    const [whole] = (await found('q=zebra')).clients;
    const listed = await server.call('GET', `/clients?client_ids=${ids.zebra}`);
    // No search returns these, whoever asks.
    const [{ client_secret, signing_keys, ...rest }] = listed.json<[Record<string, unknown>]>();
    expect([client_secret, signing_keys]).toEqual([expect.any(String), expect.any(Array)]);
    expect(whole).toEqual(rest);
  });

  it('and are not once they are deleted or called otherwise', async () => {
    const { client_id } = (
      await server.call('POST', '/clients', { name: 'Ephemeral', client_metadata: { a: 'b' } })
    ).json<{
      client_id: string;
    }>();
    await server.call('PATCH', `/clients/${client_id}`, { name: 'Lasting', client_metadata: { a: 'c' } });
    expect(namesOf(await found('q=ephemeral'))).toEqual([]);
    expect(namesOf(await found('metadata.a=b'))).toEqual([]);
    expect(namesOf(await found('q=lasting&metadata.a=c'))).toEqual(['Lasting']);
    await server.call('DELETE', `/clients/${client_id}`);
    expect(await found('q=lasting&include_totals=true')).toEqual({ clients: [], total: 0 });
  });
});

describe('what is found is sorted', () => {
  const robotsAndBilling = 'q=b&is_first_party=true&app_type=non_interactive,regular_web';
  it.each([
    ['name', ['Billing portal', 'billing robot']],
    ['name:desc', ['billing robot', 'Billing portal']],
    ['created_at:asc', ['billing robot', 'Billing portal']],
    ['created_at:desc', ['Billing portal', 'billing robot']],
    ['updated_at', ['billing robot', 'Billing portal']],
  ])('%s', async (sort, names) => {
    const named = (await found(`metadata.team=billing&sort=${sort}`)).clients.map(({ name }) => name);
    expect(named).toEqual(names);
    const walked = (await found(`${robotsAndBilling}&sort=${sort}`)).clients.map(({ name }) => name);
    expect(walked.filter((name) => name !== 'Management')).toEqual(expect.arrayContaining(names));
  });

  it.each(['name', 'name:desc', 'client_id', 'client_id:desc', 'created_at:desc', 'updated_at'])(
    'by %s from page to page, with and without conditions',
    async (sort) => {
      for (const query of ['', 'app_type=spa,native,non_interactive&', 'q=r&', 'q=rob&']) {
        const whole = await found(`${query}sort=${sort}&take=100&include_totals=true`);
        expect(whole.total).toBe(whole.clients.length);
        const walked: unknown[] = [];
        let next: string | undefined;
        do {
          const page = await found(`${query}sort=${sort}&take=2${next === undefined ? '' : `&from=${next}`}`);
          walked.push(...page.clients);
          next = page.next;
        } while (next !== undefined);
        expect(walked).toEqual(whole.clients);
      }
    },
  );
});

describe('a search shows and looks at what the token may see', () => {
  it.each([
    [['read:client_summary'], 'is_first_party=true', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'metadata.team=billing', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'created_from=2027-01-01', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'updated_to=2027-01-01', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'sort=created_at:desc', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'sort=updated_at', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'method=none', 'read:clients, read:client_keys'],
    [['read:clients'], 'method=private_key_jwt', 'read:client_keys, read:client_credentials'],
    [['read:client_summary'], 'is_global=false', 'read:clients, read:client_keys'],
    [['read:clients'], 'method=client_secret', 'read:client_keys, read:client_credentials'],
    [['read:client_credentials'], 'method=client_secret_post', 'read:clients, read:client_summary'],
    [['read:client_keys'], 'q=zebra', 'read:clients, read:client_summary'],
    [['read:client_summary'], 'q=is_first_party:true', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'q=name:z* AND updated_at:2027-01-15', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'parser=scim&q=metadata.team pr', 'read:clients, read:client_keys'],
    [['read:client_summary'], 'q=external_client_id:x', 'read:clients, read:client_keys'],
    [['read:clients'], 'q=client_grant.organization_id:org_1', 'read:client_grants'],
  ])('%s may not ask %s', async (scopes, query, expected) => {
    const answer = await search(query, await server.tokenWith(...scopes));
    expect([answer.statusCode, answer.json()]).toEqual([
      403,
      {
        statusCode: 403,
        error: 'Forbidden',
        message: `Insufficient scope, expected any of: ${expected}`,
        errorCode: 'insufficient_scope',
      },
    ]);
  });

  it('a summary, and no text that is not in it', async () => {
    const token = await server.tokenWith('read:client_summary');
    expect(await found('q=zebra&sort=name&include_totals=true', token)).toEqual({
      clients: [{ client_id: ids.zebra, name: 'zebra', app_type: 'native' }],
      total: 1,
    });
    expect(await found('q=zebra.example', token)).toEqual({ clients: [] });
    expect(await found('q=zebra&fields=callbacks', token)).toEqual({ clients: [{}] });
  });

  it('with none of the scopes nothing', async () => {
    expect((await search('q=x', await server.tokenWith('read:logs'))).statusCode).toBe(403);
  });

  it('each tenant’s own', async () => {
    const two = await testServer({ twoTenants: true });
    try {
      const other = two.other.storage;
      await two.call('POST', '/clients', { name: 'shared name' });
      const sort = { by: 'name', descending: false } as const;
      expect((await other.clients.search({ text: 'shared name', sort }, { limit: 5 })).next).toBeUndefined();
      expect(await other.clients.countFound({ text: 'shared name', sort }, 5)).toBe(0);
      expect(await two.tenant.storage.clients.countFound({ text: 'shared name', sort }, 5)).toBe(1);
    } finally {
      await two.close();
    }
  });
});

describe('a cursor', () => {
  it('stays in its place while clients come and go', async () => {
    const first = await found('sort=name:desc&take=1');
    expect(namesOf(first)).toEqual(['Ärger Desk']);
    const added = (await server.call('POST', '/clients', { name: 'Ärger later' })).json<{
      client_id: string;
    }>();
    const second = await found(`sort=name:desc&take=1&from=${first.next}`);
    expect(namesOf(second)).toEqual(['zebra']);
    await server.call('DELETE', `/clients/${added.client_id}`);
  });

  it.each(['sort=name&take=1&q=o', 'sort=name:desc&take=1&q=r', 'sort=name&take=1', 'take=1&q=r'])(
    'is of no use for another search: %s',
    async (other) => {
      const { next } = await found('sort=name&take=1&q=r');
      const answer = await search(`${other}&from=${next}`);
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        {
          statusCode: 400,
          error: 'Bad Request',
          message:
            "Query validation error: 'Not a cursor of this list' on property from (Cursor from which to continue).",
          errorCode: 'invalid_query_string',
        },
      ]);
    },
  );
});

it.each([
  ['sort=age', 'sort'],
  ['take=0', 'take'],
  ['q=', 'q'],
  ['method=password', 'method'],
  ['created_from=yesterday', 'created_from'],
  ['updated_to=2027-13-01', 'updated_to'],
  ['fields=nothing', 'fields'],
  ['metadata.a=%00', 'metadata'],
])('%s is refused', async (query, property) => {
  const answer = await search(query);
  expect([answer.statusCode, answer.json<{ message: string }>().message]).toEqual([
    400,
    expect.stringContaining(`on property ${property}`),
  ]);
});

it.each(['POST', 'PATCH', 'PUT', 'DELETE'] as const)(
  '%s of a search is no request about a client',
  async (method) => {
    for (const path of ['/clients/search', '/resource-servers/search']) {
      const answer = await server.call(method, path);
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  },
);
