import type { FastifyRequest } from 'fastify';

/**
 * The answer to an update: a token that may not read such objects sees the id and the properties that it sent, so that an
 * update that changes nothing reads nothing. docs/decisions/0077
 */
export function updateAnswer(
  { caller, body }: Pick<FastifyRequest, 'caller' | 'body'>,
  readScope: string,
  answer: Record<string, unknown>,
): Record<string, unknown> {
  if (caller.scopes.has(readScope)) return answer;
  const sent = Object.keys(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(
    ['id', ...sent].filter((name) => Object.hasOwn(answer, name)).map((name) => [name, answer[name]]),
  );
}
