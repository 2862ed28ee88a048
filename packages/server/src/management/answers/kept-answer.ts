import { actedOnScopes, insufficientScope } from '@clientele/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../http/request-context.js';
import type { AnswerKey, KeptAnswer } from '../../storage/port/answers.js';
import type { ChangingStores } from '../../storage/port/change.js';

/** Says that a request was answered before, and nothing was done for this one. */
const replayedHeader = 'idempotent-replayed';

/** The header fields that are part of what a request was answered. */
const keptHeaders = ['etag', 'location'] as const;

/**
 * Changes the registry and answers what `act` returns. Where the request may be repeated, the answer is kept in the same
 * transaction, so that there are both or neither. docs/decisions/0108
 */
export function changeAndAnswer<Body extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  act: (stores: ChangingStores) => Promise<Body>,
): Promise<Body> {
  return request.tenant.storage.change(actorOf(request), async (stores) => {
    const body = await act(stores);
    await keepAnswer(request, reply, { stores, body });
    return body;
  });
}

/** Keeps the answer to a request that may be repeated, inside the change that it is about; status and headers are those of the reply. */
export async function keepAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { stores, body }: { stores: Pick<ChangingStores, 'answers'>; body: object },
): Promise<void> {
  const { repeatable } = request;
  if (!repeatable) return;
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  await stores.answers.keep(answerKey(request), {
    ...sameness(request),
    status: reply.statusCode,
    headers,
    body,
  });
  repeatable.isKept = true;
}

/** What a request must have in common with another one to get its answer. */
export function sameness({ repeatable, caller }: FastifyRequest): Pick<KeptAnswer, 'fingerprint' | 'scopes'> {
  if (!repeatable) throw new Error('a request without a key is like no other');
  // Others change nothing about what is done and shown.
  const scopes = actedOnScopes.filter((scope) => caller.scopes.has(scope));
  return { fingerprint: repeatable.fingerprint, scopes };
}

/** Under what the answer to a request is kept. */
export function answerKey({ caller, repeatable }: FastifyRequest): AnswerKey {
  if (!repeatable) throw new Error('a request without a key has no answer that is kept');
  return { caller: caller.id, key: repeatable.key };
}

/**
 * Answers once more what a request was answered.
 * @throws RuleError (403) for a token that may see less than the one that was answered.
 */
export function answerAgain(
  { caller }: FastifyRequest,
  reply: FastifyReply,
  { scopes, status, headers, body }: KeptAnswer,
): FastifyReply {
  for (const scope of scopes) if (!caller.scopes.has(scope)) throw insufficientScope([scope]);
  for (const name of keptHeaders) reply.removeHeader(name);
  return reply.code(status).headers(headers).header(replayedHeader, 'true').send(body);
}
