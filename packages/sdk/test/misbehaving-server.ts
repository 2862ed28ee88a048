import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

type Behaviour = (response: ServerResponse) => void;

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

const begun = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"begun":');
};

const REFUSAL = {
  statusCode: 404,
  error: 'Not Found',
  message: 'No such thing',
  errorCode: 'inexistent_thing',
};

/** All that a server can do instead of answering well. */
const BEHAVIOURS = {
  refusal: answering(404, JSON.stringify(REFUSAL)),
  busy: answering(429, JSON.stringify({ ...REFUSAL, statusCode: 429 }), { 'retry-after': '30' }),
  unauthorized: answering(401, '{"error":"access_denied","error_description":"Unauthorized"}'),
  html: answering(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  nothing: answering(503, ''),
  null: answering(500, 'null'),
  unchanged: answering(304, ''),
  moved301: answering(301, '', { location: '/elsewhere' }),
  moved302: answering(302, '<a href="/elsewhere">', { location: '/elsewhere' }),
  moved307: answering(307, '', { location: '/elsewhere' }),
  'empty-success': answering(200, ''),
  'truncated-success': answering(200, '{"client_id":'),
  'html-success': answering(200, '<html>Welcome</html>', { 'content-type': 'text/html' }),
  'null-success': answering(200, 'null'),
  'number-success': answering(200, '42'),
  'text-success': answering(200, '"client_id"'),
  'boolean-success': answering(200, 'true'),
  silence: () => {},
  'silence-in-body': begun,
  reset: (response) => {
    begun(response);
    response.write('1', () => response.socket?.resetAndDestroy());
  },
  short: (response) => {
    begun(response);
    response.write('1', () => response.socket?.end());
  },
} satisfies Record<string, Behaviour>;

/** What a misbehaving server does. */
export type Misbehaviour = keyof typeof BEHAVIOURS;

const isKnown = (name: string): name is Misbehaviour => name in BEHAVIOURS;

/**
 * A server for the tests of a file: the first segment of a path says how it behaves to what is asked below; with
 * `token-` before it, only to those who ask for a token.
 */
export function misbehavingServer() {
  const state = { origin: '', closed: '', asked: [] as string[], arrived: () => {} };
  const server = createServer((request, response) => {
    const [, place = '', ...rest] = (request.url ?? '').split('/');
    state.asked.push(`${request.method} /${rest.join('/')}`);
    request.resume();
    const behaviour = place.replace(/^token-/, '');
    const gives = rest[0] === 'oauth' && behaviour === place;
    if (isKnown(behaviour) && !gives) BEHAVIOURS[behaviour](response);
    else answering(200, '{"access_token":"issued-token","expires_in":3600}')(response);
    state.arrived();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.closed = `http://127.0.0.1:${await closedPort()}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}

async function closedPort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
