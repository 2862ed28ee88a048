import { once } from 'node:events';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LoadServer, loadServer } from './load-server.js';

const minute = 60_000;
/** What connections may leave behind: the server opens a file or a thread of its own now and then. */
const spareDescriptors = 8;

/** Peers that stay open whatever the server does. */
async function peers(count: number, port: number): Promise<Socket[]> {
  const opened = Array.from({ length: count }, () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    return socket;
  });
  onTestFinished(() => opened.forEach((socket) => void socket.destroy()));
  await Promise.all(opened.map((socket) => once(socket, 'connect')));
  return opened;
}

/** Asks over a connection of its own. */
async function ask(server: LoadServer, path: string): Promise<{ status: number | undefined; body: string }> {
  const request = get({ host: '127.0.0.1', port: server.ports.http, path, agent: false });
  const [response] = await once(request, 'response');
  return { status: response.statusCode, body: await text(response) };
}

const health = async (server: LoadServer) => (await ask(server, '/health')).status;

/** Asks for the reference, so that it is made before anything is measured. */
async function warmUp(server: LoadServer): Promise<void> {
  for (let n = 0; n < 20; n += 1) await ask(server, '/docs');
}

/** The most memory and descriptors that are seen until something holds. */
async function most(server: LoadServer, until: () => boolean, milliseconds: number) {
  const seen = server.figures();
  await expect
    .poll(
      () => {
        const now = server.figures();
        seen.memory = Math.max(seen.memory, now.memory);
        seen.descriptors = Math.max(seen.descriptors, now.descriptors);
        return until();
      },
      { interval: 100, timeout: milliseconds },
    )
    .toBe(true);
  return seen;
}

const tell = (what: string, figures: object) => console.log(`${what}: ${JSON.stringify(figures)}`);

describe.skipIf(process.platform !== 'linux')('a server with 512 MB of heap', () => {
  it('60: forgets 300 silent TLS connections while they are still open', {
    timeout: 3 * minute,
  }, async () => {
    const server = await loadServer();
    await warmUp(server);
    const before = server.figures();
    const silent = await peers(300, server.ports.https);
    await most(server, () => server.figures().descriptors >= before.descriptors + 300, 10_000);
    const during = { ...server.figures(), health: await health(server) };
    const forgotten = () => server.figures().descriptors <= before.descriptors + spareDescriptors;
    await most(server, forgotten, 2 * minute);
    const after = server.figures();
    tell('300 silent TLS connections', { before, during, after });
    expect(silent.every((socket) => socket.writable)).toBe(true);
    expect(during.health).toBe(200);
    expect(during.memory - before.memory).toBeLessThan(100);
  });

  it('66: refuses connections as it was told, and counts them and says so', async () => {
    const server = await loadServer({ flags: ['--address-connection-limit', '5'] });
    // One more than there may be, since the first question may take a place before the last of them.
    await peers(6, server.ports.https);
    await expect.poll(() => health(server).catch(() => undefined)).toBeUndefined();
    const figures = async () => (await ask(server, '/metrics')).body;
    await expect
      .poll(() => figures().catch(() => ''), { interval: 500, timeout: 30_000 })
      .toMatch(/clientele_refused_total\{limit="connections_per_address"\} [1-9]/);
    await expect
      .poll(server.output, { timeout: 30_000 })
      .toMatch(/"lastAddress":"127.0.0.1".*connections were refused because a limit was reached/);
  });

  it('60: is there again when 600 of them took all descriptors', { timeout: minute }, async () => {
    const server = await loadServer({ openFiles: 400 });
    const silent = await peers(600, server.ports.https);
    await expect.poll(() => server.figures().descriptors, { timeout: 10_000 }).toBeGreaterThan(320);
    const answered = () => health(server).catch(() => undefined);
    await expect.poll(answered, { interval: 500, timeout: 40_000 }).toBe(200);
    expect(silent.some((socket) => socket.writable)).toBe(true);
  });

  it('67: stays small while 200 connections over http and 200 over https ask for the reference and do not read', {
    timeout: 5 * minute,
  }, async () => {
    const server = await loadServer();
    await warmUp(server);
    const before = server.figures();
    const request = 'GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20);
    const [plain, toSecure] = await Promise.all([
      peers(200, server.ports.http),
      peers(200, server.ports.https),
    ]);
    const secure = await Promise.all(toSecure.map(secured));
    for (const socket of [...plain, ...secure]) socket.write(request);
    const deadline = performance.now() + 10_000;
    const during = await most(server, () => performance.now() > deadline, 20_000);
    const healthy = await health(server);
    const forgotten = () => server.figures().descriptors <= before.descriptors + spareDescriptors;
    await most(server, forgotten, 4 * minute);
    const after = server.figures();
    tell('400 connections that do not read', { before, during, after, healthy });
    expect(healthy).toBe(200);
    expect(during.memory - before.memory).toBeLessThan(200);
  });
});

async function secured(plain: Socket): Promise<TLSSocket> {
  const secure = connectSecurely({ socket: plain, rejectUnauthorized: false });
  secure.on('error', () => undefined);
  await once(secure, 'secureConnect');
  return secure;
}
