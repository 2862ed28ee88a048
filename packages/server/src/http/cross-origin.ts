import type { FastifyReply, FastifyRequest } from 'fastify';

const publicPlace = '/.well-known/';

/** Lets scripts of any origin read what is public, and why it cannot be had. Fetch standard, "CORS protocol"; docs/decisions/0096 */
export function openToAllOrigins({ routeOptions, url }: FastifyRequest, reply: FastifyReply): void {
  if ((routeOptions.url ?? url).startsWith(publicPlace)) reply.header('access-control-allow-origin', '*');
}
