import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { get as getSecurely } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectSecurely } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificateAuthority, makeLeaf } from '../../src/crypto/certificate-authority.js';
import { OperatorError } from '../../src/errors/operator-error.js';
import { type ListenerOptions, type Listeners, openListeners } from '../../src/sockets/listeners.js';

// Other systems than Linux have a single IPv4 loopback address.
const second = process.platform === 'linux' ? '127.0.0.2' : '::1';

let tls: { key: string; cert: string };
let ca: string;

beforeAll(async () => {
  const authority = await makeCertificateAuthority(new Date());
  const leaf = await makeLeaf(
    authority,
    [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ],
    new Date(),
  );
  tls = { key: leaf.key, cert: leaf.certificate };
  ca = authority.certificate;
});

async function open(options: Partial<ListenerOptions> = {}): Promise<Listeners> {
  const listeners = await openListeners({ host: ['127.0.0.1'], httpPort: 0, ...options });
  onTestFinished(() => listeners.drain());
  return listeners;
}

function portOf(bound: { port: number } | undefined): number {
  if (bound === undefined) throw new Error('not served');
  return bound.port;
}

async function answerOf(listeners: Listeners, agent: Agent | false = false, host = '127.0.0.1') {
  const [response] = (await once(get({ host, port: portOf(listeners.http), agent }), 'response')) as [
    IncomingMessage,
  ];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

async function rawSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

/** Serves, and hands out each exchange to be answered by the test. */
function exchanges(listeners: Listeners): () => Promise<ServerResponse> {
  const arrived: ServerResponse[] = [];
  const wanted: ((response: ServerResponse) => void)[] = [];
  listeners.serve((_, response) => {
    const want = wanted.shift();
    if (want) want(response);
    else arrived.push(response);
  });
  return () =>
    new Promise((resolve) => {
      const response = arrived.shift();
      if (response) resolve(response);
      else wanted.push(resolve);
    });
}

describe('openListeners', () => {
  it('opens the same free port on every address', async () => {
    const listeners = await open({ host: ['127.0.0.1', second] });
    listeners.serve((_, response) => response.end('here'));
    expect(listeners.addresses).toEqual(['127.0.0.1', second]);
    expect((await answerOf(listeners, false, '127.0.0.1')).body).toBe('here');
    expect((await answerOf(listeners, false, second)).body).toBe('here');
  });

  it('opens only the protocols that have a port', async () => {
    const httpOnly = await open();
    expect(Object.keys(httpOnly)).not.toContain('https');
    const httpsOnly = await open({ httpPort: undefined, httpsPort: 0, tls });
    expect(Object.keys(httpsOnly)).not.toContain('http');
    expect(portOf(httpsOnly.https)).toBeGreaterThan(0);
  });

  it('serves http and https with the same handler', async () => {
    const listeners = await open({ httpsPort: 0, tls });
    listeners.serve((_, response) => response.end('both'));
    expect((await answerOf(listeners)).body).toBe('both');
    const secure = getSecurely({ host: '127.0.0.1', port: portOf(listeners.https), ca, agent: false });
    const [response] = (await once(secure, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('both');
  });

  it('keeps requests that come before their handler', async () => {
    const listeners = await open();
    const answer = answerOf(listeners);
    const socket = await rawSocket(portOf(listeners.http));
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    listeners.serve((_, response) => response.end('waited for'));
    expect((await answer).body).toBe('waited for');
    expect(String(await once(socket, 'data'))).toContain('waited for');
  });

  it.each(['http', 'https'] as const)('says which setting moves a taken %s port', async (protocol) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => {
      other.close();
    });
    const { port } = other.address() as AddressInfo;
    const wanted = protocol === 'http' ? { httpPort: port } : { httpPort: 0, httpsPort: port, tls };
    const name = protocol.toUpperCase();
    const refused = openListeners({ host: ['127.0.0.1'], ...wanted });
    await expect(refused).rejects.toBeInstanceOf(OperatorError);
    await expect(refused).rejects.toThrow(
      `${protocol} port ${port} is in use by another program: choose another with CLIENTELE_${name}_PORT or --${protocol}-port (0 is any free one)`,
    );
  });

  it('leaves nothing open where one port is taken', async () => {
    const first = await open({ host: [second] });
    const taken = portOf(first.http);
    const free = await freePort();
    const refused = openListeners({
      host: ['127.0.0.1', second],
      httpPort: free,
      httpsPort: taken,
      tls,
    });
    await expect(refused).rejects.toThrow(OperatorError);
    const again = await open({ host: ['127.0.0.1'], httpPort: free });
    expect(again.http).toEqual({ port: free });
    expect((await open({ host: ['127.0.0.1'], httpPort: taken })).http).toEqual({ port: taken });
  });

  it('refuses an address of another machine', async () => {
    await expect(openListeners({ host: ['198.51.100.7'], httpPort: 0 })).rejects.toThrow(
      new OperatorError(
        '198.51.100.7 is not an address of this machine: choose one with CLIENTELE_HOST or --host',
      ),
    );
  });

  it('68: speaks TLS 1.2 and newer only', async () => {
    const listeners = await open({ httpPort: undefined, httpsPort: 0, tls });
    const options = { host: '127.0.0.1', port: portOf(listeners.https), ca, servername: 'localhost' };
    const modern = connectSecurely(options);
    await once(modern, 'secureConnect');
    expect(modern.getProtocol()).toBe('TLSv1.3');
    modern.destroy();
    const old = connectSecurely({
      ...options,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    await expect(once(old, 'secureConnect')).rejects.toThrow(/protocol version|wrong version/);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', '400 Bad Request'],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n', '400 Bad Request'],
    [
      'a body of two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      '400 Bad Request',
    ],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nA: ${'a'.repeat(20_000)}`,
      '431 Request Header Fields Too Large',
    ],
  ])('answers %s with a status alone', async (_, bytes, status) => {
    const listeners = await open();
    listeners.serve((__, response) => response.end());
    const socket = await rawSocket(portOf(listeners.http));
    socket.write(bytes);
    expect(await text(socket)).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  it('adds nothing to an answer that has begun when what follows is malformed', async () => {
    const listeners = await open();
    const next = exchanges(listeners);
    const socket = await rawSocket(portOf(listeners.http));
    const received = text(socket);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const response = await next();
    response.write('begun');
    socket.write('nonsense\r\n\r\n');
    await once(response, 'close');
    expect(await received).not.toContain('400');
  });
});

describe('drain', () => {
  it('finishes the requests in flight, closes their connections and accepts no more', async () => {
    const listeners = await open();
    const next = exchanges(listeners);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const answer = answerOf(listeners, agent);
    const response = await next();
    const drained = listeners.drain();
    await expect(answerOf(listeners)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    response.end('finished');
    expect(await answer).toMatchObject({ status: 200, body: 'finished', headers: { connection: 'close' } });
    await drained;
  });

  it('finishes an answer whose head was sent before', async () => {
    const listeners = await open();
    const next = exchanges(listeners);
    const answer = answerOf(listeners, new Agent({ keepAlive: true }));
    const response = await next();
    response.write('first, ');
    const drained = listeners.drain();
    response.end('last');
    expect((await answer).body).toBe('first, last');
    await drained;
  });

  it('finishes an answer that is made and not yet read', async () => {
    const listeners = await open();
    const next = exchanges(listeners);
    const size = 16 * 1024 * 1024;
    const socket = await rawSocket(portOf(listeners.http));
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    (await next()).end(Buffer.alloc(size));
    const drained = listeners.drain();
    await expect(answerOf(listeners)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await text(socket)).length).toBeGreaterThan(size);
    await drained;
  });

  it('still answers a request that was on its way', async () => {
    const listeners = await open();
    const next = exchanges(listeners);
    const held = answerOf(listeners);
    const holding = await next();
    const socket = await rawSocket(portOf(listeners.http));
    socket.write('GET / HTTP/1.1\r\n');
    await seenBy(listeners, next);
    const drained = listeners.drain();
    socket.write('Host: localhost\r\n\r\n');
    (await next()).end('late');
    expect(await text(socket)).toMatch(
      /^HTTP\/1\.1 200 OK\r\n(.+\r\n)*connection: close\r\n(.+\r\n)*\r\n.*late/i,
    );
    holding.end();
    await held;
    await drained;
  });

  it('closes idle and silent connections', async () => {
    const listeners = await open({ httpsPort: 0, tls });
    listeners.serve((_, response) => response.end());
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await answerOf(listeners, agent);
    const silent = await rawSocket(portOf(listeners.http));
    const withoutHandshake = await rawSocket(portOf(listeners.https));
    const closed = Promise.all([once(silent, 'close'), once(withoutHandshake, 'close')]);
    silent.resume();
    withoutHandshake.resume();
    await listeners.drain();
    await closed;
  });

  it('gives up on requests that do not end in time', async () => {
    const listeners = await open({ drainTimeout: 50 });
    const next = exchanges(listeners);
    const answer = answerOf(listeners);
    const cut = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    await next();
    await listeners.drain();
    await cut;
  });

  it('may be asked for twice', async () => {
    const listeners = await open();
    await Promise.all([listeners.drain(), listeners.drain()]);
    await expect(answerOf(listeners)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

/** Waits until what was written before has been seen, by a request of its own that comes later. */
async function seenBy(listeners: Listeners, next: () => Promise<ServerResponse>): Promise<void> {
  const probe = answerOf(listeners);
  (await next()).end();
  await probe;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
