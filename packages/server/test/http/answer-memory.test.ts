import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitAnswers } from '../../src/http/answer-memory.js';

const megabyte = 1024 * 1024;

describe('the memory of answers', () => {
  let app: FastifyInstance;
  let port: number;
  let made: number;
  let changed: number;
  beforeEach(async () => {
    made = 0;
    changed = 0;
    app = Fastify();
    limitAnswers(app, { bytes: 96 * megabyte, patience: 10_000 });
    app.get('/large', async (_request, reply) => {
      await reply.admit(24 * megabyte);
      made += 1;
      return reply.type('text/plain').send('x'.repeat(24 * megabyte));
    });
    app.post('/changed', async () => {
      changed += 1;
      return 'y'.repeat(24 * megabyte);
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = app.server.address() as AddressInfo);
  });
  afterEach(() => app.close());

  /** Asks and does not read. */
  const silently = (count: number, start = 'GET /large') => {
    const socket = connect(port, '127.0.0.1')
      .pause()
      .on('error', () => undefined);
    socket.write(`${start} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`.repeat(count));
    return socket;
  };

  it('is there again when whoever does not read hangs up, also for requests that wait behind another one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const socket = silently(2);
      await expect.poll(() => made, { timeout: 20_000 }).toBe(2 * (round + 1));
      socket.destroy();
      await once(socket, 'close');
    }
    const read = await app.inject('/large');
    expect(read.payload).toHaveLength(24 * megabyte);
  }, 30_000);

  it('is not given to more answers than there is room for, but changes are always told', async () => {
    const sockets = [silently(1), silently(1), silently(1)];
    await expect.poll(() => made, { timeout: 20_000 }).toBe(2);
    const change = await app.inject({ method: 'POST', url: '/changed' });
    expect(change.statusCode).toBe(200);
    expect(change.payload).toHaveLength(24 * megabyte);
    expect(made).toBe(2);
    sockets[0]?.destroy();
    await expect.poll(() => made, { timeout: 20_000 }).toBe(3);
    for (const socket of sockets) socket.destroy();
  }, 30_000);

  it('is overdrawn by twice as much at most: then nothing is changed that could not be told', async () => {
    const sockets = Array.from({ length: 9 }, () => silently(1, 'POST /changed'));
    await expect.poll(() => changed, { timeout: 20_000 }).toBe(9);
    const refused = await app.inject({ method: 'POST', url: '/changed' });
    expect([refused.statusCode, changed]).toEqual([503, 9]);
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(async () => (await app.inject({ method: 'POST', url: '/changed' })).statusCode)
      .toBe(200);
  }, 30_000);
});
