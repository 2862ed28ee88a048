import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
const ids: string[] = [];
beforeAll(async () => {
  server = await testServer();
  for (let n = 0; n < 7; n += 1) {
    server.clock.now += 1;
    const body = { name: `c${n}`, app_type: n % 2 === 0 ? 'spa' : 'native', is_first_party: n !== 3 };
    ids.push((await server.call('POST', '/clients', body)).json<{ client_id: string }>().client_id);
  }
});
afterAll(() => server.close());

interface Page {
  clients: { client_id: string }[];
  next?: string;
  total?: number;
}
const list = async <T = Page>(query: string) => (await server.call('GET', `/clients?${query}`)).json<T>();
const idsOf = (clients: { client_id: string }[]) => clients.map(({ client_id }) => client_id);

describe('a list of clients', () => {
  it('is a bare array, oldest first', async () => {
    expect(idsOf(await list<{ client_id: string }[]>('is_global=false')).slice(1)).toEqual(ids);
  });

  it('has totals where they are asked for', async () => {
    const page = await list('include_totals=true&per_page=3&page=1&is_global=false');
    expect(page).toMatchObject({ total: 8, start: 3, limit: 3 });
    expect(idsOf(page.clients)).toEqual(ids.slice(2, 5));
    expect(await list('include_totals=true&page=99&is_global=false')).toEqual({
      total: 8,
      start: 4950,
      limit: 50,
      clients: [],
    });
  });

  it('is filtered by app_type, first party and ids', async () => {
    expect(idsOf(await list<Page['clients']>('app_type=spa'))).toEqual(ids.filter((_, n) => n % 2 === 0));
    expect(await list<Page['clients']>('app_type=spa,native')).toHaveLength(7);
    expect(idsOf(await list<Page['clients']>('is_first_party=false'))).toEqual([ids[3]]);
    expect(idsOf(await list<Page['clients']>(`client_ids=${ids[5]},${ids[1]},nobody`))).toEqual([
      ids[1],
      ids[5],
    ]);
  });

  it('holds the global client, unless it is filtered out', async () => {
    const [global, ...others] = await list<Page['clients']>('is_global=true');
    expect(others).toEqual([]);
    expect(global).toMatchObject({ global: true, name: 'All Applications' });
    expect(idsOf(await list<Page['clients']>(''))).toContain(global?.client_id);
    expect(await list('include_totals=true')).toMatchObject({ total: 9 });
  });

  it.each([
    ['is_global=false', ['read:clients', 'read:client_keys']],
    ['is_first_party=false', ['read:clients', 'read:client_keys']],
    ['external_client_id=https://elsewhere.example/', ['read:clients', 'read:client_keys']],
    ['q=client_grant.allow_any_organization:true&take=5', ['read:client_grants']],
  ])(
    '92: %s tells nothing to who may not see what it asks for: 403 names the scope',
    async (query, scopes) => {
      const answerTo = async (...held: string[]) =>
        server.call('GET', `/clients?${query}`, undefined, { token: await server.tokenWith(...held) });
      for (const held of ['read:client_summary', 'read:client_credentials'])
        expect((await answerTo(held)).json()).toEqual({
          statusCode: 403,
          error: 'Forbidden',
          errorCode: 'insufficient_scope',
          message: `Insufficient scope, expected any of: ${scopes.join(', ')}`,
        });
      for (const scope of scopes) expect((await answerTo('read:client_summary', scope)).statusCode).toBe(200);
      expect((await answerTo('read:client_summary', ...scopes)).statusCode).toBe(200);
    },
  );

  it('92: may be filtered by whoever sees the clients by type and id', async () => {
    const token = await server.tokenWith('read:client_summary');
    const filtered = await server.call('GET', `/clients?app_type=spa&client_ids=${ids[0]}`, undefined, {
      token,
    });
    expect(filtered.json()).toHaveLength(1);
  });

  it('is found by external id', async () => {
    const client = await server.tenant.storage.clients.find(ids[0] ?? '');
    if (!client) throw new Error('the client is there');
    const external = 'https://app.example.com/client.json';
    await server.tenant.storage.change({}, ({ clients }) =>
      clients.update(client.client_id, (current) => ({
        client: { ...current, external_client_id: external },
      })),
    );
    const path = `external_client_id=${encodeURIComponent(external)}`;
    expect(idsOf(await list<Page['clients']>(path))).toEqual([ids[0]]);
    expect(await list<Page['clients']>('external_client_id=other')).toEqual([]);
  });

  it('is asked by q for the grants that clients have', async () => {
    const api = { identifier: 'https://orders.example.com/', scopes: [{ value: 'read:orders' }] };
    await server.call('POST', '/resource-servers', api);
    await server.call('POST', '/client-grants', {
      client_id: ids[2],
      audience: api.identifier,
      scope: [],
      organization_usage: 'allow',
      allow_any_organization: true,
    });
    const any = await list('take=10&q=client_grant.allow_any_organization%3Atrue');
    expect(idsOf(any.clients)).toEqual([ids[2]]);
    expect(await list('take=10&q=client_grant.organization_id%3Aorg_abc')).toEqual({ clients: [] });
  });

  it.each([
    ['q=client_grant.allow_any_organization:true', 'Needs checkpoint paging: take or from'],
    ['take=5&q=client_grant.allow_any_organization:true&app_type=spa', 'Cannot be combined with app_type'],
    ['take=5&q=client_grant.allow_any_organization:true&is_global=true', 'Cannot be combined with is_global'],
    [
      'take=5&q=name:x',
      'Not understood: name:x; expected client_grant.organization_id:<organization id> or client_grant.allow_any_organization:true',
    ],
  ])('refuses %s', async (query, rule) => {
    expect(await list(query)).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: `Query validation error: '${rule}' on property q.`,
      errorCode: 'invalid_query_string',
    });
  });

  it('does not name the subject of certificates', async () => {
    const single = (await server.call('GET', `/clients/${ids[0]}`)).json();
    expect(single).toMatchObject({ signing_keys: [{ subject: '/CN=id.example.com' }] });
    const [listed] = await list<object[]>(`client_ids=${ids[0]}`);
    expect(listed).toMatchObject({ signing_keys: [{ subject: 'deprecated' }] });
  });

  it('is walked by cursors, which neither repeat nor skip while clients come and go', async () => {
    const seen: string[] = [];
    let page = await list(`take=3&client_ids=${ids.join(',')}`);
    seen.push(...idsOf(page.clients));
    await server.call('DELETE', `/clients/${ids[1]}`);
    while (page.next !== undefined) {
      page = await list(`take=2&from=${page.next}&client_ids=${ids.join(',')}`);
      seen.push(...idsOf(page.clients));
    }
    expect(seen).toEqual(ids);
    expect(page).not.toHaveProperty('total');
  });

  it('does not take the cursor of another list', async () => {
    const { next } = await list('take=2');
    expect((await server.call('GET', `/clients?take=2&from=${next}`)).statusCode).toBe(200);
    for (const path of [
      `/clients?from=${next}&app_type=spa`,
      `/client-grants?from=${next}`,
      `/clients?from=${next}x`,
    ])
      expect((await server.call('GET', path)).json()).toMatchObject({
        statusCode: 400,
        errorCode: 'invalid_query_string',
      });
  });
});
