import { type ApiResponse, ClientsManager, iterate, type ManagementClient, pages } from '@clientele/sdk';
import { expect } from 'vitest';
import { credentialOf, first } from './on-server.js';
import { type Cited, type Rule, type Section, sdkOnly, serverOnly } from './rule.js';
import { inNoTime, refusal, refused, stub } from './stub.js';

/** The unmodified packages, each in its majors, drive a server of this repository. */
const drivenByThem: Cited = {
  file: 'test/contract/compatibility/compatibility.test.ts',
  test: 'does everything that it offers, and is refused what Clientele does not have',
};
const notOurs = serverOnly('it is the other package that is used');

const id = { client_id: 'c1' };
const both = { client_id: 'c1', credential_id: 'cred_1' };

/** What auth0 5 to 7 call otherwise, and what it is here. */
const renamed = (
  theirs: string,
  ours: string,
  line: string,
  call: (management: ManagementClient) => Promise<ApiResponse<unknown>>,
): Rule => ({
  says: `\`${theirs}\` of auth0 5 to 7 is \`${ours}\` here; the server answers both.`,
  server: drivenByThem,
  async stub() {
    const { management, lines } = stub({ json: [] });
    await call(management);
    expect(lines()).toEqual([line]);
  },
});

/** Programs for the later majors. */
export const laterMajors: Section = {
  title: 'Beside auth0 5, 6 and 7',
  rules: [
    {
      says: '`clients.list(p)`, a page with an iterator, is `iterate(clients, p)` or `pages(clients, p)` here; the server answers the totals that theirs always asks for.',
      server: drivenByThem,
      async stub() {
        const { management, lines } = stub((_, count) => ({
          json: { clients: [{ client_id: `c${count}` }], ...(count === 1 && { next: 'there' }) },
        }));
        const seen = [];
        for await (const client of iterate(management.clients, { is_first_party: true }))
          seen.push(client.client_id);
        expect(seen).toEqual(['c1', 'c2']);
        expect(lines()).toHaveLength(2);
      },
    },
    renamed('clients.get(id)', 'clients.get({ client_id })', 'GET /clients/c1', ({ clients }) =>
      clients.get(id),
    ),
    renamed('clients.create(body)', 'clients.create(body)', 'POST /clients', ({ clients }) =>
      clients.create({ name: 'One' }),
    ),
    renamed(
      'clients.update(id, body)',
      'clients.update({ client_id }, body)',
      'PATCH /clients/c1',
      ({ clients }) => clients.update(id, { name: 'Two' }),
    ),
    renamed('clients.delete(id)', 'clients.delete({ client_id })', 'DELETE /clients/c1', ({ clients }) =>
      clients.delete(id),
    ),
    renamed(
      'clients.rotateSecret(id)',
      'clients.rotateClientSecret({ client_id })',
      'POST /clients/c1/rotate-secret',
      ({ clients }) => clients.rotateClientSecret(id),
    ),
    renamed(
      'clients.credentials.list(id)',
      'clients.getCredentials({ client_id })',
      'GET /clients/c1/credentials',
      ({ clients }) => clients.getCredentials(id),
    ),
    renamed(
      'clients.credentials.create(id, body)',
      'clients.createCredential({ client_id }, body)',
      'POST /clients/c1/credentials',
      ({ clients }) => clients.createCredential(id, credentialOf(first)),
    ),
    renamed(
      'clients.credentials.get(id, credentialId)',
      'clients.getCredential({ client_id, credential_id })',
      'GET /clients/c1/credentials/cred_1',
      ({ clients }) => clients.getCredential(both),
    ),
    renamed(
      'clients.credentials.update(id, credentialId, body)',
      'clients.updateCredential({ client_id, credential_id }, body)',
      'PATCH /clients/c1/credentials/cred_1',
      ({ clients }) => clients.updateCredential(both, { expires_at: null }),
    ),
    renamed(
      'clients.credentials.delete(id, credentialId)',
      'clients.deleteCredential({ client_id, credential_id })',
      'DELETE /clients/c1/credentials/cred_1',
      ({ clients }) => clients.deleteCredential(both),
    ),
    renamed(
      'clients.connections.get(id, p)',
      'clients.getEnabledConnections({ client_id, … })',
      'GET /clients/c1/connections?take=50',
      ({ clients }) => clients.getEnabledConnections({ ...id, take: 50 }),
    ),
    {
      says: '`previewCimdMetadata` and `registerCimdClient` have no counterpart: the server answers 501, as for all that it knows but does not have.',
      async server({ admin, server }) {
        const answer = await server.call('POST', '/clients/cimd/preview', {
          external_client_id: 'https://a.example/',
        });
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect(admin.clients).not.toHaveProperty('previewCimdMetadata');
      },
      stub: serverOnly('the SDK has no such method'),
    },
    {
      says: 'Every result has `data` beside `status` and `headers`; no second method is needed to see them.',
      async server({ admin: { clients } }) {
        const { data, status, headers } = await clients.getAll({ take: 1 });
        expect([data.clients.length, status, headers.get('x-request-id')?.length]).toEqual([
          1,
          200,
          expect.any(Number),
        ]);
      },
      async stub() {
        const { management } = stub({ json: [], headers: { 'x-request-id': 'r1' } });
        expect((await management.clients.getAll()).headers.get('x-request-id')).toBe('r1');
      },
    },
    {
      says: 'A page never changes, a walk can be made twice, and no page is asked for that would be empty.',
      async server({ admin: { clients }, made }) {
        const wanted = [];
        for (const _ of [1, 2, 3]) wanted.push((await made()).client_id);
        const client_ids = wanted.join();
        const walk = async () => {
          const sizes = [];
          for await (const page of pages(clients, { client_ids, per_page: 2 })) sizes.push(page.items.length);
          return sizes;
        };
        expect([await walk(), await walk()]).toEqual([
          [2, 1],
          [2, 1],
        ]);
      },
      async stub() {
        const { management, lines } = stub(({ line }) => {
          const page = Number(/[?&]page=(\d)/.exec(line)?.[1]);
          return { json: { start: page * 2, limit: 2, total: 4, clients: [{ client_id: `c${page}` }, {}] } };
        });
        const kept = [];
        for await (const page of pages(management.clients, { per_page: 2 })) kept.push(page);
        expect(kept.map(({ items }) => items[0]?.client_id)).toEqual(['c0', 'c1']);
        expect(lines()).toHaveLength(2);
      },
    },
    {
      says: 'Their retries repeat POSTs after 408, 429 and every 5xx; here only what the caller names is repeated, so a secret is not rotated twice by itself.',
      server: drivenByThem,
      async stub() {
        for (const status of [408, 500, 502, 503, 504]) {
          const { management, sent } = stub({ status });
          await refused(management.clients.rotateClientSecret(id));
          expect(sent).toHaveLength(1);
        }
      },
    },
    {
      says: 'One class, `ManagementApiError`, tells every refusal of the API by `statusCode` and `errorCode`, where theirs have a class per status for some methods.',
      async server({ admin: { clients } }) {
        expect(await refused(clients.get({ client_id: 'unknown' }))).toMatchObject({
          name: 'ManagementApiError',
          statusCode: 404,
          errorCode: 'inexistent_client',
        });
      },
      async stub() {
        for (const status of [400, 401, 402, 403, 404, 409, 410, 412, 413, 429, 500, 503]) {
          const { management } = stub(refusal(status, 'some_code'), { retry: { enabled: false } });
          expect(await refused(management.clients.getAll())).toMatchObject({
            name: 'ManagementApiError',
            statusCode: status,
          });
        }
      },
    },
    {
      says: 'What theirs let pass is an error here: a success that is not JSON, a 304, an id that is undefined.',
      server: sdkOnly('the server does none of this'),
      async stub() {
        for (const reply of [{ text: '<html>' }, { status: 304 }]) {
          const { management } = stub(reply);
          expect(await refused(management.clients.getAll())).toBeInstanceOf(Error);
        }
        const { management, sent } = stub();
        expect(await refused(management.clients.get({} as never))).toMatchObject({ name: 'RequiredError' });
        expect(sent).toEqual([]);
      },
    },
    {
      says: 'A program that uses one manager imports and makes one, with a token of its own: a sub-path for it is not needed.',
      server: drivenByThem,
      async stub() {
        const { fetch, sent } = stub({ json: [] });
        const headers = { authorization: 'Bearer OWN' };
        const alone = new ClientsManager({ baseUrl: 'https://stub.example/api/v2', headers, fetch });
        await alone.getAll();
        expect(sent[0]?.headers.authorization).toBe('Bearer OWN');
      },
    },
  ],
};

/** The unmodified packages, pointed at a server. */
export const pointed: Section = {
  title: 'auth0 itself against a local server',
  rules: [
    {
      says: 'auth0 4, `ManagementClient`: by https with `domain: "localhost:<port>"`, by http with a `fetch` that replaces the origin.',
      server: drivenByThem,
      stub: notOurs,
    },
    {
      says: 'auth0 5 to 7, `ManagementClient`: by https with `domain: "localhost:<port>"`.',
      server: drivenByThem,
      stub: notOurs,
    },
    {
      says: 'The token request goes to the same origin, `/oauth/token`, for the audience `https://localhost:<port>/api/v2/`, and an assertion to the audience `https://localhost:<port>/`.',
      server: drivenByThem,
      stub: notOurs,
    },
    {
      says: 'Their Node trusts the certificate by `NODE_EXTRA_CA_CERTS`, which is read when a process starts.',
      server: drivenByThem,
      stub: notOurs,
    },
  ],
};

const knownCases: Cited = {
  file: 'packages/sdk/test/contract/clients.test.ts',
  test: "describe('the manager'",
};

/** What their own tests ask for. */
export const theirTests: Section = {
  title: 'What the tests of auth0 ask for',
  rules: [
    {
      says: 'The cases of auth0 4: twelve methods, one request each with verb, path and token, every query parameter verbatim, bodies unchanged, `data` as answered, a 500 that rejects at once, `RequiredError` without an id.',
      server: sdkOnly('their tests replace the network'),
      stub: knownCases,
    },
    {
      says: '`fetch` is looked up no earlier than the manager is made, and what it answers need not be of the global classes.',
      server: sdkOnly('their tests replace the network'),
      async stub() {
        const headers = new Map([['x-a', '1']]);
        const answer = {
          ok: true,
          status: 200,
          statusText: '',
          url: '',
          headers,
          text: async () => '[{"client_id":"c1"}]',
          json: async () => [{ client_id: 'c1' }],
          arrayBuffer: async () => new ArrayBuffer(0),
          clone: () => answer,
        };
        const { management } = stub({}, { fetch: (async () => answer) as never });
        expect((await management.clients.getAll()).data).toEqual([{ client_id: 'c1' }]);
      },
    },
    {
      says: 'The eighty cases of auth0 5 to 7: every listed status of every operation, and a success of any status from 200 to 299.',
      server: sdkOnly('their tests replace the network'),
      stub: {
        file: 'packages/sdk/test/contract/wire-errors.test.ts',
        test: 'the cases are the eighty of the known generated client',
      },
    },
    {
      says: 'Their retry, timeout, middleware and telemetry cases, and those of tokens: kept, renewed ten seconds before the end, shared, not kept after a failure.',
      server: sdkOnly('their tests replace the network'),
      async stub() {
        const { management, sent } = stub((_, count) => (count < 4 ? { status: 429 } : { json: [] }));
        await inNoTime(() => management.clients.getAll());
        expect(sent).toHaveLength(4);
      },
    },
  ],
};
