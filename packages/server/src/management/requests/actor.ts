import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../http/request-context.js';
import type { Actor } from '../../storage/port/port.js';

/** Who the log will name for a change that this request makes. */
export function actor(request: FastifyRequest): Actor {
  return { ...actorOf(request), clientId: request.caller.clientId };
}
