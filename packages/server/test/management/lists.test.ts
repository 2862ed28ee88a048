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
    expect(idsOf(await list<{ client_id: string }[]>('')).slice(1)).toEqual(ids);
  });

  it('has totals where they are asked for', async () => {
    const page = await list('include_totals=true&per_page=3&page=1');
    expect(page).toMatchObject({ total: 8, start: 3, limit: 3 });
    expect(idsOf(page.clients)).toEqual(ids.slice(2, 5));
    expect(await list('include_totals=true&page=99')).toEqual({
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
    expect(await list<Page['clients']>('is_global=true')).toEqual([]);
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
