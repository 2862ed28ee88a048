import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendNotModified } from '../../http/not-modified.js';
import { isNotModified } from '../requests/preconditions.js';
import { keepOutOfCaches, showsSecret } from './secrets.js';

/** Tells the caller the state that it is answered, and whether that is the one it has already. */
export function tagAnswer(request: FastifyRequest, reply: FastifyReply, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  reply.header('etag', tag);
  return ['GET', 'HEAD'].includes(request.method) && isNotModified(request, tag);
}

/** Says that the caller has this answer already, with the headers that it would have. RFC 9110 section 15.4.5 */
export function sendKnown(reply: FastifyReply, shown: object): FastifyReply {
  if (showsSecret(shown)) keepOutOfCaches(reply);
  return sendNotModified(reply);
}
