import type { FastifyRequest } from 'fastify';

/**
 * Tools send back what they have read of a client. When it was made and changed is not theirs to say, so that is passed over
 * before the body is checked. docs/decisions/0086
 */
export async function passOverTimes({ body }: FastifyRequest): Promise<void> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const sent = body as { created_at?: unknown; updated_at?: unknown };
  delete sent.created_at;
  delete sent.updated_at;
}
