import type { FastifyRequest } from 'fastify';

/** Takes a request without a body as one, whatever type the body that it does not have is said to be of. docs/decisions/0096 */
export function forgetTypeOfNoBody({ headers }: FastifyRequest): void {
  if (headers['content-type'] === undefined) return;
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers;
  if (encoding === undefined && length === '0') headers['content-type'] = undefined;
}
