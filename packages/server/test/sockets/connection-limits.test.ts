import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import type { ConnectionLimits } from '../../src/sockets/admission.js';
import { type Listeners, openListeners } from '../../src/sockets/listeners.js';
import type { TrafficOptions } from '../../src/sockets/traffic.js';

type Refusals = Parameters<NonNullable<TrafficOptions['onRefusals']>>[0];

/** Listeners with some limit, and the refusals that they report. */
async function limited(
  limits: Partial<ConnectionLimits>,
  options: TrafficOptions & { handler?: RequestListener } = {},
): Promise<{ listeners: Listeners; reported: Refusals[] }> {
  const reported: Refusals[] = [];
  const listeners = await openListeners({
    host: ['127.0.0.1'],
    httpPort: 0,
    connectionLimits: { connections: 0, connectionsPerAddress: 0, pipelinedRequests: 0, ...limits },
    onRefusals: (refusals) => reported.push(refusals),
    drainTimeout: 100,
    ...options,
  });
  onTestFinished(() => listeners.drain());
  listeners.serve(options.handler ?? ((request, response) => response.end(request.url)));
  return { listeners, reported };
}

async function peer({ http }: Listeners, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: http?.port ?? 0, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

/** What a peer is answered, or nothing where its connection was closed. */
async function answer(socket: Socket): Promise<string> {
  socket.write(request('/asked'));
  const answered = once(socket, 'data').then(String, () => '');
  return Promise.race([answered, once(socket, 'close').then(() => '')]);
}

it('66: connections beyond the limit are closed at once, and those before go on', async () => {
  const { listeners, reported } = await limited({ connections: 2 });
  const [first, second] = [await peer(listeners), await peer(listeners)];
  for (let n = 0; n < 3; n += 1) expect(await answer(await peer(listeners))).toBe('');
  expect(await answer(first)).toContain('/asked');
  expect(listeners.connections).toMatchObject({ open: 2, refused: { connections: 3 } });
  second.destroy();
  await expect.poll(() => listeners.connections.open).toBe(1);
  expect(await answer(await peer(listeners))).toContain('/asked');
  await listeners.drain();
  expect(reported).toEqual([{ refused: { connections: 3 }, lastAddress: '127.0.0.1' }]);
});

it.skipIf(process.platform !== 'linux')(
  '66: one address beyond its limit leaves the others alone',
  async () => {
    const { listeners } = await limited({ connectionsPerAddress: 1 });
    await peer(listeners);
    expect(await answer(await peer(listeners))).toBe('');
    expect(await answer(await peer(listeners, '127.0.0.2'))).toContain('/asked');
    expect(listeners.connections.refused).toMatchObject({ connections: 0, connections_per_address: 1 });
  },
);

it('66: an address may connect again once it has left', async () => {
  const { listeners } = await limited({ connectionsPerAddress: 1 });
  for (let n = 0; n < 3; n += 1) {
    const socket = await peer(listeners);
    expect(await answer(socket)).toContain('/asked');
    socket.destroy();
    await expect.poll(() => listeners.connections.open).toBe(0);
  }
});

it.skipIf(process.platform !== 'linux')('66: no limit is for a trusted proxy', async () => {
  const exempt = (address: string) => address === '127.0.0.3';
  const { listeners } = await limited({ connections: 1, connectionsPerAddress: 1 }, { exempt });
  await peer(listeners);
  for (let n = 0; n < 3; n += 1) expect(await answer(await peer(listeners, '127.0.0.3'))).toContain('/asked');
  expect(await answer(await peer(listeners))).toBe('');
});

it('67: requests of one connection are handled one after the other, in their order', async () => {
  const handled: [string | undefined, ServerResponse][] = [];
  const { listeners } = await limited(
    { pipelinedRequests: 20 },
    { handler: (asked, response) => void handled.push([asked.url, response]) },
  );
  const socket = await peer(listeners);
  const received = text(socket);
  for (let n = 1; n <= 10; n += 1) socket.write(request(`/${n}`));
  socket.write(`POST /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc`);
  for (let n = 1; n <= 11; n += 1) {
    await expect.poll(() => handled.length).toBe(n);
    const [url, response] = handled[n - 1] ?? [];
    response?.end(`[${url}]`);
  }
  expect((await received).match(/\[.*?\]/g)).toEqual([
    ...Array.from({ length: 10 }, (_, n) => `[/${n + 1}]`),
    '[/last]',
  ]);
});

it('67: a connection with more unanswered requests than the limit is closed', async () => {
  const { listeners, reported } = await limited({ pipelinedRequests: 5 }, { handler: () => undefined });
  const within = await peer(listeners);
  within.write(request('/').repeat(5));
  const beyond = await peer(listeners);
  beyond.write(request('/').repeat(6));
  await once(beyond, 'close');
  expect(listeners.connections).toMatchObject({ open: 1, refused: { pipelined_requests: 1 } });
  await listeners.drain();
  expect(reported).toMatchObject([{ refused: { pipelined_requests: 1 } }]);
});

it('65: a stop answers every request of a connection that had come', async () => {
  const handled: ServerResponse[] = [];
  const { listeners } = await limited(
    {},
    { handler: (_, response) => void handled.push(response), drainTimeout: 10_000 },
  );
  const socket = await peer(listeners);
  const received = text(socket);
  socket.write(request('/').repeat(3));
  await expect.poll(() => handled.length).toBe(1);
  const drained = listeners.drain();
  for (let n = 1; n <= 3; n += 1) {
    await expect.poll(() => handled.length).toBe(n);
    handled[n - 1]?.end('answered');
  }
  await drained;
  expect((await received).match(/answered/g)?.length).toBe(3);
  expect((await received).match(/connection: close/gi)?.length).toBe(1);
});

it('67: what a connection asks for behind an answer is left to wait outside', async () => {
  const handled: [IncomingMessage, ServerResponse][] = [];
  const { listeners } = await limited({}, { handler: (...exchange) => void handled.push(exchange) });
  const socket = await peer(listeners);
  socket.resume();
  const count = 2000;
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\nPadding: ${'a'.repeat(2000)}\r\n\r\n`.repeat(count));
  await expect.poll(() => handled.length).toBe(1);
  // Another connection is served in between, so that there was time to read on.
  const other = await peer(listeners);
  other.write(request('/'));
  await expect.poll(() => handled.length).toBe(2);
  expect(handled[0]?.[0].socket.bytesRead).toBeLessThan(500_000);
  for (let n = 0; n < count; n += 1) {
    if (handled[n] === undefined) await expect.poll(() => handled[n], { interval: 1 }).toBeDefined();
    handled[n]?.[1].end();
  }
});
