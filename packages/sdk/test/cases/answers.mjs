// What a server can do with a request: each writes to the socket what it has to say, byte by byte.

// Bun and Deno repeat by themselves what fails on a connection that served before; each request has its own there.
const served = globalThis.Bun || globalThis.Deno ? { connection: 'close' } : {};

const GOOD = { client_id: 'c1', name: 'Robot' };

/** A whole answer, after which the connection serves on. */
export function text(status, body, headers = {}) {
  const length = { 'content-length': Buffer.byteLength(body) };
  const fields = { 'content-type': 'application/json', ...length, ...served, ...headers };
  return `${head(status, fields)}${status === 204 || status === 304 ? '' : body}`;
}

/** A status line and header fields. */
export function head(status, headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n`;
}

const writing =
  (...parts) =>
  (socket) =>
    parts.reduce((_, part) => socket.write(part), undefined);
const ending = (part) => (socket) => socket.end(part);

/** Ends the connection as a program that crashes does. */
export function reset(socket) {
  if (typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy();
  else socket.destroy();
}

/** Writes so much, which is sent before the connection is reset. */
export const resetAfter = (part) => (socket) => socket.write(part, () => setTimeout(reset, 5, socket));

export const json = (status, value, headers) => writing(text(status, JSON.stringify(value), headers));
export const good = json(200, GOOD);
export const plain = (status, body, headers) => writing(text(status, body, headers));

/** A refusal as the Management API words it. */
export const refusal = (status, headers) =>
  json(status, { statusCode: status, error: 'Refused', message: `Refused by ${status}` }, headers);

/** A refusal as the token endpoint words it. RFC 6749 section 5.2 */
export const noToken = (status, headers) =>
  json(status, { error: 'access_denied', error_description: 'Unauthorized' }, headers);

const whole = text(200, JSON.stringify(GOOD));
const begun = head(200, { 'content-type': 'application/json', 'content-length': 1000 });
const chunked = head(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });

/** What gets no whole answer, because the connection fails. */
export const broken = {
  'closed before the answer': ending(''),
  'reset before the answer': reset,
  'half a status line': ending('HTTP/1.1 20'),
  'closed in the head': ending('HTTP/1.1 200 OK\r\ncontent-type: appl'),
  'reset in the head': resetAfter('HTTP/1.1 200 OK\r\ncontent-type: appl'),
  'reset in the body': resetAfter(`${begun}{"client_id":`),
  'cut short': ending(`${begun}{"client_id":"c1"}`),
  'a chunk without a size': ending(`${chunked}zz\r\n{}\r\n0\r\n\r\n`),
  'chunks without an end': ending(`${chunked}2\r\n{}\r\n`),
  'something else than HTTP': ending('220 mail.example ESMTP\r\n\r\n'),
};

/** What takes longer than anybody waits. */
export const stalled = {
  silence: () => {},
  'silence in the status line': writing('HTTP/1.1 2'),
  'silence in the head': writing('HTTP/1.1 200 OK\r\ncontent-type: appl'),
  'silence in the body': writing(`${begun}{"client_id":`),
  'silence between chunks': writing(`${chunked}2\r\n{}\r\n`),
};

/** Writes the good answer byte by byte, so many milliseconds apart. */
export const dripping = (pause) => (socket) => {
  let written = 0;
  const timer = setInterval(() => {
    if (written === whole.length || socket.destroyed) return clearInterval(timer);
    socket.write(whole[written]);
    written += 1;
  }, pause);
};

/** What is whole, but not what an API says. */
export const strange = {
  'an empty success': plain(200, ''),
  'a success cut short with its length': plain(200, '{"client_id":'),
  'a success that is HTML': plain(200, '<html>', { 'content-type': 'text/html' }),
  'the success null': plain(200, 'null'),
  'a success that is a number': plain(200, '42'),
};

/** What is a good answer all the same. */
export const odd = {
  'hints before the answer': writing(`${head(103, { link: '</a>; rel=preload' })}${whole}`),
  'five megabytes': json(200, { ...GOOD, description: 'x'.repeat(5_000_000) }),
  'an answer in chunks': writing(`${chunked}5\r\n{"cli`, '\r\nd\r\nent_id":"c1"}\r\n0\r\n\r\n'),
  'an answer until the connection ends': ending(
    `${head(200, { 'content-type': 'application/json' })}${JSON.stringify(GOOD)}`,
  ),
};
