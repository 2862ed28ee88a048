import { afterEach, describe, expect, it } from 'vitest';
import { sourceShares } from '../../src/oauth/source-shares.js';
import { audience, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
afterEach(() => server?.close());

interface Client {
  client_id: string;
  client_secret: string;
}

async function clients(count: number): Promise<Client[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const client: Client = (await server.call('POST', '/clients', { name: `Robot ${n}` })).json();
      await server.call('POST', '/client-grants', { client_id: client.client_id, audience, scope: [] });
      return client;
    }),
  );
}

/** Token requests of some clients in turn. */
async function ask(times: number, remoteAddress: string, of: Client[], headers = {}): Promise<void> {
  for (let n = 0; n < times; n += of.length)
    await Promise.all(
      of.map(({ client_id, client_secret }) =>
        server.inject({
          method: 'POST',
          url: '/oauth/token',
          remoteAddress,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          payload: new URLSearchParams({
            grant_type: 'client_credentials',
            audience,
            client_id,
            client_secret,
          }).toString(),
        }),
      ),
    );
}

const lines = (pattern: RegExp) => server.log.filter(({ msg }) => pattern.test(String(msg)));

/** What is said of so many token requests. */
function watched() {
  const said: unknown[] = [];
  const clock = { now: 1_800_000_000_000 };
  const shares = sourceShares({ warn: (facts: unknown) => void said.push(facts) }, () => clock.now);
  const note = (
    times: number,
    { ip, clients }: { ip: (n: number) => string; clients: number },
    headers = {},
  ) => {
    for (let n = 0; n < times; n += 1) shares.note({ ip: ip(n), headers }, `client-${n % clients}`);
  };
  return { said, clock, note };
}

describe('most token requests from one address', () => {
  const balancer = { ip: () => '192.0.2.7', clients: 25 };

  it('61: are told in the log where they are of many clients, once an hour', () => {
    const { said, clock, note } = watched();
    note(10_000, balancer, { 'x-forwarded-for': '198.51.100.1' });
    expect(said).toEqual([{ address: '192.0.2.7', share: 1, x_forwarded_for: true }]);
    clock.now += 3_600_000;
    note(10_000, balancer);
    expect(said).toHaveLength(2);
    expect(said[1]).toMatchObject({ x_forwarded_for: false });
  });

  it('61: are nothing to tell of where they are of a few clients, or come from many addresses', () => {
    const { said, note } = watched();
    note(10_000, { ...balancer, clients: 5 });
    note(10_000, { ip: (n) => `192.0.2.${n % 250}`, clients: 25 });
    expect(said).toEqual([]);
  });

  it('61: are counted by the token endpoint', async () => {
    server = await testServer({ now: 1_800_000_000_000, watchSources: true });
    await ask(2000, '192.0.2.7', await clients(25));
    expect(lines(/most token requests/)).toMatchObject([{ level: 40, address: '192.0.2.7' }]);
  });
});

it('61: a source that is locked out with all its clients is logged', async () => {
  server = await testServer({ now: 1_800_000_000_000, limits: { failedAuthenticationLimit: 3 } });
  for (let n = 0; n < 40; n += 1)
    await ask(1, '192.0.2.7', [{ client_id: `guess-${n}`, client_secret: 'x' }]);
  expect(lines(/all its token requests are refused/)).toMatchObject([{ level: 40, address: '192.0.2.7' }]);
});

describe('behind a trusted proxy', () => {
  const wrong = { client_id: 'guess', client_secret: 'x' };
  const from = (forwarded: string) => ask(1, '10.0.0.1', [wrong], { 'x-forwarded-for': forwarded });

  it.each([
    ['192.0.2.7:1', '192.0.2.7:2', '::ffff:192.0.2.7', '::ffff:c000:207', '[::ffff:192.0.2.7]:3'],
    ['2001:db8::1', '[2001:db8::2]:443', '2001:0DB8:0:0::3', '2001:db8::4%eth0', '2001:db8:0:0:1::'],
  ])('61: failures of one caller count together however it is written: %s', async (...spellings) => {
    server = await testServer({
      now: 1_800_000_000_000,
      limits: { failedAuthenticationLimit: 4 },
      trustedProxy: ['10.0.0.1'],
    });
    for (const spelling of spellings) await from(spelling);
    const statuses = () => lines(/^request$/).map(({ status }) => status);
    expect(statuses()).toEqual([401, 401, 401, 401, 429]);
    await from('192.0.2.8');
    expect(statuses().at(-1)).toBe(401);
  });
});
