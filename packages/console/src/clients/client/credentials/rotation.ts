import type { ClientRotation } from '@clientele/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSignedIn } from '../../../session/session-context.js';
import { clientKey } from '../../queries/shown-client.js';

/** Milliseconds after which use is looked at again. */
const interval = 5_000;

const keyOf = (id: string) => ['clients', 'rotation', id] as const;

/** The secrets, keys and certificates of a client with their use, and whether the old ones may be retired; kept up to date. */
export function useRotation(id: string, window: number) {
  const { api } = useSignedIn();
  return useQuery({
    queryKey: [...keyOf(id), window],
    queryFn: async (): Promise<ClientRotation> =>
      (await api.secrets.getRotation({ client_id: id, window })).data,
    refetchInterval: interval,
    placeholderData: (before) => before,
  });
}

/** Reads everything about the credentials of a client again. */
export function useRefresh(id: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(id) }),
      queries.invalidateQueries({ queryKey: clientKey(id) }),
    ]);
}
