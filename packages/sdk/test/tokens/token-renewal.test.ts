import { describe, expect, test, vi } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { singleFlight } from '../../src/tokens/single-flight.js';
import { about, type Recorded, type Reply, recordingServer, rejection } from '../recording-server.js';

const secret = { clientId: 'c1', clientSecret: 's3cret', issuer: 'https://tenant.example/' };
const UNAUTHORIZED = {
  status: 401,
  json: { statusCode: 401, error: 'Unauthorized', message: 'Invalid token' },
};

/** A server that issues numbered tokens, and answers lists as the given function says. */
async function issuingServer(answer: (token: string, request: Recorded) => Reply) {
  let issued = 0;
  const server = await recordingServer((request) => {
    if (request.url === '/oauth/token') {
      issued += 1;
      return { json: { access_token: `token-${issued}`, expires_in: 3600 } };
    }
    return answer(request.headers.authorization ?? '', request);
  });
  return { ...server, baseUrl: server.origin, issued: () => issued };
}

describe('a token that is refused', () => {
  test('is renewed once, and the call made again with the same request', async () => {
    const server = await issuingServer((token) => (token === 'Bearer token-1' ? UNAUTHORIZED : { json: {} }));
    const { clients } = new ManagementClient({ baseUrl: server.baseUrl, ...secret });
    expect((await clients.create({ name: 'New' })).status).toBe(200);
    expect(server.lines()).toEqual([
      'POST /oauth/token',
      'POST /api/v2/clients',
      'POST /oauth/token',
      'POST /api/v2/clients',
    ]);
    expect(server.requests.map(({ body }) => body)[3]).toBe('{"name":"New"}');
    await clients.getAll();
    expect(server.issued()).toBe(2);
  });

  test('is not renewed again when the second one is refused too', async () => {
    const server = await issuingServer(() => UNAUTHORIZED);
    const { clients } = new ManagementClient({ baseUrl: server.baseUrl, ...secret });
    expect(await rejection(clients.getAll())).toMatchObject({
      name: 'ManagementApiError',
      statusCode: 401,
      message: about('Invalid token'),
      attempts: 2,
    });
    expect(server.issued()).toBe(2);
    expect(server.lines()).toHaveLength(4);
  });

  test('by twenty calls at once is renewed by one token request', async () => {
    const server = await issuingServer((token) => (token === 'Bearer token-1' ? UNAUTHORIZED : { json: [] }));
    const { clients } = new ManagementClient({ baseUrl: server.baseUrl, ...secret });
    const answers = await Promise.all(Array.from({ length: 20 }, () => clients.getAll()));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(server.issued()).toBe(2);
  });

  test('is not renewed again for a late refusal of the old one', async () => {
    let late = (_: Reply) => {};
    const held = new Promise<Reply>((resolve) => {
      late = resolve;
    });
    let asked = 0;
    const server = await recordingServer(({ url, headers }, response) => {
      if (url === '/oauth/token') {
        asked += 1;
        return { json: { access_token: `token-${asked}`, expires_in: 3600 } };
      }
      if (headers.authorization !== 'Bearer token-1') return { json: [] };
      if (!url.includes('page=1')) return UNAUTHORIZED;
      held.then(() => response.writeHead(401).end('{}'));
      return undefined;
    });
    const { clients } = new ManagementClient({ baseUrl: server.origin, ...secret });
    const slow = clients.getAll({ page: 1 });
    await vi.waitFor(() => expect(server.lines()).toContain('GET /api/v2/clients?page=1'));
    await clients.getAll();
    late(UNAUTHORIZED);
    expect((await slow).status).toBe(200);
    expect(asked).toBe(2);
  });

  test.each([
    ['a text', 'TOKEN'],
    ['a function', () => 'TOKEN'],
  ])('is the caller’s own affair when it was given as %s', async (_, token) => {
    const server = await issuingServer(() => UNAUTHORIZED);
    const { clients } = new ManagementClient({ baseUrl: server.baseUrl, token });
    expect(await rejection(clients.getAll())).toMatchObject({ statusCode: 401, attempts: 1 });
    expect(server.lines()).toEqual(['GET /api/v2/clients']);
  });

  test('that cannot be renewed ends the call with the reason', async () => {
    let asked = 0;
    const server = await recordingServer(({ url }) => {
      if (url !== '/oauth/token') return UNAUTHORIZED;
      asked += 1;
      if (asked === 1) return { json: { access_token: 'token-1', expires_in: 3600 } };
      return { status: 403, json: { error: 'access_denied', error_description: 'Blocked' } };
    });
    const { clients } = new ManagementClient({ baseUrl: server.origin, ...secret });
    expect(await rejection(clients.getAll())).toMatchObject({
      name: 'AuthApiError',
      message: about('Blocked'),
    });
    expect(server.lines()).toHaveLength(3);
  });

  test.each([400, 403, 404, 500])('is told from a refusal with status %i', async (status) => {
    const server = await issuingServer(() => ({ ...UNAUTHORIZED, status }));
    const { clients } = new ManagementClient({ baseUrl: server.baseUrl, ...secret });
    await rejection(clients.getAll());
    expect(server.lines()).toHaveLength(2);
  });
});

describe('what is made in a single flight', () => {
  test('is made once, however closely calls follow its making', async () => {
    let made = 0;
    const get = singleFlight(async () => {
      made += 1;
      return made;
    });
    const calls: Promise<number>[] = [];
    for (let tick = 0; tick < 20; tick += 1) {
      calls.push(get());
      await Promise.resolve();
    }
    expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
    expect(made).toBe(1);
  });

  test('is made again after a failure, which all who waited see', async () => {
    const make = vi.fn(async () => 'made').mockRejectedValueOnce(new Error('not yet'));
    const get = singleFlight(make);
    const refused = await Promise.all([rejection(get()), rejection(get())]);
    expect(refused).toEqual([new Error('not yet'), new Error('not yet')]);
    expect(await get()).toBe('made');
    expect(make).toHaveBeenCalledTimes(2);
  });
});
