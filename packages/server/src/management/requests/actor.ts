import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../http/request-context.js';
import type { Actor } from '../../storage/port/change.js';

/** Who the log will name for a change that this request makes. */
export function actor(request: FastifyRequest): Actor {
  const { clientId, clientName } = request.caller;
  return { ...actorOf(request), clientId, clientName };
}
