import {
  type Client,
  type ClientsManager,
  iterate,
  ManagementClient,
  type Middleware,
  rateLimiter,
  type StoredToken,
} from '@clientele/sdk';
import { expect, expectTypeOf } from 'vitest';
import { type Section, sdkOnly } from './rule.js';
import { refused, silence, stub } from './stub.js';

const onRealServers = {
  file: 'test/contract/sdk-on-server/sdk-on-server.test.ts',
  test: 'every method of the SDK does over %s what it says',
};
const bySecret = { clientId: 'c1', clientSecret: 'secret' };
const tokenOr = (json: unknown) => (request: { url: string }) => ({
  json: request.url.endsWith('/oauth/token') ? { access_token: 'T', expires_in: 60 } : json,
});

/** What users of auth0 asked for, each as it is here. */
export const wishes: Section = {
  title: 'What users ask for',
  rules: [
    {
      says: 'Plain http, and any base URL: `baseUrl`.',
      server: onRealServers,
      async stub() {
        const { fetch, sent } = stub({ json: [] });
        const baseUrl = 'http://127.0.0.1:4600';
        await new ManagementClient({ baseUrl, token: 'T', fetch }).clients.getAll();
        expect(sent[0]?.url).toBe('http://127.0.0.1:4600/api/v2/clients');
      },
    },
    {
      says: 'A `fetch` and a `dispatcher` of one’s own, for calls and for token requests alike.',
      server: { file: 'test/sdk-docs/examples.test.ts', test: 'run as they stand, and end' },
      async stub() {
        const { management, sent } = stub(tokenOr([]), { ...bySecret, dispatcher: {} });
        await management.clients.getAll();
        expect(sent.map(({ init }) => init.dispatcher)).toEqual([{}, {}]);
      },
    },
    {
      says: 'Middlewares are honoured, and `onAttempt` sees each attempt with its number, answer and delay.',
      async server({ server, fetch }) {
        const seen: unknown[] = [];
        const middleware: Middleware[] = [
          { onAttempt: ({ attempts, response }) => void seen.push([attempts, response?.status]) },
        ];
        const token = server.admin;
        const on = new ManagementClient({ domain: 'id.example.com', token, fetch, middleware });
        await on.clients.getAll();
        expect(seen).toEqual([[1, 200]]);
      },
      async stub() {
        const seen: unknown[] = [];
        const middleware: Middleware[] = [
          {
            onAttempt: ({ attempts, response, delay }) =>
              void seen.push([attempts, response?.status, typeof delay]),
          },
        ];
        const { management } = stub((_, count) => (count === 1 ? { status: 429 } : {}), { middleware });
        await management.clients.delete({ client_id: 'c1' });
        expect(seen).toEqual([
          [1, 429, 'number'],
          [2, 200, 'undefined'],
        ]);
      },
    },
    {
      says: 'A proxy: `dispatcher`, or the environment’s.',
      server: { file: 'test/sdk-docs/examples.test.ts', test: 'run as they stand, and end' },
      async stub() {
        const { management, sent } = stub({ json: [] }, { agent: { a: 1 } });
        await management.clients.getAll();
        expect(sent[0]?.init.dispatcher).toEqual({ a: 1 });
      },
    },
    {
      says: 'Workers, edges and browsers: nothing but `fetch` and Web Crypto is used.',
      server: {
        file: 'test/browser/sdk-in-page.test.ts',
        test: 'reads and changes the registry, where the origin is named',
      },
      stub: { file: 'packages/sdk/test/platforms/vm.test.ts', test: 'the context has no globals of Node' },
    },
    {
      says: 'Lists are walked by `for await`, by checkpoint or by page, without a request too many.',
      async server({ admin: { clients }, made }) {
        const wanted = [];
        for (const _ of [1, 2, 3]) wanted.push((await made()).client_id);
        const client_ids = wanted.join();
        const walks = [
          iterate(clients, { client_ids, take: 2 }),
          iterate(clients, { client_ids, per_page: 2 }),
        ];
        for (const walk of walks) {
          const seen = [];
          for await (const { client_id } of walk) seen.push(client_id);
          expect(seen.sort()).toEqual([...wanted].sort());
        }
      },
      async stub() {
        const { management, sent } = stub({ json: { clients: [{ client_id: 'c1', name: 'One' }] } });
        for await (const { name } of iterate(management.clients)) expect(name).toBe('One');
        expect(sent).toHaveLength(1);
      },
    },
    {
      says: 'Types per form of a list; parameters that contradict each other do not compile.',
      server: sdkOnly('types, which the compiler checks with this test'),
      async stub() {
        const { management } = stub({ json: { clients: [], total: 0 } });
        const { data } = await management.clients.getAll({ include_totals: true });
        expectTypeOf(data.total).toEqualTypeOf<number>();
        // @ts-expect-error A checkpoint list has no pages.
        await management.clients.getAll({ take: 1, page: 1 });
        // @ts-expect-error There is no such parameter.
        await management.clients.getAll({ per_pgae: 1 });
      },
    },
    {
      says: '`Retry-After` and the rate limit are heeded, told on results and errors, and a limiter can space the calls.',
      server: {
        file: 'packages/server/test/management/rate-limit.test.ts',
        test: 'is told on every answer, also on refusals',
      },
      async stub() {
        const middleware = [rateLimiter({ requestsPerSecond: 20 })];
        const { management, sent } = stub({ json: [] }, { middleware });
        const begun = performance.now();
        await Promise.all([management.clients.getAll(), management.clients.getAll()]);
        expect(sent).toHaveLength(2);
        expect(performance.now() - begun).toBeGreaterThan(40);
      },
    },
    {
      says: 'Errors say whether time was up, the caller stopped, or the network failed; all name method, path and attempts, and none a secret.',
      server: sdkOnly('it tells of what happened on this side'),
      async stub() {
        const late = stub({}, { fetch: silence, timeoutDuration: 10 });
        const offline = stub(() => Promise.reject(new Error('offline')));
        for (const [{ management }, name] of [
          [late, 'TimeoutError'],
          [offline, 'FetchError'],
        ] as const)
          expect(await refused(management.clients.getAll())).toMatchObject({
            name,
            method: 'GET',
            path: '/clients',
            attempts: 1,
          });
      },
    },
    {
      says: 'Token requests have the `timeoutDuration` of calls.',
      server: sdkOnly('it tells of what happened on this side'),
      async stub() {
        const { management } = stub({}, { ...bySecret, fetch: silence, timeoutDuration: 10 });
        expect(await refused(management.clients.getAll())).toMatchObject({
          name: 'TimeoutError',
          path: expect.stringContaining('/oauth/token'),
        });
      },
    },
    {
      says: 'Tokens are shared between processes by a `tokenStore`; a token that is refused is renewed once.',
      async server({ made, fetch, server }) {
        const { client_id, client_secret = '' } = await made();
        const kept = new Map<string, StoredToken>();
        const tokenStore = {
          get: async (key: string) => kept.get(key),
          set: async (key: string, token: StoredToken) => kept.set(key, token),
        };
        const proof = { clientId: client_id, clientSecret: client_secret };
        const one = () => new ManagementClient({ domain: 'id.example.com', ...proof, fetch, tokenStore });
        server.log.length = 0;
        for (const _ of [1, 2]) expect((await one().clients.getAll({ take: 1 })).status).toBe(200);
        expect(kept.size).toBe(1);
        expect(JSON.stringify(server.log).split('"/oauth/token"').length).toBe(2);
      },
      async stub() {
        const kept = new Map<string, StoredToken>();
        const tokenStore = {
          get: async (key: string) => kept.get(key),
          set: async (key: string, token: StoredToken) => kept.set(key, token),
        };
        const first = stub(tokenOr([]), { ...bySecret, tokenStore });
        await first.management.clients.getAll();
        const second = stub(tokenOr([]), { ...bySecret, tokenStore });
        await second.management.clients.getAll();
        expect([first.sent.length, second.sent.length]).toEqual([2, 1]);
        expect(JSON.stringify([...kept.keys()])).not.toContain('secret');
      },
    },
    {
      says: 'Only what the server always sends is required in a type, and `fields` narrows it.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { data } = await clients.get({ client_id, fields: 'name,callbacks' });
        expectTypeOf(data.name).toEqualTypeOf<string>();
        expect(Object.keys(data)).toEqual(['name']);
      },
      async stub() {
        expectTypeOf<Client['callbacks']>().toEqualTypeOf<string[] | undefined>();
        const { management } = stub();
        const { data } = await management.clients.get({ client_id: 'c1', fields: 'name' });
        // @ts-expect-error It was not asked for.
        expect(data.callbacks).toBeUndefined();
      },
    },
    {
      says: '`client_ids` is a filter that the server knows.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { data } = await clients.getAll({ client_ids: client_id });
        expect(data.map((client) => client.client_id)).toEqual([client_id]);
      },
      async stub() {
        const { management, lines } = stub({ json: [] });
        await management.clients.getAll({ client_ids: 'c1,c2' });
        expect(lines()).toEqual(['GET /clients?client_ids=c1%2Cc2']);
      },
    },
    {
      says: 'It compiles without the `dom` library and without the types of Node.',
      server: sdkOnly('the compiler says so'),
      stub: {
        file: 'test/contract/types/consumers.test.ts',
        test: 'no file of models names a type of the DOM or Node',
      },
    },
    {
      says: 'A small entry without side effects, for `import` and for `require`, which loads fast and brings no package.',
      server: sdkOnly('the package says so'),
      stub: { file: 'test/package/sdk.test.ts', test: 'nothing is installed beside it' },
    },
    {
      says: 'Managers and their methods can be stubbed by their types.',
      server: sdkOnly('types, which the compiler checks with this test'),
      async stub() {
        const nameOf = async (clients: Pick<ClientsManager, 'get'>) =>
          (await clients.get({ client_id: 'c1' })).data.name;
        const { management } = stub({ json: { client_id: 'c1', name: 'One' } });
        expect(await nameOf(management.clients)).toBe('One');
      },
    },
    {
      says: 'No timer and no listener keeps a process alive.',
      server: sdkOnly('it is about the process of the caller'),
      stub: {
        file: 'packages/sdk/test/process/exit.test.ts',
        test: 'a connection that is refused',
      },
    },
  ],
};

/** What a program that was written for auth0 4 can rely on. */
export const kept: Section = {
  title: 'What stays, and what is better',
  rules: [
    {
      says: 'Names of methods, order of arguments, own properties of results and errors, verb, path and order of the query, three retries of 429, ten seconds, bearer and telemetry, a shared token with ten seconds to spare, and `FetchError` with `cause` are those of auth0 4.',
      server: onRealServers,
      stub: {
        file: 'packages/sdk/test/contract/clients.test.ts',
        test: 'makes exactly one request, with its token',
      },
    },
    {
      says: 'Better without breaking a caller: waits as long as `Retry-After`, a timeout for the body, ids that cannot lead astray, a `Headers` instance that counts, a signal beside the timeout, a readable error for what is not JSON, more properties on errors.',
      server: sdkOnly('the rows above show each'),
      async stub() {
        const { management, sent } = stub({ text: '<html>' });
        const error = await refused(
          management.clients.getAll({}, { headers: new Headers({ 'X-A': '1' }) as never }),
        );
        expect(error).toMatchObject({ name: 'InvalidResponseError', path: '/clients', attempts: 1 });
        expect(sent[0]?.headers['x-a']).toBe('1');
      },
    },
  ],
};
