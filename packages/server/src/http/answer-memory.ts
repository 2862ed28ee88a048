import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { memoryBudget, OutOfMemory } from './memory-budget.js';

const megabyte = 1024 * 1024;

/** So many bytes one answer may have: a full page of the largest clients is smaller. docs/decisions/0074 */
export const maxAnswerBytes = 32 * megabyte;
/** So many bytes all answers together may have that are not sent yet. */
const allAnswersBytes = 48 * megabyte;
/** So many bytes of answers that are made already may wait to be among them. */
const madeBytes = 16 * megabyte;
/** Of smaller answers there are too few at once to count them. */
const smallBytes = 64 * 1024;
/** Nobody waits longer than so many milliseconds for others to be answered. */
const patience = 10_000;

declare module 'fastify' {
  interface FastifyReply {
    /** Waits until there is room for an answer that will take so many bytes. */
    admit(bytes: number): Promise<void>;
    /** Kept by `limitAnswers`: how many bytes this answer was given. */
    answerBytes: number;
  }
}

/** Bounds the memory that the answers of these routes take together. docs/decisions/0074 */
export function limitAnswers(app: FastifyInstance): void {
  const budget = memoryBudget({ bytes: allAnswersBytes, patience });

  function keep(reply: FastifyReply, bytes: number): void {
    reply.answerBytes = bytes;
    whenOver(reply, () => budget.giveBack(bytes));
  }

  app.decorateReply('answerBytes', 0);
  app.decorateReply('admit', async function (bytes) {
    const wanted = Math.min(bytes, maxAnswerBytes);
    await budget.take(wanted);
    keep(this, wanted);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const bytes = lengthOf(payload);
    if (bytes <= smallBytes || reply.answerBytes > 0) return done(null, payload);
    const send = () => {
      keep(reply, bytes);
      // A text would be copied once more for whoever reads it slowly.
      done(null, typeof payload === 'string' ? Buffer.from(payload) : payload);
    };
    if (!mayBeRefused(request)) {
      budget.force(bytes);
      return send();
    }
    if (budget.waitedFor() + bytes > madeBytes) return done(new OutOfMemory());
    const waiting = budget.take(bytes);
    if (waiting) waiting.then(send, done);
    else send();
  });
}

/** What has changed something is told. */
function mayBeRefused({ method }: FastifyRequest): boolean {
  return method === 'GET';
}

function lengthOf(payload: unknown): number {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
}

const endings = new WeakMap<Socket, Set<() => void>>();

/** Acts once an answer is sent or will never be; one that waits for its turn on a connection hears nothing of its end. */
function whenOver({ raw, request }: FastifyReply, act: () => void): void {
  const { socket } = request.raw;
  const ofSocket = endings.get(socket) ?? watched(socket);
  const once = () => {
    if (ofSocket.delete(once)) act();
  };
  ofSocket.add(once);
  raw.once('close', once).once('finish', once);
  if (socket.destroyed) once();
}

function watched(socket: Socket): Set<() => void> {
  const ofSocket = new Set<() => void>();
  endings.set(socket, ofSocket);
  socket.once('close', () => {
    for (const end of ofSocket) end();
  });
  return ofSocket;
}
