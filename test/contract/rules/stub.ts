import { type AnyManagementClientOptions, type FetchAPI, ManagementClient } from '@clientele/sdk';
import { expect, vi } from 'vitest';

/** A request as the SDK hands it to fetch. */
export interface Sent {
  method: string;
  url: string;
  /** Path and query below `/api/v2`. */
  line: string;
  headers: Record<string, string>;
  body: unknown;
  init: Record<string, unknown>;
}

/** What a stub answers. */
export interface Reply {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

/** The SDK on a `fetch` that records and answers. */
export interface Stub {
  management: ManagementClient;
  fetch: FetchAPI;
  sent: Sent[];
  /** Verb and path of each request. */
  lines(): string[];
}

type Answers = Reply | ((request: Sent, count: number) => Reply | Promise<Reply>);

/** A stub that answers with this, or as a function of the request says. */
export function stub(answers: Answers = {}, options: Partial<AnyManagementClientOptions> = {}): Stub {
  const sent: Sent[] = [];
  const fetch: FetchAPI = async (url, init) => {
    const headers = init.headers as Record<string, string>;
    const line = `${init.method} ${url.replace(/^.*\/api\/v2/, '')}`;
    const request = { method: `${init.method}`, url, line, headers, body: init.body, init: { ...init } };
    sent.push(request);
    const reply = typeof answers === 'function' ? await answers(request, sent.length) : answers;
    return responseOf(reply);
  };
  const known = 'clientId' in options ? {} : { token: 'TOKEN' };
  const given = { domain: 'stub.example', ...known, fetch, ...options } as AnyManagementClientOptions;
  return {
    management: new ManagementClient(given),
    fetch,
    sent,
    lines: () => sent.map(({ line }) => line),
  };
}

function responseOf({ status = 200, json = {}, text, headers = {} }: Reply): Response {
  const body = [204, 304].includes(status) ? null : (text ?? JSON.stringify(json));
  return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A refusal as the API words it. */
export const refusal = (statusCode: number, errorCode: string, message = 'No'): Reply => ({
  status: statusCode,
  json: { statusCode, error: 'Refused', message, errorCode },
});

/** The error that a call is rejected with. */
export async function refused(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await call.then(
    () => undefined,
    (error: Error & Record<string, unknown>) => error,
  );
  if (outcome === undefined) return expect.fail('it was not refused');
  return outcome;
}

/** Of what the SDK hands on and does not judge: what is asked and answered stays as it is. */
export async function handsOn(
  call: (management: ManagementClient) => Promise<{ data: unknown }>,
  line: string,
  json: unknown,
): Promise<void> {
  const { management, lines } = stub({ json });
  expect((await call(management)).data).toEqual(json);
  expect(lines()).toEqual([line]);
}

/** Of what a server refuses: the SDK says what the server said. */
export async function tellsRefusal(
  call: (management: ManagementClient) => Promise<unknown>,
  { status, code }: { status: number; code: string },
): Promise<void> {
  const { management } = stub(refusal(status, code, 'What is wrong'));
  const error = await refused(call(management));
  expect(error).toMatchObject({ name: 'ManagementApiError', statusCode: status, errorCode: code });
  expect(error.msg).toBe('What is wrong');
}

/** Waits for what would take time without taking it: each timer ends as soon as nothing else is to be done. */
export async function inNoTime<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const outcome = work();
    const settled = outcome.then(
      () => undefined,
      () => undefined,
    );
    await vi.runAllTimersAsync();
    await settled;
    return await outcome;
  } finally {
    vi.useRealTimers();
  }
}

/** A fetch that answers only when its signal ends. */
export const silence: FetchAPI = (_url, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
