import {
  AbortError,
  AuthApiError,
  ClienteleError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  RequiredError,
  ResponseError,
  TimeoutError,
} from '@clientele/sdk';
import { expect } from 'vitest';
import { type Section, sdkOnly } from './rule.js';
import { refused, silence, stub } from './stub.js';

const id = { client_id: 'c1' };
const withSecret = { clientId: 'c1', clientSecret: 'of-nobody' };

/** A list that is answered like this. */
const listOn = (answer: Parameters<typeof stub>[0], options = {}) =>
  refused(stub(answer, options).management.clients.getAll());

/** What calls are rejected with. */
export const errors: Section = {
  title: 'Errors',
  rules: [
    {
      says: '`RequiredError` for an id that is missing: `field` names it, and the message too.',
      server: sdkOnly('nothing is sent'),
      async stub() {
        const error = await refused(stub().management.clients.get({} as never));
        expect(error).toBeInstanceOf(RequiredError);
        expect(error).toMatchObject({ name: 'RequiredError', field: 'client_id' });
        expect(error.message).toContain('client_id');
      },
    },
    {
      says: '`ManagementApiError` for a refusal with a JSON body: `errorCode`, `error`, `msg`, `statusCode`, `body` as text and `headers`; its message is the server’s, and then status, method and path.',
      async server({ admin: { clients } }) {
        const error = await refused(clients.get({ client_id: 'unknown' }));
        expect(error).toBeInstanceOf(ManagementApiError);
        expect(error).toMatchObject({
          errorCode: 'inexistent_client',
          error: 'Not Found',
          statusCode: 404,
          headers: expect.any(Headers),
        });
        expect(JSON.parse(`${error.body}`)).toMatchObject({ statusCode: 404, message: error.msg });
        expect(error.message).toBe(`${error.msg} (404 GET /clients/unknown)`);
      },
      async stub() {
        const json = {
          statusCode: 400,
          error: 'Bad Request',
          message: 'What is wrong',
          errorCode: 'invalid_body',
        };
        const error = await listOn({ status: 400, json });
        expect(error).toBeInstanceOf(ManagementApiError);
        expect(error).toMatchObject({
          errorCode: 'invalid_body',
          error: 'Bad Request',
          msg: 'What is wrong',
        });
        expect(error).toMatchObject({ statusCode: 400, body: JSON.stringify(json) });
        expect(error.message).toBe('What is wrong (400 GET /clients)');
        const less = await listOn({ status: 422, json: {} });
        expect([less.statusCode, less.errorCode, less.msg]).toEqual([422, undefined, undefined]);
      },
    },
    {
      says: '`ResponseError` for a refusal whose body is empty, `null` or not JSON: `statusCode`, `body` and `headers`.',
      server: sdkOnly('the server explains each refusal in JSON; a proxy before it may not'),
      async stub() {
        for (const text of ['', 'null', '<html>', '{']) {
          const error = await listOn({ status: 502, text });
          expect(error).toBeInstanceOf(ResponseError);
          expect(error).not.toBeInstanceOf(ManagementApiError);
          expect(error).toMatchObject({ name: 'ResponseError', statusCode: 502, body: text });
        }
      },
    },
    {
      says: '`FetchError` when no whole answer came; `cause` is what fetch rejected with.',
      server: { file: 'packages/sdk/test/process/exit.test.ts', test: 'a connection that is refused' },
      async stub() {
        const reason = new TypeError('fetch failed');
        const error = await listOn(() => Promise.reject(reason));
        expect(error).toBeInstanceOf(FetchError);
        expect(error).toMatchObject({ name: 'FetchError', cause: reason });
      },
    },
    {
      says: '`TimeoutError` and `AbortError` are each a `FetchError` too, so that a check for that class catches them.',
      server: sdkOnly('they tell of the time that the SDK was given'),
      async stub() {
        const late = await listOn({}, { fetch: silence, timeoutDuration: 10 });
        expect([late instanceof TimeoutError, late instanceof FetchError]).toEqual([true, true]);
        const { management } = stub({}, { fetch: silence });
        const ended = await refused(management.clients.getAll({}, { signal: AbortSignal.abort() }));
        expect([ended instanceof AbortError, ended instanceof FetchError]).toEqual([true, true]);
      },
    },
    {
      says: '`AuthApiError` when the token endpoint refuses: `error`, `error_description`, `statusCode`, `body` and `headers`.',
      async server({ by }) {
        const error = await refused(by(withSecret).clients.getAll());
        expect(error).toBeInstanceOf(AuthApiError);
        expect(error).toMatchObject({
          error: 'access_denied',
          statusCode: 401,
          headers: expect.any(Headers),
        });
        expect(error.error_description).toMatch(/./);
      },
      async stub() {
        const json = { error: 'access_denied', error_description: 'Unauthorized' };
        const error = await listOn({ status: 401, json }, withSecret);
        expect(error).toBeInstanceOf(AuthApiError);
        expect(error).toMatchObject({ name: 'AuthApiError', ...json, statusCode: 401 });
      },
    },
    {
      says: 'A success that is not JSON is an `InvalidResponseError`, a subclass of `ResponseError`.',
      server: sdkOnly('the server answers in JSON; a proxy before it may not'),
      async stub() {
        for (const text of ['', '<html>', '"text"']) {
          const error = await listOn({ text });
          expect(error).toBeInstanceOf(InvalidResponseError);
          expect(error).toBeInstanceOf(ResponseError);
        }
      },
    },
    {
      says: 'All have `ClienteleError` in common, with `method`, `path` and `attempts`; `name` is an own property of each.',
      async server({ admin: { clients } }) {
        const error = await refused(clients.get({ client_id: 'unknown' }));
        expect(error).toBeInstanceOf(ClienteleError);
        expect(error).toMatchObject({ method: 'GET', path: '/clients/unknown', attempts: 1, status: 404 });
      },
      async stub() {
        const { management } = stub({ status: 500 });
        for (const error of [
          await refused(management.clients.get({} as never)),
          await refused(management.clients.update(id, {})),
          await listOn(() => Promise.reject(new Error('offline'))),
          await listOn({ status: 401, json: { error: 'no' } }, withSecret),
        ]) {
          expect(error).toBeInstanceOf(ClienteleError);
          expect(error).toMatchObject({ method: expect.any(String), path: expect.any(String) });
          expect(Object.keys(error)).toContain('name');
        }
      },
    },
    {
      says: 'No message has a secret, a token or a key in it.',
      async server({ by, made, server, admin }) {
        const { client_id } = await made();
        const wrong = await refused(
          by({ clientId: client_id, clientSecret: 'wrong-secret' }).clients.getAll(),
        );
        const body = { client_secret: 'short' };
        const change = await refused(admin.clients.update({ client_id }, body));
        for (const { message } of [wrong, change]) {
          expect(message).not.toContain('wrong-secret');
          expect(message).not.toContain(server.admin);
        }
      },
      stub: { file: 'packages/sdk/test/secrets.test.ts', test: 'is not shown when a client or a manager is' },
    },
    {
      says: 'Errors and answers say `rateLimit { limit, remaining, reset }` where the server does.',
      server: {
        file: 'packages/server/test/management/rate-limit.test.ts',
        test: 'is told on every answer, also on refusals',
      },
      async stub() {
        const headers = {
          'x-ratelimit-limit': '10',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1700000000',
        };
        const rateLimit = { limit: 10, remaining: 0, reset: 1_700_000_000 };
        const { management } = stub({ json: [], headers });
        expect((await management.clients.getAll()).rateLimit).toEqual(rateLimit);
        expect((await listOn({ status: 403, headers })).rateLimit).toEqual(rateLimit);
        expect((await stub({ json: [] }).management.clients.getAll()).rateLimit).toBeUndefined();
      },
    },
  ],
};
