import type { ServerResponse } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { ClientsManager, FetchError, TimeoutError } from '../../src/index.js';
import { about, recordingServer, rejection } from '../recording-server.js';

/** A server that answers when it is told to. */
async function waitingServer(begin: (response: ServerResponse) => void = () => {}) {
  let arrived = (_: ServerResponse) => {};
  const held = new Promise<ServerResponse>((resolve) => {
    arrived = resolve;
  });
  const server = await recordingServer((_, response) => {
    begin(response);
    arrived(response);
    return undefined;
  });
  return { ...server, held };
}

const beginBody = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[');
};

describe('the timeout', () => {
  test('ends an attempt that gets no answer', async () => {
    const { origin } = await waitingServer();
    const error = await rejection(new ClientsManager({ baseUrl: origin, timeoutDuration: 20 }).getAll());
    expect(error).toBeInstanceOf(FetchError);
    expect(error).toBeInstanceOf(TimeoutError);
    expect((error as FetchError).cause).toBeInstanceOf(TimeoutError);
    expect((error as FetchError).message).toBe('The request was timed out after 20 ms (GET /clients)');
  });

  test('ends an attempt whose body does not end', async () => {
    const { origin } = await waitingServer(beginBody);
    const began: number[] = [];
    const fetch = async (url: string | URL, init?: RequestInit) => {
      const response = await globalThis.fetch(url, init);
      began.push(response.status);
      return response;
    };
    const error = await rejection(
      new ClientsManager({ baseUrl: origin, timeoutDuration: 1000, fetch }).getAll(),
    );
    expect((error as FetchError).cause).toBeInstanceOf(TimeoutError);
    expect(began).toEqual([200]);
  });

  test('goes on beside a signal of the caller', async () => {
    const { origin } = await waitingServer();
    const clients = new ClientsManager({ baseUrl: origin, timeoutDuration: 20 });
    const error = await rejection(clients.getAll({}, { signal: new AbortController().signal }));
    expect((error as FetchError).cause).toBeInstanceOf(TimeoutError);
  });

  test('is not retried', async () => {
    const fetch = vi.fn(
      (_: string | URL, init?: RequestInit) =>
        new Promise<Response>((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
    );
    const clients = new ClientsManager({ baseUrl: 'http://127.0.0.1', timeoutDuration: 1, fetch });
    expect(await rejection(clients.getAll())).toMatchObject({ cause: { name: 'TimeoutError' } });
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('a signal of the caller', () => {
  test('ends an attempt that gets no answer, with its reason', async () => {
    const { origin, held } = await waitingServer();
    const controller = new AbortController();
    const refused = rejection(
      new ClientsManager({ baseUrl: origin }).getAll({}, { signal: controller.signal }),
    );
    await held;
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await refused).toMatchObject({ name: 'AbortError', message: about('enough'), cause: reason });
  });

  test('ends an attempt in the middle of a body', async () => {
    const { origin, held } = await waitingServer(beginBody);
    const controller = new AbortController();
    const refused = rejection(
      new ClientsManager({ baseUrl: origin }).getAll({}, { signal: controller.signal }),
    );
    await held;
    controller.abort();
    expect(await refused).toMatchObject({ name: 'AbortError', cause: { name: 'AbortError' } });
  });

  test('that was aborted before sends nothing', async () => {
    const { origin, requests } = await recordingServer();
    const signal = AbortSignal.abort(new Error('before'));
    const error = await rejection(new ClientsManager({ baseUrl: origin }).getAll({}, { signal }));
    expect(error).toMatchObject({ name: 'AbortError', message: about('before'), attempts: 0 });
    expect(requests).toEqual([]);
  });
});

describe('what is left behind', () => {
  test.each([
    ['an answer', async () => Response.json([])],
    ['a failure', () => Promise.reject(new TypeError('fetch failed'))],
  ])('after %s is no timer and no listener', async (_, answer) => {
    const fetch = (_url: string, { signal }: RequestInit) => {
      expect(signal?.aborted).toBe(false);
      return answer();
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { signal } = new AbortController();
      const added = vi.spyOn(signal, 'addEventListener');
      const removed = vi.spyOn(signal, 'removeEventListener');
      await new ClientsManager({ baseUrl: 'http://127.0.0.1', fetch }).getAll({}, { signal }).catch(() => {});
      expect(vi.getTimerCount()).toBe(0);
      expect(added).toHaveBeenCalledTimes(1);
      expect(removed.mock.calls[0]?.[1]).toBe(added.mock.calls[0]?.[1]);
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a fetch that heeds no signal is timed out all the same', async () => {
  const fetch = () => new Promise<Response>(() => {});
  const clients = new ClientsManager({ baseUrl: 'http://127.0.0.1', timeoutDuration: 20, fetch });
  expect(await rejection(clients.getAll())).toBeInstanceOf(TimeoutError);
});

test('a signal that is copied by a fetch of the caller ends the attempt', async () => {
  const { origin } = await waitingServer();
  const fetch = (url: string, init: RequestInit) => globalThis.fetch(url, { ...init });
  const clients = new ClientsManager({ baseUrl: origin, timeoutDuration: 20, fetch });
  expect(await rejection(clients.getAll())).toBeInstanceOf(TimeoutError);
});

test('an answer stays readable, as text, as JSON and as a copy', async () => {
  class Raw extends ClientsManager {
    raw() {
      return this.request({ path: '/', method: 'GET' });
    }
  }
  const { origin } = await recordingServer(() => ({ json: { a: 1 } }));
  const response = await new Raw({ baseUrl: origin }).raw();
  expect(await response.text()).toBe('{"a":1}');
  expect(await response.json()).toEqual({ a: 1 });
  expect(await response.clone().json()).toEqual({ a: 1 });
});
