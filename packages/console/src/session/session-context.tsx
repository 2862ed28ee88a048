import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react';
import { type Api, openApi } from '../api/api.js';
import type { Session, SessionAnswer } from './session-answer.js';
import { fetchSession } from './session-requests.js';

/** What every page of somebody who is signed in can use. */
export interface SignedIn {
  session: Session;
  server: SessionAnswer['server'];
  api: Api;
  /** Whether any one of the scopes is held. */
  can(...scopes: readonly string[]): boolean;
}

const SignedInContext = createContext<SignedIn | undefined>(undefined);

/** The key under which the session is kept among what was read. */
export const sessionKey = ['session'] as const;

/** How it is asked who is signed in. */
export const sessionQuery = { queryKey: sessionKey, queryFn: fetchSession, staleTime: 60_000 };

/** Tabs tell each other that somebody signed in or out. */
const channelName = 'clientele-session';

/** Tells the other tabs to ask again who is signed in. */
export function announceSession(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}

/** What the server says of the session; asked again when this or another tab signs in or out. */
export function useSessionAnswer() {
  const queries = useQueryClient();
  useEffect(() => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = () => void queries.invalidateQueries({ queryKey: sessionKey });
    return () => channel.close();
  }, [queries]);
  // An idle session ends without a word, so it is asked for when somebody comes back.
  return useQuery({ ...sessionQuery, refetchOnWindowFocus: 'always' });
}

/** What pages can use of a session. */
export function signedInBy(
  { session, server }: Pick<SignedIn, 'session' | 'server'>,
  queries: QueryClient,
): SignedIn {
  const held = new Set(session.scopes);
  return {
    session,
    server,
    api: openApi(session.csrf_token, () => void queries.invalidateQueries({ queryKey: sessionKey })),
    can: (...scopes) => scopes.some((scope) => held.has(scope)),
  };
}

/** Gives the pages below what they need of the session. */
export function SessionProvider({
  answer,
  children,
}: {
  answer: SessionAnswer & { session: Session };
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const { session, server } = answer;
  const person = useRef(session.person.id);
  useEffect(() => {
    // What somebody else was shown is not for this person.
    if (person.current !== session.person.id)
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    person.current = session.person.id;
  }, [queries, session.person.id]);
  const signedIn = useMemo(() => signedInBy({ session, server }, queries), [session, server, queries]);
  return <SignedInContext value={signedIn}>{children}</SignedInContext>;
}

/** @throws Error outside of pages for somebody who is signed in. */
export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error('This needs somebody who is signed in.');
  return signedIn;
}
