import type { LightMyRequestResponse } from 'fastify';
import type { TestServer } from '../test-server.js';

/** A request, as a caller may repeat it. */
export interface Keyed {
  key: string;
  path: string;
  body?: unknown;
  token?: string;
}

/** Sends a POST with an `Idempotency-Key`. */
export function post(
  server: Pick<TestServer, 'call'>,
  { key, path, body, token }: Keyed,
): Promise<LightMyRequestResponse> {
  const headers = { 'idempotency-key': key };
  return server.call('POST', path, body, { headers, ...(token !== undefined && { token }) });
}

/** What callers compare of an answer. */
export function seen({ statusCode, headers, body }: LightMyRequestResponse) {
  const { etag, location, 'cache-control': cached, 'content-type': type } = headers;
  return { statusCode, etag, location, cached, type, body };
}

/** Whether an answer says that it was given before. */
export function isReplayed({ headers }: LightMyRequestResponse): boolean {
  return headers['idempotent-replayed'] === 'true';
}
