import { type FetchAPI, ManagementClient, type Middleware } from '@clientele/sdk';
import { expect } from 'vitest';
import { type Section, sdkOnly } from './rule.js';
import { inNoTime, refused, silence, stub } from './stub.js';

const byItself = sdkOnly('when the SDK asks again; a server sees requests');
const busy = { status: 429, json: { statusCode: 429, message: 'Global limit has been reached' } };

/** The delays before each attempt but the first, against a server that is always busy. */
async function delaysOf(retry: object, headers: Record<string, string> = {}, status = 429) {
  const delays: (number | undefined)[] = [];
  const middleware: Middleware[] = [{ onAttempt: ({ delay }) => void delays.push(delay) }];
  const { management, sent } = stub({ ...busy, status, headers }, { retry, middleware });
  const error = await inNoTime(() => refused(management.clients.getAll()));
  return { delays: delays.slice(0, -1), requests: sent.length, error };
}

/** When a request is sent again, and when a call ends. */
export const retries: Section = {
  title: 'Retries, timeout and abort',
  rules: [
    {
      says: 'A 429 is asked for again, whatever the method, three times by default, then thrown.',
      server: {
        file: 'packages/server/test/management/rate-limit.test.ts',
        test: 'refuses what goes beyond it until the window ends, in the shape that tools know',
      },
      async stub() {
        const { requests, error } = await delaysOf({});
        expect([requests, error.statusCode, error.attempts]).toEqual([4, 429, 4]);
        const { management, lines } = stub((_, count) => (count < 3 ? busy : {}));
        await inNoTime(() => management.clients.delete({ client_id: 'c1' }));
        expect(lines()).toEqual(Array(3).fill('DELETE /clients/c1'));
      },
    },
    {
      says: '`maxRetries` changes how often, at most ten times; `retryWhen` names other statuses; `enabled: false` switches it off.',
      server: byItself,
      async stub() {
        expect((await delaysOf({ maxRetries: 1 })).requests).toBe(2);
        expect((await delaysOf({ maxRetries: 20 })).requests).toBe(11);
        expect((await delaysOf({ maxRetries: 0 })).requests).toBe(1);
        expect((await delaysOf({ enabled: false })).requests).toBe(1);
        expect((await delaysOf({ retryWhen: [503] }, {}, 503)).requests).toBe(4);
        expect((await delaysOf({ retryWhen: [503] })).requests).toBe(1);
      },
    },
    {
      says: 'The wait before a retry is at least half a second, then at least twice as long each time up to ten seconds, and never more than twice that and a second; there is chance in it.',
      server: byItself,
      async stub() {
        const { delays } = await delaysOf({ maxRetries: 6 });
        const least = [500, 1000, 2000, 4000, 8000, 10_000];
        for (const [at, delay = 0] of delays.entries()) {
          expect(delay).toBeGreaterThanOrEqual(least[at] ?? 0);
          expect(delay).toBeLessThanOrEqual(2 * (least[at] ?? 0) + 1000);
        }
        expect(new Set(delays).size).toBe(6);
      },
    },
    {
      says: 'It waits at least as long as `Retry-After` says, or until `x-ratelimit-reset`; more than a minute it does not wait.',
      server: {
        file: 'packages/server/test/management/rate-limit.test.ts',
        test: 'is told on every answer, also on refusals',
      },
      async stub() {
        const [after] = (await delaysOf({ maxRetries: 1 }, { 'retry-after': '7' })).delays;
        expect(after).toBeGreaterThanOrEqual(7000);
        const reset = `${Math.ceil(Date.now() / 1000) + 9}`;
        const [until] = (await delaysOf({ maxRetries: 1 }, { 'x-ratelimit-reset': reset })).delays;
        expect(until).toBeGreaterThanOrEqual(7900);
        expect((await delaysOf({}, { 'retry-after': '61' })).requests).toBe(1);
      },
    },
    {
      says: 'What failed without an answer, and what took too long, is not asked for again by default.',
      server: byItself,
      async stub() {
        const { management, sent } = stub(() => Promise.reject(new TypeError('fetch failed')));
        expect(await refused(management.clients.getAll())).toMatchObject({ name: 'FetchError' });
        expect(sent).toHaveLength(1);
      },
    },
    {
      says: 'A 500 is not asked for again by default.',
      server: byItself,
      async stub() {
        const { management, sent } = stub({ status: 500 });
        expect(await refused(management.clients.rotateClientSecret({ client_id: 'c1' }))).toMatchObject({
          statusCode: 500,
        });
        expect(sent).toHaveLength(1);
      },
    },
    {
      says: 'Token requests are not asked for again, unless `retry.enabled` is true.',
      server: byItself,
      async stub() {
        const by = { clientId: 'c1', clientSecret: 's' };
        const off = stub(busy, by);
        await inNoTime(() => refused(off.management.clients.getAll()));
        expect(off.sent).toHaveLength(1);
        const on = stub(busy, { ...by, retry: { enabled: true } });
        await inNoTime(() => refused(on.management.clients.getAll()));
        expect(on.sent).toHaveLength(4);
      },
    },
    {
      says: '`timeoutDuration`, ten seconds by default, is for each attempt, its body included.',
      server: byItself,
      async stub() {
        const by = { domain: 'stub.example', token: 'T' };
        const slow = new ManagementClient({ ...by, fetch: silence, timeoutDuration: 20 });
        expect(await refused(slow.clients.getAll())).toMatchObject({ name: 'TimeoutError' });
        const endless: FetchAPI = async (_url, { signal }) => {
          const body = new ReadableStream({
            start: (stream) => signal?.addEventListener('abort', () => stream.error(signal.reason)),
          });
          return new Response(body);
        };
        const begun = new ManagementClient({ ...by, fetch: endless, timeoutDuration: 20 });
        expect(await refused(begun.clients.getAll())).toMatchObject({ name: 'TimeoutError' });
        let waited = 0;
        const { fetch } = stub({ json: [] });
        const patient: FetchAPI = async (url, init) => {
          await new Promise((later) => setTimeout(later, 9999));
          waited += 1;
          return fetch(url, init);
        };
        const patiently = new ManagementClient({ ...by, fetch: patient });
        await inNoTime(() => patiently.clients.getAll());
        expect(waited).toBe(1);
      },
    },
    {
      says: 'A signal of the caller works beside the timeout, ends waits too, and its reason is the `cause` of an `AbortError`.',
      server: byItself,
      async stub() {
        const by = { domain: 'stub.example', token: 'T', fetch: silence, timeoutDuration: 20 };
        const { clients } = new ManagementClient(by);
        const patient = new AbortController().signal;
        expect(await refused(clients.getAll({}, { signal: patient }))).toMatchObject({
          name: 'TimeoutError',
        });
        const reason = new Error('not now');
        expect(await refused(clients.getAll({}, { signal: AbortSignal.abort(reason) }))).toMatchObject({
          name: 'AbortError',
          cause: reason,
        });
        const waiting = stub({ ...busy, headers: { 'retry-after': '50' } });
        const stop = new AbortController();
        const call = refused(waiting.management.clients.getAll({}, { signal: stop.signal }));
        await expect.poll(() => waiting.sent.length).toBe(1);
        stop.abort(reason);
        expect(await call).toMatchObject({ name: 'AbortError', cause: reason });
      },
    },
    {
      says: 'No timer is left behind, so that a process ends with its last answer.',
      server: { file: 'packages/sdk/test/process/exit.test.ts', test: 'a connection that is refused' },
      async stub() {
        const { management } = stub((_, count) =>
          count === 1 ? { json: [] } : Promise.reject(new Error('offline')),
        );
        const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
        await management.clients.getAll();
        await refused(management.clients.getAll());
        const after = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
        expect(after).toBeLessThanOrEqual(before);
      },
    },
    {
      says: 'With `retry: { network: true }` what failed without an answer is asked for again: what reads, and a change that has an `idempotencyKey`; a change without one is not.',
      server: byItself,
      async stub() {
        const retry = { network: true, maxRetries: 1 };
        const offline = stub(() => Promise.reject(new TypeError('fetch failed')), { retry });
        const { clients } = offline.management;
        const idempotencyKey = 'key-1';
        const calls = [
          () => clients.getAll(),
          () => clients.create({ name: 'A' }),
          () => clients.create({ name: 'A' }, { idempotencyKey }),
          () => clients.delete({ client_id: 'c1' }),
          () => clients.delete({ client_id: 'c1' }, { idempotencyKey }),
        ];
        for (const call of calls) await inNoTime(() => refused(call()));
        expect(offline.lines()).toEqual([
          ...['GET /clients', 'GET /clients'],
          'POST /clients',
          ...['POST /clients', 'POST /clients'],
          'DELETE /clients/c1',
          ...['DELETE /clients/c1', 'DELETE /clients/c1'],
        ]);
      },
    },
    {
      says: 'An `idempotencyKey` is sent as `Idempotency-Key`. The server does a POST once that has the same key and body, and gives the same answer again; it is 409 with another body. A PATCH is done each time.',
      async server({ admin: { clients }, made }) {
        const key = { idempotencyKey: 'key-of-the-rules' };
        const [first, again] = [
          await clients.create({ name: 'Once' }, key),
          await clients.create({ name: 'Once' }, key),
        ];
        expect(again.data).toEqual(first.data);
        expect(await refused(clients.create({ name: 'Other' }, key))).toMatchObject({
          statusCode: 409,
          errorCode: 'idempotency_conflict',
        });
        const { client_id } = await made();
        for (const name of ['One', 'Two']) {
          const { data } = await clients.update({ client_id }, { name }, key);
          expect(data.name).toBe(name);
        }
      },
      async stub() {
        const { management, sent } = stub();
        await management.clients.create({ name: 'A' }, { idempotencyKey: 'key-1' });
        await management.clients.update({ client_id: 'c1' }, { name: 'A' }, { idempotencyKey: 'key-2' });
        await management.clients.create({ name: 'A' });
        expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-2', undefined]);
      },
    },
  ],
};
