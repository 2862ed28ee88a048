import { chooseClientIdScope, clientIdForm, isClientId, violationError } from '@clientele/model';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The id that a caller may and does choose for the client that it creates. */
    chosenClientId: string | undefined;
  }
}

/**
 * Takes `client_id` out of the body of a new client, for callers that may choose it. For all others it stays, and is refused
 * as any property that a new client does not have. docs/decisions/0104
 */
export async function takeChosenId(request: FastifyRequest): Promise<void> {
  const { body, caller } = request;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'client_id')) return;
  if (!caller.scopes.has(chooseClientIdScope)) return;
  const sent = body as { client_id?: unknown };
  if (typeof sent.client_id !== 'string' || !isClientId(sent.client_id))
    throw violationError('Payload', {
      rule: `Expected ${clientIdForm}`,
      path: ['client_id'],
      description: 'Id of the client',
    });
  request.chosenClientId = sent.client_id;
  delete sent.client_id;
}
