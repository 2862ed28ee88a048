import { useQuery } from '@tanstack/react-query';
import { useSignedIn } from '../../session/session-context.js';

/** The grants of a client: more than a hundred nobody has been seen to have. */
export function useGrants(clientId: string) {
  const { api, can } = useSignedIn();
  return useQuery({
    enabled: can('read:client_grants'),
    queryKey: ['grants', 'of-client', clientId],
    queryFn: async () => (await api.grants.getAll({ client_id: clientId, per_page: 100 })).data,
  });
}
