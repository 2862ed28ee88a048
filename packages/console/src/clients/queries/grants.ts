import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSignedIn } from '../../session/session-context.js';

const grantsKey = (clientId: string) => ['grants', clientId] as const;

/** The grants of a client: more than a hundred nobody has been seen to have. */
export function useGrants(clientId: string) {
  const { api, can } = useSignedIn();
  return useQuery({
    enabled: can('read:client_grants'),
    queryKey: grantsKey(clientId),
    queryFn: async () => (await api.grants.getAll({ client_id: clientId, per_page: 100 })).data,
  });
}

/** Reads the grants of a client again. */
export function useRefreshGrants(clientId: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: grantsKey(clientId) });
}
