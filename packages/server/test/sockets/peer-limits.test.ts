import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificateAuthority, makeLeaf } from '../../src/crypto/certificate-authority.js';
import { createExchanges } from '../../src/sockets/exchanges.js';
import { type Listeners, openListeners } from '../../src/sockets/listeners.js';
import { type PeerLimits, peerLimits } from '../../src/sockets/peer-limits.js';

/** So long that a test would fail by its own time-out. */
const never = 600_000;
/** What a test waits for at most; less than the defaults of node:http. */
const patience = 4500;

let tls: { key: string; cert: string };
beforeAll(async () => {
  const authority = await makeCertificateAuthority(new Date());
  const leaf = await makeLeaf(authority, [{ type: 'dns', value: 'localhost' }], new Date());
  tls = { key: leaf.key, cert: leaf.certificate };
});

/** Listeners on which one wait alone ends soon. */
async function listening(short: Partial<PeerLimits>, handler: RequestListener): Promise<Listeners> {
  const long = {
    handshake: never,
    headers: never,
    request: never,
    answer: never,
    idle: never,
    farewell: never,
  };
  const listeners = await openListeners({
    host: ['127.0.0.1'],
    httpPort: 0,
    httpsPort: 0,
    tls,
    peerLimits: { ...long, check: 20, ...short },
    drainTimeout: 0,
  });
  onTestFinished(() => listeners.drain());
  listeners.serve(handler);
  return listeners;
}

/** A peer that stays open whatever happens, and says nothing of its own. */
async function peer(listeners: Listeners, protocol: 'http' | 'https' = 'http'): Promise<Socket> {
  const port = listeners[protocol]?.port ?? 0;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  await expect.poll(() => listeners.connections.open, { interval: 5 }).toBeGreaterThan(0);
  return socket;
}

/** Waits until the server holds nothing any more, while its peers are still there. */
async function gone(listeners: Listeners): Promise<void> {
  await expect.poll(() => listeners.connections.open, { interval: 20, timeout: patience }).toBe(0);
}

/** Sends a byte at an interval, for as long as that is possible. */
function drip(socket: Socket, bytes: string | Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    if (!socket.writable) return clearInterval(timer);
    socket.write(Buffer.from(bytes).subarray(at % bytes.length, (at % bytes.length) + 1));
    at += 1;
  }, 10);
  onTestFinished(() => clearInterval(timer));
}

const large = Buffer.alloc(32 * 1024 * 1024, 'x');

describe('a wait on a peer ends by force', () => {
  it('60: a TLS handshake that never begins', async () => {
    const listeners = await listening({ handshake: 100 }, () => undefined);
    const peers = await Promise.all([1, 2, 3].map(() => peer(listeners, 'https')));
    await gone(listeners);
    expect(peers.length).toBe(3);
  });

  it('60: a TLS handshake that comes a byte at a time', async () => {
    const listeners = await listening({ handshake: 200 }, () => undefined);
    const hello = Buffer.concat([Buffer.from([0x16, 3, 1, 0x3f, 0xff]), Buffer.alloc(16_000)]);
    drip(await peer(listeners, 'https'), hello);
    await gone(listeners);
  });

  it('60: a TLS handshake that fails', async () => {
    const listeners = await listening({}, () => undefined);
    (await peer(listeners, 'https')).write('GET / HTTP/1.1\r\n\r\n');
    await gone(listeners);
  });

  it('62: the head of a request that never comes', async () => {
    const listeners = await listening({ headers: 100 }, () => undefined);
    await peer(listeners);
    await gone(listeners);
  });

  it('62: the head of a request that comes a byte at a time, which is told so', async () => {
    const listeners = await listening({ headers: 200 }, () => undefined);
    const socket = await peer(listeners);
    const answer = once(socket, 'data');
    drip(socket, `GET / HTTP/1.1\r\nA: ${'a'.repeat(10_000)}`);
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    await gone(listeners);
  });

  it('62: a body that comes a byte at a time', async () => {
    const listeners = await listening({ headers: 200, request: 200 }, (request, response) => {
      request.resume().on('end', () => response.end());
    });
    const socket = await peer(listeners);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n');
    drip(socket, 'a'.repeat(100_000));
    await gone(listeners);
  });

  it.each(['http', 'https'] as const)('63: an answer over %s that is not read', async (protocol) => {
    const listeners = await listening({ answer: 200 }, (_, response) => response.end(large));
    await asking(listeners, protocol);
    await gone(listeners);
  });

  it('63: an answer that is read a little at a time', async () => {
    const listeners = await listening({ answer: 300 }, (_, response) => response.end(large));
    const socket = await asking(listeners, 'http');
    const timer = setInterval(() => socket.read(), 50);
    onTestFinished(() => clearInterval(timer));
    await gone(listeners);
  });

  it('63: an answer that another request waits behind', async () => {
    let handled = 0;
    const listeners = await listening({ answer: 200 }, (_, response) => {
      handled += 1;
      response.end(large);
    });
    const socket = await asking(listeners, 'http');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5));
    await gone(listeners);
    expect(handled).toBe(1);
  });

  it('64: a connection on which nothing more is asked', async () => {
    const listeners = await listening({ idle: 100, headers: 100 }, (_, response) => response.end());
    (await asking(listeners, 'http')).resume();
    await gone(listeners);
  });

  it('64: a connection that is kept alive by empty lines', async () => {
    const listeners = await listening({ idle: 200, headers: 100 }, (_, response) => response.end());
    const socket = await asking(listeners, 'http');
    socket.resume();
    drip(socket, '\r\n');
    await gone(listeners);
  });

  it('64: and until then it is told how long it is kept', async () => {
    const listeners = await openListeners({ host: ['127.0.0.1'], httpPort: 0 });
    onTestFinished(() => listeners.drain());
    listeners.serve((_, response) => response.end());
    const socket = await asking(listeners, 'http');
    expect(String((await once(socket, 'data'))[0])).toMatch(/\r\nKeep-Alive: timeout=65\r\n/);
    socket.destroy();
  });

  it('65: at a stop, whoever does not read', async () => {
    let handled = 0;
    const listeners = await listening({}, (_, response) => {
      handled += 1;
      response.end(large);
    });
    await asking(listeners, 'http');
    await asking(listeners, 'https');
    await peer(listeners, 'https');
    await expect.poll(() => handled).toBe(2);
    await listeners.drain();
    await gone(listeners);
  });

  it('62: the status that ends a connection, where it cannot be sent', async () => {
    const stuck = new Duplex({ read: () => undefined, write: () => undefined });
    const exchanges = createExchanges({
      limits: { ...peerLimits, farewell: 50 },
      pipelinedRequests: 0,
      handle: () => undefined,
      onPipelineLimit: () => undefined,
      onChange: () => undefined,
    });
    exchanges.open(stuck);
    exchanges.refuse(stuck, '400 Bad Request');
    await expect
      .poll(() => {
        exchanges.endOverdue();
        return stuck.destroyed;
      })
      .toBe(true);
  });

  it('62: none of them is longer than two minutes', () => {
    const { headers, request, handshake, ...others } = peerLimits;
    for (const limit of [headers, handshake]) expect(limit).toBeLessThanOrEqual(10_000);
    expect(request).toBeLessThanOrEqual(30_000);
    for (const limit of Object.values(others)) expect(limit).toBeLessThanOrEqual(120_000);
  });
});

/** A peer that has asked for something and reads nothing of the answer yet. */
async function asking(listeners: Listeners, protocol: 'http' | 'https'): Promise<Socket> {
  const plain = await peer(listeners, protocol);
  const socket = protocol === 'http' ? plain : connectSecurely({ socket: plain, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  if (protocol === 'https') await once(socket, 'secureConnect');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  return socket;
}
