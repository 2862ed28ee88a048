import type { FastifyReply, FastifyRequest } from 'fastify';
import { isNotModified } from '../requests/preconditions.js';

/** Tells the caller the state that it is answered, and whether that is the one it has already: then 304 is all to send. */
export function tagAnswer(request: FastifyRequest, reply: FastifyReply, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  reply.header('etag', tag);
  if (!['GET', 'HEAD'].includes(request.method) || !isNotModified(request, tag)) return false;
  reply.code(304);
  return true;
}
