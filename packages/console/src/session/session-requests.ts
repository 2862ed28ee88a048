import { AnswerError, ConnectionError } from '../api/failure.js';
import { noteServerTime } from '../api/server-clock.js';
import type { ListedSession, SessionAnswer, SignInProof } from './session-answer.js';

const place = '/console/auth';

/** Asks the server who is signed in. */
export const fetchSession = () => ask<SessionAnswer>('GET', '/session');

/** Signs in. */
export const signIn = (proof: SignInProof) => ask<SessionAnswer>('POST', '/session', { body: proof });

/** Signs out. */
export const signOut = (csrf: string) => ask<undefined>('DELETE', '/session', { csrf });

/** Asks for a fresh link on the terminal of a development server. */
export const printLink = () => ask<undefined>('POST', '/link', { body: {} });

/** The sessions of the person who is signed in. */
export const fetchSessions = (csrf: string) =>
  ask<{ sessions: ListedSession[] }>('GET', '/sessions', { csrf });

/** Ends one session, or all of this person. */
export const endSession = (csrf: string, id?: string) =>
  ask<undefined>('DELETE', id === undefined ? '/sessions' : `/sessions/${encodeURIComponent(id)}`, { csrf });

/** Where a sign-in by the OpenID provider begins. */
export const providerPath = (returnTo: string) =>
  `${place}/provider?${new URLSearchParams({ return_to: returnTo })}`;

/**
 * Asks an endpoint of the console that is not the Management API.
 * @throws AnswerError for a refusal, ConnectionError where no answer came.
 */
export async function ask<T>(
  method: string,
  path: string,
  { body, csrf, base = place }: { body?: object; csrf?: string; base?: string } = {},
): Promise<T> {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(csrf !== undefined && { 'x-csrf-token': csrf }),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${base}${path}`, init).catch((error: unknown) => {
    throw new ConnectionError(error);
  });
  noteServerTime(answer.headers);
  const text = await answer.text();
  const data =
    answer.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new AnswerError(answer.status, data);
  return data;
}
