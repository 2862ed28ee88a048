import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sourceOf } from '../limits/source.js';
import { memoryBudget } from './memory-budget.js';
import { inPieces } from './pieces.js';
import { tokenPath } from './token-path.js';

const megabyte = 1024 * 1024;

/** The most bytes that one answer may have: a full page of the largest clients is smaller. docs/decisions/0074 */
export const maxAnswerBytes = 32 * megabyte;
/** While more bytes than these wait for room, finished answers are refused. */
const madeBytes = 16 * megabyte;
/** Smaller answers are not counted: connections are limited, and so are these. */
const smallBytes = 16 * 1024;
/** Milliseconds after which an answer that waits for room is refused. */
const usualPatience = 10_000;

/** How much memory answers take together. */
export interface AnswerMemoryOptions {
  /** Of answers that are not sent yet; 0 is no limit. One alone is always sent. */
  bytes: number;
  /** How many milliseconds an answer waits for room. */
  patience?: number;
}

/** How many bytes of answers are not sent yet, and how many answers found no room. */
export interface AnswerMemory {
  bytes(): number;
  refused(): number;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Waits until there is room for an answer of this size. */
    admit(bytes: number): Promise<void>;
    /** Kept by `limitAnswers`: how many bytes this answer was given. */
    answerBytes: number;
  }
}

/** Bounds the memory that answers take together until their peers have read them. docs/decisions/0074 */
export function limitAnswers(
  app: FastifyInstance,
  { bytes: limit, patience = usualPatience }: AnswerMemoryOptions,
): AnswerMemory {
  const budget = memoryBudget({ bytes: limit === 0 ? Number.POSITIVE_INFINITY : limit, patience });

  function keep(reply: FastifyReply, bytes: number): void {
    reply.answerBytes = bytes;
    const by = callerOf(reply.request);
    whenFinished(reply, () => budget.release(bytes, by));
  }

  // The answer to a change is always sent, so where such answers take too much memory, changes are refused before.
  app.addHook('onRequest', (request, _reply, done) => {
    const isBeyond = limit > 0 && budget.taken() > 2 * limit && !mayBeRefused(request);
    done(isBeyond ? budget.refuse() : undefined);
  });
  app.decorateReply('answerBytes', 0);
  app.decorateReply('admit', async function (bytes) {
    const wanted = Math.min(bytes, maxAnswerBytes);
    await budget.take(wanted, callerOf(this.request));
    keep(this, wanted);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const bytes = lengthOf(payload);
    if (bytes <= smallBytes || reply.answerBytes > 0) return done(null, payload);
    const send = () => {
      keep(reply, bytes);
      done(null, inPieces(reply, Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload))));
    };
    if (!mayBeRefused(request)) {
      budget.force(bytes, callerOf(request));
      return send();
    }
    if (budget.waitedFor() > madeBytes) return done(budget.refuse());
    const waiting = budget.take(bytes, callerOf(request));
    if (waiting) waiting.then(send, done);
    else send();
  });
  return { bytes: budget.taken, refused: budget.refused };
}

/** The answer to a change is never withheld; a token can be requested again. */
function mayBeRefused({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || routeOptions.url === tokenPath;
}

/** Whose answers share one half of the budget: those of a client, where it is known. */
function callerOf({ caller, ip }: FastifyRequest): string {
  return caller ? `caller ${caller.id}` : `source ${sourceOf(ip)}`;
}

function lengthOf(payload: unknown): number {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? Buffer.byteLength(payload) : 0;
}

const endings = new WeakMap<Socket, Set<() => void>>();

/** Acts once an answer is sent or never will be; a response that waits for its turn on a connection emits no event when that closes. */
function whenFinished({ raw, request }: FastifyReply, act: () => void): void {
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
