import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Peers that do not read keep so much waiting that no large answer is made for anybody. RFC 9110 section 15.6.4 */
export class UnsentLimitExceeded extends Error {
  readonly code = 'UNSENT_LIMIT_EXCEEDED';
}

/** How many bytes of large answers wait to be read by their peers, and how many answers were refused for that. */
export interface UnsentState {
  bytes: number;
  refused: number;
}

/** An answer up to this size is not counted: connections are limited, and so are these. */
const small = 16 * 1024;
/** So much of an answer is handed to a connection at once; over TLS it is there once more, encrypted. */
const piece = 16 * 1024;

/**
 * Bounds what waits to be read by all peers together; 0 is no limit. A single answer is always sent, whatever its size.
 * docs/decisions/0066
 */
export function boundUnsentAnswers(app: FastifyInstance, limit: number, state: UnsentState): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if ((typeof payload !== 'string' && !Buffer.isBuffer(payload)) || payload.length <= small) return done();
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    if (limit !== 0 && state.bytes > 0 && state.bytes + bytes.length > limit) {
      state.refused += 1;
      return done(new UnsentLimitExceeded());
    }
    state.bytes += bytes.length;
    reply.raw.once('close', () => {
      state.bytes -= bytes.length;
    });
    done(null, inPieces(reply, bytes));
  });
}

/** Sends what is in memory anyway, for whoever asks, and so is not counted. */
export function sendShared(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.send(inPieces(reply, bytes));
}

/** A stream of an answer, so that no more of it is copied than its peer reads. */
function inPieces(reply: FastifyReply, bytes: Buffer): Readable {
  reply.header('content-length', bytes.length);
  return Readable.from(piecesOf(bytes), { objectMode: false, highWaterMark: piece });
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
