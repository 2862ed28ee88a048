import { useQuery } from '@tanstack/react-query';
import { serverNow } from '../../../api/server-clock.js';
import { useSignedIn } from '../../../session/session-context.js';
import { clientKey, type ShownClient } from '../../queries/shown-client.js';

/** A key that a client signs its assertions with. */
interface SigningKey {
  id: string;
  alg: string;
}

/** The newest key with which the client authenticates now, where it may be seen. */
export function useSigningKey(client: ShownClient): SigningKey | undefined {
  const { api, can } = useSignedIn();
  const enabled =
    client.client_authentication_methods?.private_key_jwt?.credentials?.map(({ id }) => id) ?? [];
  const { data } = useQuery({
    queryKey: [...clientKey(client.client_id), 'credentials'],
    queryFn: async () => (await api.clients.getCredentials({ client_id: client.client_id })).data,
    enabled: enabled.length > 0 && can('read:client_credentials'),
  });
  const [newest] = (data ?? [])
    .filter(
      ({ id, expires_at }) => enabled.includes(id) && !(expires_at && Date.parse(expires_at) <= serverNow()),
    )
    .sort((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at));
  return newest && { id: newest.id, alg: newest.alg ?? 'ES256' };
}
