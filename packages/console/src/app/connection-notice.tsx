import { Alert } from '@mantine/core';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isConnectionFailure } from '../api/failure.js';
import { clockDifference } from '../api/server-clock.js';
import { sessionKey } from '../session/session-context.js';
import { fetchSession } from '../session/session-requests.js';

/** Milliseconds between attempts to reach the server. */
const interval = 3_000;

/** Says that the server cannot be reached, and goes on by itself once it can. */
export function ConnectionNotice() {
  const queries = useQueryClient();
  const [lost, setLost] = useState(false);
  const fetching = useIsFetching();
  useEffect(() => {
    const watch = ({ error }: { error: unknown }) => {
      if (error && isConnectionFailure(error)) setLost(true);
    };
    const ends = [
      queries.getQueryCache().subscribe(({ query }) => watch({ error: query.state.fetchFailureReason })),
      queries.getMutationCache().subscribe(({ mutation }) => watch({ error: mutation?.state.error })),
    ];
    const offline = () => setLost(true);
    window.addEventListener('offline', offline);
    return () => {
      for (const end of ends) end();
      window.removeEventListener('offline', offline);
    };
  }, [queries]);
  useEffect(() => {
    if (!lost) return;
    const timer = setInterval(async () => {
      try {
        const answer = await fetchSession();
        setLost(false);
        queries.setQueryData(sessionKey, answer);
        await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
      } catch {
        // Not yet: asked again in a moment.
      }
    }, interval);
    return () => clearInterval(timer);
  }, [lost, queries]);
  if (!lost) return <ClockNotice />;
  return (
    <Alert color="orange" variant="light" mb="md" role="status" aria-busy={fetching > 0}>
      The server cannot be reached. What you entered is kept; this goes on by itself when it is back.
    </Alert>
  );
}

/** Deadlines are by the server's clock, and so is what this console says of them. */
function ClockNotice() {
  const minutes = Math.round(clockDifference() / 60_000);
  if (minutes === 0) return null;
  return (
    <Alert color="orange" variant="light" mb="md">
      The clock of this computer is {Math.abs(minutes)} minutes {minutes > 0 ? 'behind' : 'ahead of'} that of
      the server. What you see here is by the server's clock.
    </Alert>
  );
}
