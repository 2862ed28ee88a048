import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  for (let n = 0; n < 6; n += 1) {
    server.clock.now += 1;
    const { client_id } = (await server.call('POST', '/clients', { name: `c${n}` })).json();
    const identifier = `https://api-${n}.example/`;
    await server.call('POST', '/resource-servers', { identifier });
    await server.call('POST', '/client-grants', { client_id, audience: identifier, scope: [] });
    await server.call('POST', '/connections', { name: `connection-${n}`, strategy: 'auth0' });
  }
});
afterAll(() => server.close());

/** The pages that an answer points to: their queries, by relation. */
async function linksOf(path: string): Promise<Record<string, string>> {
  return linksIn(path, await server.call('GET', path));
}

type Answer = Awaited<ReturnType<TestServer['call']>>;

function linksIn(path: string, { headers }: Answer): Record<string, string> {
  const [pathname = ''] = path.split('?');
  const base = `${server.tenant.issuer}api/v2${pathname}?`;
  const links = String(headers.link ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g);
  return Object.fromEntries(
    [...links].map(([, href = '', relation = '']) => {
      expect(href.startsWith(base)).toBe(true);
      return [relation, href.slice(base.length)];
    }),
  );
}

describe.each(['/clients', '/resource-servers', '/client-grants', '/connections'])('a list of %s', (path) => {
  it('points to its first and its next page', async () => {
    expect(await linksOf(`${path}?per_page=2&page=1`)).toEqual({
      first: 'per_page=2&page=0',
      next: 'per_page=2&page=2',
    });
  });

  it('points to its last page where the total is asked for', async () => {
    const { total } = (await server.call('GET', `${path}?include_totals=true`)).json();
    const last = Math.ceil(total / 2) - 1;
    expect(await linksOf(`${path}?include_totals=true&per_page=2`)).toEqual({
      first: 'include_totals=true&per_page=2&page=0',
      next: 'include_totals=true&per_page=2&page=1',
      last: `include_totals=true&per_page=2&page=${last}`,
    });
  });

  it('points to its last page where that is shown', async () => {
    expect(await linksOf(path)).toEqual({ first: 'page=0&per_page=50', last: 'page=0&per_page=50' });
  });

  it('points nowhere beyond its end', async () => {
    expect(await linksOf(`${path}?page=9`)).toEqual({ first: 'page=0&per_page=50' });
    expect(await linksOf(`${path}?per_page=0`)).toEqual({});
  });

  it('points from one checkpoint to the next, which answers the rest', async () => {
    const answer = await server.call('GET', `${path}?take=4`);
    const { next } = answer.json();
    const links = linksIn(path, answer);
    expect(links).toEqual({ first: 'take=4', next: `take=4&from=${encodeURIComponent(next)}` });
    expect((await server.call('GET', `${path}?${links.next}`)).statusCode).toBe(200);
    expect(await linksOf(`${path}?take=100`)).toEqual({ first: 'take=100' });
  });
});

it('a list keeps its filters where it points, whatever they are', async () => {
  expect(await linksOf('/clients?app_type=spa&fields=name,client_id')).toEqual({
    first: 'app_type=spa&fields=name%2Cclient_id&page=0&per_page=50',
    last: 'app_type=spa&fields=name%2Cclient_id&page=0&per_page=50',
  });
  expect(await linksOf('/connections?name=%3E%3B%20rel%3D%22x%22')).toEqual({
    first: 'name=%3E%3B+rel%3D%22x%22&page=0&per_page=50',
    last: 'name=%3E%3B+rel%3D%22x%22&page=0&per_page=50',
  });
});

describe('the log', () => {
  it('points to its pages, as far as they reach', async () => {
    expect(await linksOf('/logs?per_page=2&page=1')).toEqual({
      first: 'per_page=2&page=0',
      next: 'per_page=2&page=2',
    });
    const { total } = (await server.call('GET', '/logs?per_page=1&include_totals=true')).json();
    expect(await linksOf('/logs?per_page=5&include_totals=true')).toEqual({
      first: 'per_page=5&include_totals=true&page=0',
      next: 'per_page=5&include_totals=true&page=1',
      last: `per_page=5&include_totals=true&page=${Math.ceil(total / 5) - 1}`,
    });
    expect(await linksOf('/logs?per_page=100')).toEqual({
      first: 'per_page=100&page=0',
      last: 'per_page=100&page=0',
    });
  });

  it('points from one entry on', async () => {
    const read = (await server.call('GET', '/logs?take=3')).json();
    expect(await linksOf('/logs?take=3')).toEqual({
      first: 'take=3',
      next: `take=3&from=${read[2].log_id}`,
    });
    expect(await linksOf('/logs?take=100')).toEqual({ first: 'take=100' });
  });
});
