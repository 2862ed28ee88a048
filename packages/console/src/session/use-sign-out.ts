import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { announceSession, sessionKey, useSignedIn } from './session-context.js';
import { fetchSession, signOut } from './session-requests.js';

/** Signs out, here and in the other tabs. */
export function useSignOut(): () => void {
  const { session } = useSignedIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    // Where the server cannot be reached the session stands, and the page says so.
    await signOut(session.csrf_token).catch(() => undefined);
    announceSession();
    const answer = await queries.fetchQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 0 });
    if (answer.session) return;
    await navigate('/sign-in');
  };
  return () => void leave().catch(() => undefined);
}
