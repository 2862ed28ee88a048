import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { limitAnswers } from '../../src/http/answer-memory.js';
import { answerErrors } from '../../src/http/errors.js';
import { sendUncounted } from '../../src/http/pieces.js';
import { managementErrors } from '../../src/management/answers/error-body.js';

const size = 16 * 1024 * 1024;
const shared = Buffer.alloc(size, 'x');

async function serving(limit: number) {
  const app = Fastify();
  const memory = limitAnswers(app, { bytes: limit, patience: 50 });
  const state = () => ({ bytes: memory.bytes(), refused: memory.refused() });
  app.setErrorHandler(answerErrors(managementErrors));
  app.get('/large', async () => ({ text: 'ä'.repeat(size / 2) }));
  app.get('/small', async () => 'small');
  app.get('/shared', async (_, reply) => sendUncounted(reply, shared));
  onTestFinished(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, state };
}

/** Asks for something and does not read the answer. */
async function asking(app: FastifyInstance, path: string): Promise<Socket> {
  const address = app.server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  return socket;
}

describe('large answers that nobody reads', () => {
  it('67: are refused with 503 beyond the limit, until some are read or their peers gone', async () => {
    const { app, state } = await serving(size + 1000);
    const unread = await asking(app, '/large');
    await expect.poll(() => state().bytes).toBe(size + 11);
    const refused = await app.inject('/large');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refused.json()).toMatchObject({ statusCode: 503, errorCode: 'service_unavailable' });
    expect((await app.inject('/small')).body).toBe('small');
    expect((await app.inject('/shared')).body.length).toBe(size);
    unread.destroy();
    await expect.poll(() => state().bytes).toBe(0);
    expect((await app.inject('/large')).json().text.length).toBe(size / 2);
    await expect.poll(state).toEqual({ bytes: 0, refused: 1 });
  });

  it('67: are sent where nothing else waits, however large', async () => {
    const { app } = await serving(1000);
    expect((await app.inject('/large')).statusCode).toBe(200);
  });

  it('67: are not copied for each connection', async () => {
    const { app } = await serving(0);
    const before = process.memoryUsage();
    const peers = await Promise.all(Array.from({ length: 20 }, () => asking(app, '/shared')));
    await Promise.all(peers.map((peer) => once(peer, 'readable')));
    const { external } = process.memoryUsage();
    expect(external - before.external).toBeLessThan(size);
  });

  it('67: have their length, also where only that is asked for', async () => {
    const { app } = await serving(0);
    for (const url of ['/large', '/shared']) {
      const answer = await app.inject(url);
      const length = String(answer.rawPayload.length);
      expect(answer.headers['content-length']).toBe(length);
      const head = await app.inject({ method: 'HEAD', url });
      expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', length]);
    }
  });
});
