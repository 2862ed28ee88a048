import { describe, expect, test } from 'vitest';
import {
  type ApiResponse,
  ClientsManager,
  type FetchResponse,
  type InitOverride,
  type InitOverrideFunction,
  JSONApiResponse,
  ManagementClient,
  type RequestOpts,
} from '../../src/index.js';
import { type Recorded, recordingServer } from '../recording-server.js';
import { type Managers, METHODS, managersOf } from './every-method.js';

test('every method of every manager is in the table', async () => {
  const { origin } = await recordingServer();
  const managers: Managers = new ManagementClient({ baseUrl: origin, token: 'T' });
  const names = Object.entries(managers).flatMap(([manager, instance]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(instance))
      .filter((name) => name !== 'constructor')
      .map((name) => `${manager}.${name}`),
  );
  expect(METHODS.map(({ name }) => name).sort()).toEqual(names.sort());
});

describe.each(METHODS)('$name', ({ method, path, body, isVoid, call }) => {
  const asked = async (overrides?: InitOverride) => {
    const { origin, requests } = await recordingServer(() => ({ json: { the: 'answer' } }));
    const answer = await call(new ManagementClient({ baseUrl: origin, token: 'T' }), overrides);
    expect(requests).toHaveLength(1);
    return { answer, request: requests[0] as Recorded };
  };

  test('asks for one thing, and gives its answer', async () => {
    const { answer, request } = await asked();
    expect(request).toMatchObject({ method, url: `/api/v2${path}`, body: body ? JSON.stringify(body) : '' });
    expect(request.headers.authorization).toBe('Bearer T');
    expect(request.headers['content-type']).toBe(body && 'application/json');
    expect(Object.keys(answer)).toEqual(['data', 'headers', 'status', 'statusText']);
    expect(answer).toMatchObject({ status: 200, statusText: 'OK' });
    expect(answer.data).toEqual(isVoid ? undefined : { the: 'answer' });
  });

  test('takes overrides as an object, whose headers stand in place of its own, but for the type of the body', async () => {
    const { request } = await asked({ headers: { 'x-own': '1' } });
    expect(request).toMatchObject({ method, url: `/api/v2${path}` });
    expect(request.headers).toMatchObject({ 'x-own': '1', authorization: 'Bearer T' });
    expect(request.headers['content-type']).toBe(body && 'application/json');
  });

  test('takes overrides as an object, whose Headers are added to its own', async () => {
    const { request } = await asked({ headers: new Headers({ 'X-Own': '1' }) });
    expect(request.headers).toMatchObject({ 'x-own': '1', authorization: 'Bearer T' });
    expect(request.headers['content-type']).toBe(body && 'application/json');
  });

  test('takes overrides as a function that sees the request', async () => {
    const seen: Parameters<InitOverrideFunction>[0][] = [];
    const { request } = await asked((given) => {
      seen.push(given);
      return { headers: { ...given.init.headers, 'x-own': '2' } };
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.context).toMatchObject({ method, path });
    expect(seen[0]?.init).toMatchObject({
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
    });
    expect(seen[0]?.init.body).toEqual(body);
    expect(request.headers).toMatchObject({ 'x-own': '2', authorization: 'Bearer T' });
    expect(request.headers['content-type']).toBe(body && 'application/json');
  });

  test('takes overrides as an async function, which may put another body in place', async () => {
    const replaced = body && { other: true };
    const { request } = await asked(async ({ init }) => ({ ...init, body: replaced }));
    expect(request.body).toBe(replaced ? '{"other":true}' : '');
  });

  test('ends with what an override function throws, and asks for nothing', async () => {
    const { origin, requests } = await recordingServer();
    const refused = call(managersOf({ baseUrl: origin }), async () => {
      throw new RangeError('not today');
    });
    await expect(refused).rejects.toThrow(new RangeError('not today'));
    expect(requests).toEqual([]);
  });
});

describe('a subclass', () => {
  class Extended extends ClientsManager {
    place() {
      return this.configuration.baseUrl;
    }
    /** An endpoint that the manager has no method for. */
    async preview(body: object, overrides?: InitOverride): Promise<ApiResponse<unknown>> {
      const headers = { 'Content-Type': 'application/json' };
      const asked = { path: '/clients/cimd/preview', method: 'POST', headers, body } as const;
      return JSONApiResponse.fromResponse(await this.request(asked, overrides));
    }
  }

  test('uses both protected members', async () => {
    const { origin, requests } = await recordingServer(() => ({ status: 201, json: { found: 1 } }));
    const extended = new Extended({ baseUrl: origin, headers: { 'x-always': 'a' } });
    expect(extended.place()).toBe(origin);
    const answer = await extended.preview({ url: 'u' }, ({ init }) => ({
      headers: { ...init.headers, 'x-own': 'b' },
    }));
    expect(answer).toMatchObject({ status: 201, data: { found: 1 } });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/clients/cimd/preview',
      body: '{"url":"u"}',
      headers: { 'content-type': 'application/json', 'x-always': 'a', 'x-own': 'b' },
    });
  });

  test('sees the fetch that is used in its configuration', async () => {
    class Direct extends ClientsManager {
      direct() {
        return this.configuration.fetch(this.configuration.baseUrl, {});
      }
    }
    const fetch = async () => Response.json({ own: true });
    expect(await (await new Direct({ baseUrl: 'http://127.0.0.1', fetch }).direct()).json()).toEqual({
      own: true,
    });
    const { origin, requests } = await recordingServer();
    await new Direct({ baseUrl: origin }).direct();
    expect(requests).toHaveLength(1);
  });

  test('that overrides request is what every method goes through', async () => {
    const { origin, lines } = await recordingServer(() => ({ json: { client_id: 'c1' } }));
    const asked: string[] = [];
    class Watching extends ClientsManager {
      protected override async request(
        context: RequestOpts,
        overrides?: InitOverride,
      ): Promise<FetchResponse> {
        asked.push(`${context.method} ${context.path}`);
        return super.request({ ...context, path: `/v3${context.path}` }, overrides);
      }
    }
    const watching = new Watching({ baseUrl: origin });
    const own = METHODS.filter(({ name }) => name.startsWith('clients.'));
    const managers = { ...managersOf({ baseUrl: origin }), clients: watching };
    for (const { call } of own) await call(managers);
    expect(asked).toEqual(own.map(({ method, path }) => `${method} ${path}`));
    expect(lines()).toEqual(own.map(({ method, path }) => `${method} /v3${path}`));
  });

  test('that answers from a cache of its own asks for nothing', async () => {
    const { origin, requests } = await recordingServer();
    class Cached extends ClientsManager {
      protected override async request(): Promise<FetchResponse> {
        return Response.json({ client_id: 'cached' });
      }
    }
    const { data } = await new Cached({ baseUrl: origin }).get({ client_id: 'c1' });
    expect(data.client_id).toBe('cached');
    expect(requests).toEqual([]);
  });
});
