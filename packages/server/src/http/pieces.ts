import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** The bytes of an answer that are handed to a connection at once; over TLS they exist a second time, encrypted. */
const piece = 16 * 1024;

/** A stream of an answer, so that no more of it is copied than its peer reads. docs/decisions/0066 */
export function inPieces(reply: FastifyReply, bytes: Buffer): Readable {
  reply.header('content-length', bytes.length);
  return Readable.from(piecesOf(bytes), { objectMode: false, highWaterMark: piece });
}

/** Sends bytes that are in memory anyway, or must be sent whatever waits, without counting them against the budget. */
export function sendUncounted(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.send(inPieces(reply, bytes));
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
