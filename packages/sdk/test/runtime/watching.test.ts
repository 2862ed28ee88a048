import { describe, expect, test } from 'vitest';
import { ClientsManager, type FetchAPI, ManagementClient, type Middleware } from '../../src/index.js';
import { about, recordingServer, rejection } from '../recording-server.js';

const good: FetchAPI = async () => Response.json([]);
const byItself = (middleware: Middleware[], fetch = good) =>
  new ClientsManager({ baseUrl: 'http://x', fetch, middleware });
const whole = (middleware: Middleware[], fetch = good) =>
  new ManagementClient({ domain: 'x', token: 'T', fetch, middleware }).clients;

describe.each([
  ['a manager by itself', byItself],
  ['a ManagementClient', whole],
])('of %s', (_, made) => {
  test.each([
    [
      'at once',
      () => {
        throw new Error('metrics down');
      },
    ],
    ['later', () => Promise.reject(new Error('metrics down'))],
  ])('an onAttempt that fails %s ends the call with its error', async (_, onAttempt) => {
    expect(await rejection(made([{ onAttempt }]).getAll())).toEqual(new Error('metrics down'));
  });

  test('an onAttempt is waited for', async () => {
    const seen: string[] = [];
    const onAttempt = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('attempt');
    };
    await made([{ onAttempt, post: () => void seen.push('post') }]).getAll();
    expect(seen).toEqual(['attempt', 'post']);
  });

  test.each(['pre', 'post', 'onAttempt'] as const)('a %s that hangs ends with the signal', async (name) => {
    const controller = new AbortController();
    const hook = () => {
      setImmediate(() => controller.abort(new Error('enough')));
      return new Promise<undefined>(() => {});
    };
    const error = await rejection(made([{ [name]: hook }]).getAll({}, { signal: controller.signal }));
    expect(error).toMatchObject({ name: 'AbortError', message: about('enough') });
  });

  test('the stack of a failure leads to who called', async () => {
    const fetch = () =>
      new Promise<Response>((_resolve, reject) => setImmediate(reject, new TypeError('fetch failed')));
    const ofTheCaller = async () => await made([], fetch).getAll();
    expect((await rejection(ofTheCaller())) as Error).toMatchObject({
      stack: expect.stringContaining('ofTheCaller'),
    });
  });

  test('a failure is followed to its root', async () => {
    const cause = new AggregateError([
      new Error('connect ECONNREFUSED ::1:1'),
      new Error('connect ECONNREFUSED 127.0.0.1:1'),
    ]);
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await rejection(made([], fetch).getAll())).toMatchObject({
      message: about('connect ECONNREFUSED 127.0.0.1:1'),
    });
  });

  test.each(['', 'a b', 'line\nbreak', 'ü'])(
    'the key %j is refused by name, and nothing is sent',
    async (idempotencyKey) => {
      let asked = 0;
      const fetch: FetchAPI = async () => {
        asked += 1;
        return Response.json({});
      };
      const error = await rejection(made([], fetch).create({ name: 'New' }, { idempotencyKey }));
      expect(error).toMatchObject({ name: 'ConfigurationError', option: 'idempotencyKey' });
      expect(asked).toBe(0);
    },
  );

  test('a time-out is called by its name', async () => {
    const fetch = () => new Promise<Response>(() => {});
    const error = await rejection(made([], fetch).getAll({}, { timeout: 5 }));
    expect((error as Error).constructor.name).toBe('TimeoutError');
  });
});

test('an onTokenRequest that fails later ends the call with its error', async () => {
  const { origin } = await recordingServer(() => ({ json: { access_token: 't', expires_in: 60 } }));
  const { clients } = new ManagementClient({
    baseUrl: origin,
    clientId: 'c1',
    clientSecret: 's',
    audience: 'a',
    middleware: [{ onTokenRequest: () => Promise.reject(new Error('metrics down')) }],
  });
  expect(await rejection(clients.getAll())).toEqual(new Error('metrics down'));
});

test('an address that speaks no TLS is called that', async () => {
  const { origin } = await recordingServer();
  const { clients } = new ManagementClient({ baseUrl: origin.replace('http:', 'https:'), token: 'T' });
  expect(await rejection(clients.getAll())).toMatchObject({ message: about('no TLS at this address') });
});
