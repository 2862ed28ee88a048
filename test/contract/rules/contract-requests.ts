import { JSONApiResponse, ManagementClient, type Middleware } from '@clientele/sdk';
import { expect } from 'vitest';
import { type Section, sdkOnly } from './rule.js';
import { inNoTime, refused, stub } from './stub.js';

const nothingSent = sdkOnly('nothing is sent');
const sameForServers = sdkOnly('what leaves the SDK; a server sees the same request');
const id = { client_id: 'c1' };

/** What hooks saw, in order. */
function notes() {
  const seen: string[] = [];
  const note = (text: string) => {
    seen.push(text);
    return undefined;
  };
  return { seen, note };
}

/** What happens between a call and its answer. */
export const requests: Section = {
  title: 'From the call to the answer',
  rules: [
    {
      says: 'An id that is null or undefined is a `RequiredError`, and nothing is sent.',
      server: nothingSent,
      async stub() {
        const { management, sent } = stub();
        for (const client_id of [null, undefined])
          expect(await refused(management.clients.get({ client_id } as never))).toMatchObject({
            name: 'RequiredError',
            field: 'client_id',
          });
        expect(sent).toEqual([]);
      },
    },
    {
      says: 'Ids are percent-encoded in paths; one that is empty, `.` or `..` would lead to another path, and is a `RequiredError`.',
      async server({ admin: { clients } }) {
        const strange = 'a/b?c#d é';
        expect(await refused(clients.get({ client_id: strange }))).toMatchObject({
          statusCode: 404,
          errorCode: 'inexistent_client',
        });
      },
      async stub() {
        const { management, lines } = stub();
        await management.clients.get({ client_id: 'a/b?c#d é' });
        expect(lines()).toEqual(['GET /clients/a%2Fb%3Fc%23d%20%C3%A9']);
        for (const client_id of ['', '.', '..'])
          expect(await refused(management.clients.delete({ client_id }))).toMatchObject({
            name: 'RequiredError',
          });
        expect(lines()).toHaveLength(1);
      },
    },
    {
      says: 'In a query undefined is left out, null becomes the text `null`, a list repeats its key, an empty list and unknown names are left out, and without any there is no `?`.',
      async server({ admin: { clients } }) {
        const parameters = { app_type: undefined, unknown: 1, fields: 'name' } as object;
        expect((await clients.getAll(parameters)).status).toBe(200);
      },
      async stub() {
        const { management, lines } = stub({ json: [] });
        await management.clients.getAll({ app_type: undefined, unknown: 1 } as object);
        await management.clients.getAll({ app_type: null } as object);
        await management.clients.getEnabledConnections({ ...id, strategy: [] });
        await management.clients.getEnabledConnections({ ...id, strategy: ['auth0', 'oidc'] });
        expect(lines()).toEqual([
          'GET /clients',
          'GET /clients?app_type=null',
          'GET /clients/c1/connections',
          'GET /clients/c1/connections?strategy=auth0&strategy=oidc',
        ]);
      },
    },
    {
      says: 'Headers of the options are sent with every request, those of the method after them; `content-type` only with a body, and then also beside headers of an override, unless these name it.',
      server: sameForServers,
      async stub() {
        const { management, sent } = stub({}, { headers: { 'X-Own': '1' } });
        await management.clients.create({ name: 'One' });
        await management.clients.rotateClientSecret(id);
        expect(sent.map(({ headers }) => [headers['x-own'], headers['content-type']])).toEqual([
          ['1', 'application/json'],
          ['1', undefined],
        ]);
        await management.clients.create({ name: 'One' }, { headers: { 'x-trace': '1' } });
        await management.clients.create({ name: 'One' }, { headers: { 'Content-Type': 'text/x' } });
        expect(sent.slice(2).map(({ headers }) => headers['content-type'])).toEqual([
          'application/json',
          'text/x',
        ]);
      },
    },
    {
      says: '`initOverrides` is an object, or a function of `{ init, context }` that may be async; what it gives replaces that part of the request, and headers may be a `Headers` instance.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const body = async () => ({ body: { description: 'by the override' } });
        const { data } = await clients.update({ client_id }, { description: 'by the call' }, body);
        expect(data.description).toBe('by the override');
      },
      async stub() {
        const { management, sent } = stub();
        let seen: unknown;
        await management.clients.create({ name: 'One' }, async ({ init, context }) => {
          seen = [context.method, context.path, context.body];
          return { headers: { ...init.headers, 'x-trace': '1' } };
        });
        expect(seen).toEqual(['POST', '/clients', { name: 'One' }]);
        await management.clients.getAll({}, { headers: new Headers({ 'X-Trace': '2' }) as never });
        await management.clients.getAll({}, { method: 'HEAD' } as never);
        expect(sent.map(({ headers }) => headers['x-trace'])).toEqual(['1', '2', undefined]);
        expect(sent[0]?.headers['content-type']).toBe('application/json');
        expect(sent[2]?.method).toBe('HEAD');
      },
    },
    {
      says: 'A body is JSON, made after the override; `FormData`, `URLSearchParams` and `Blob` go as they are.',
      async server({ admin: { clients } }) {
        const { data } = await clients.create({ name: 'é ☃' });
        expect(data.name).toBe('é ☃');
      },
      async stub() {
        const { management, sent } = stub();
        const form = new URLSearchParams({ a: 'b' });
        for (const body of [{ name: 'Two' }, form, new Blob(['x']), new FormData()])
          await management.clients.create({ name: 'One' }, { body } as never);
        expect(sent[0]?.body).toBe('{"name":"Two"}');
        expect(sent[1]?.body).toBe(form);
        expect(sent[2]?.body).toBeInstanceOf(Blob);
        expect(sent[3]?.body).toBeInstanceOf(FormData);
      },
    },
    {
      says: 'Middlewares run once per call: `pre` before it, token and telemetry first; `post` after a status from 200 to 299, `onError` after any other or none.',
      async server({ server, fetch }) {
        const { seen, note } = notes();
        const middleware: Middleware[] = [
          {
            pre: ({ init }) => note(`pre ${'authorization' in (init.headers as object)}`),
            post: ({ response }) => note(`post ${response.status}`),
            onError: ({ response }) => note(`onError ${response?.status}`),
          },
        ];
        const token = server.admin;
        const { clients } = new ManagementClient({ domain: 'id.example.com', token, fetch, middleware });
        await clients.getAll();
        await refused(clients.get({ client_id: 'unknown' }));
        expect(seen).toEqual(['pre true', 'post 200', 'pre true', 'onError 404']);
      },
      async stub() {
        const { seen, note } = notes();
        const middleware: Middleware[] = ['a', 'b'].map((name) => ({
          pre: () => note(`${name} pre`),
          post: () => note(`${name} post`),
          onError: ({ error }) => note(`${name} onError ${error}`),
        }));
        const { management } = stub({}, { middleware });
        await management.clients.getAll();
        expect(seen).toEqual(['a pre', 'b pre', 'a post', 'b post']);
        seen.length = 0;
        const failing = stub(() => Promise.reject(new Error('offline')), { middleware });
        await refused(failing.management.clients.getAll());
        expect(seen.map((text) => text.replace(/(onError).*/, '$1'))).toEqual([
          'a pre',
          'b pre',
          'a onError',
          'b onError',
        ]);
      },
    },
    {
      says: 'Retries are between `pre` and the others.',
      server: sameForServers,
      async stub() {
        const { seen, note } = notes();
        const middleware: Middleware[] = [{ pre: () => note('pre') }];
        const retry = { retryWhen: [503], maxRetries: 1 };
        const { management, sent } = stub((_, count) => (count === 1 ? { status: 503 } : {}), {
          middleware,
          retry,
        });
        await inNoTime(() => management.clients.getAll());
        expect([seen.length, sent.length]).toEqual([1, 2]);
      },
    },
    {
      says: 'A status from 200 to 299 resolves; everything else rejects, 304 and redirects too, which are not followed.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { headers } = await clients.get({ client_id });
        const etag = headers.get('etag') ?? '';
        const known = { headers: { 'if-none-match': etag } };
        expect(await refused(clients.get({ client_id }, known))).toMatchObject({ statusCode: 304 });
      },
      async stub() {
        for (const status of [200, 201, 202, 204, 299]) {
          const { management } = stub({ status });
          expect((await management.clients.delete(id)).status).toBe(status);
        }
        for (const status of [304, 302, 400, 500]) {
          const { management, sent } = stub({ status, text: '' });
          expect(await refused(management.clients.getAll())).toMatchObject({ statusCode: status });
          expect(sent[0]?.init.redirect).toBe('manual');
        }
        const answer = await JSONApiResponse.fromResponse(Response.json([]));
        expect(answer.status).toBe(200);
      },
    },
    {
      says: 'A request bears the token and says which SDK made it; `user-agent` and `accept` are left to fetch.',
      async server({ admin, fetch }) {
        expect((await admin.clients.getAll({ take: 1 })).status).toBe(200);
        const stranger = new ManagementClient({ domain: 'id.example.com', token: 'a.b.c', fetch });
        expect(await refused(stranger.clients.getAll())).toMatchObject({ statusCode: 401 });
      },
      async stub() {
        const { management, sent } = stub({ json: [] });
        await management.clients.getAll();
        expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual(['auth0-client', 'authorization']);
        expect(sent[0]?.headers.authorization).toBe('Bearer TOKEN');
      },
    },
    {
      says: '`Auth0-Client` is base64url, without padding, of `{ name, version, env }`; `telemetry: false` or an empty name leaves it out, `clientInfo` takes its place.',
      server: sdkOnly('the server takes no notice of it'),
      async stub() {
        const sentWith = async (options: object) => {
          const { management, sent } = stub({ json: [] }, options);
          await management.clients.getAll();
          const text = sent[0]?.headers['auth0-client'];
          expect(text ?? '').toMatch(/^[\w-]*$/);
          return text && JSON.parse(Buffer.from(text, 'base64url').toString());
        };
        expect(await sentWith({})).toEqual({
          name: 'clientele-sdk',
          version: expect.stringMatching(/^\d+\.\d+\.\d+/),
          env: { node: process.versions.node },
        });
        expect(await sentWith({ telemetry: false })).toBeUndefined();
        expect(await sentWith({ clientInfo: { name: 'own', version: '1' } })).toEqual({
          name: 'own',
          version: '1',
        });
        expect(await sentWith({ clientInfo: { name: '' } })).toBeUndefined();
      },
    },
  ],
};
