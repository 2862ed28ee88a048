import type { FastifyRequest } from 'fastify';
import type { Actor } from '../storage/storage.js';

/** Who the log will name for a change that this request makes. */
export function actor(request: FastifyRequest): Actor {
  return {
    clientId: request.caller.clientId,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500),
    requestId: request.id,
  };
}
