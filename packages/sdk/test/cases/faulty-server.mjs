// A server that does to each request what it is told, down to the bytes; without a framework, so that it runs wherever
// the SDK does.
import { createServer } from 'node:net';
import { good, json } from './answers.mjs';

/** Starts it; a place on it has answers and a record of its own. */
export async function startFaultyServer() {
  const places = new Map();
  const sockets = new Set();
  const keep = (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const server = createServer((socket) => {
    keep(socket);
    readRequests(socket, (request) => {
      const [, name, ...rest] = request.url.split('/');
      places.get(name)?.serve({ ...request, url: `/${rest.join('/')}` }, socket);
    });
  });
  const closing = createServer((socket) => {
    keep(socket);
    socket.end();
  });
  const origin = await listening(server);
  const closer = await listening(closing);
  const closed = await closedPort();
  return {
    origin,
    /** Where nobody listens. */
    closed,
    /** Where every connection is accepted and closed at once. */
    closer,
    /** A part of it that answers as `script` says: answers for the API, the token endpoint and discovery. */
    place(script) {
      const name = `p${places.size + 1}`;
      const place = placeOf(`${origin}/${name}`, script);
      places.set(name, place);
      return place;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      closing.close();
    },
  };
}

/** Each answer of a list once, and its last one for all that follows. */
function inTurn(answers) {
  let next = 0;
  return (...asked) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    return answer(...asked);
  };
}

/** Where a script has no answer, or undefined among its answers, it is what is usual. */
function placeOf(url, { api, token, discovery }) {
  let issued = 0;
  const issuing = (socket) => {
    issued += 1;
    return json(200, { access_token: `token-${issued}`, expires_in: 3600 })(socket);
  };
  const behaviour = (answer, usual) =>
    Array.isArray(answer) ? inTurn(answer.map((one) => one ?? usual)) : (answer ?? usual);
  const answers = {
    api: behaviour(api, good),
    token: behaviour(token, issuing),
    discovery: behaviour(discovery, json(200, { issuer: `${url}/` })),
  };
  const requests = [];
  const waiting = new Set();
  return {
    url,
    requests,
    /** Those that went to one of `api`, `token` and `discovery`. */
    asked: (kind) => requests.filter((request) => request.kind === kind),
    /** Resolves when one of them has been asked so many times. */
    until(kind, times = 1) {
      return new Promise((resolve) => {
        const look = () => {
          if (this.asked(kind).length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    serve(request, socket) {
      const kind = kindOf(request.url);
      requests.push({ ...request, kind, at: performance.now() });
      answers[kind](socket, request);
      for (const look of waiting) look();
    },
  };
}

function kindOf(url) {
  if (url.startsWith('/oauth/token')) return 'token';
  return url.startsWith('/.well-known/') ? 'discovery' : 'api';
}

/** Gives each whole request of a connection. RFC 9112 section 2 */
function readRequests(socket, give) {
  let unread = '';
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1');
    for (;;) {
      const end = unread.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first, ...lines] = unread.slice(0, end).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.indexOf(':')).toLowerCase(),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
      );
      const length = Number(headers['content-length'] ?? 0);
      if (unread.length < end + 4 + length) return;
      const [method, url] = first.split(' ');
      const body = Buffer.from(unread.slice(end + 4, end + 4 + length), 'latin1').toString();
      unread = unread.slice(end + 4 + length);
      give({ method, url, headers, body });
    }
  });
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

async function closedPort() {
  const server = createServer();
  const origin = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}
