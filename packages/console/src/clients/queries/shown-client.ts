import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/api.js';
import { useSignedIn } from '../../session/session-context.js';

/** A client as far as its reader may see it. */
export interface ShownClient extends Readonly<Record<string, unknown>> {
  client_id: string;
  name: string;
  description?: string;
  app_type?: string | null;
  disabled?: boolean;
  is_first_party?: boolean;
  third_party_security_mode?: string;
  token_endpoint_auth_method?: string | null;
  client_authentication_methods?: ClientKeys | null;
  created_at?: string;
  updated_at?: string;
}

/** The keys and certificates that a client authenticates with, by their method. */
export type ClientKeys = Partial<
  Record<
    'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth',
    { credentials?: { id: string }[] }
  >
>;

/** A client, and the state of it that a change is for. */
export interface ReadClient {
  client: ShownClient;
  etag: string | undefined;
}

/** Under which a client is kept among what was read. */
export const clientKey = (id: string) => ['clients', 'one', id] as const;

/**
 * Reads a client. Its secret, where it comes along, is let go at once: it is shown by the credentials, when asked for.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export async function readClient(api: Api, id: string): Promise<ReadClient> {
  const { data, headers } = await api.clients.get({ client_id: id });
  const { client_secret: _secret, signing_keys: _certificate, ...client } = data as unknown as ShownClient;
  return { client: client as ShownClient, etag: headers.get('etag') ?? undefined };
}

/** A client, read again when it was changed here. */
export function useClient(id: string) {
  const { api } = useSignedIn();
  return useQuery({ queryKey: clientKey(id), queryFn: () => readClient(api, id) });
}
