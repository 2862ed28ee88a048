import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Says that the caller has what it asks for. RFC 9110 section 15.4.5 */
export function sendNotModified(reply: FastifyReply): FastifyReply {
  reply.code(304);
  // To HEAD, Fastify would state a length of 0 for no body; that of a stream it leaves open.
  return reply.send(reply.request.method === 'HEAD' ? Readable.from([]) : undefined);
}
