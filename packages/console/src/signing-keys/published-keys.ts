import { AnswerError, ConnectionError } from '../api/failure.js';

/**
 * The ids of the keys that verifiers are told of now.
 * @throws AnswerError for a refusal, ConnectionError where no answer came.
 */
export async function fetchPublishedKeys(): Promise<ReadonlySet<string>> {
  const answer = await fetch('/.well-known/jwks.json').catch((error: unknown) => {
    throw new ConnectionError(error);
  });
  if (!answer.ok) throw new AnswerError(answer.status, undefined);
  const { keys }: { keys: { kid?: string }[] } = await answer.json();
  return new Set(keys.flatMap(({ kid }) => kid ?? []));
}
