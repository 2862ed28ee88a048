import type { ResourceServerScope } from '@clientele/sdk';
import { useQuery } from '@tanstack/react-query';
import type { Api } from '../api/api.js';
import { useSignedIn } from '../session/session-context.js';

/** An API as the console shows it: without the secret that signs for it. */
export interface ShownApi extends Readonly<Record<string, unknown>> {
  id: string;
  identifier: string;
  name?: string;
  scopes?: ResourceServerScope[];
  signing_alg?: string;
  token_lifetime?: number;
  is_system?: boolean;
}

/** An API, and the state of it that a change is for. */
export interface ReadApi {
  api: ShownApi;
  etag: string | undefined;
}

/** Under which an API is kept among what was read. */
export const apiKey = (id: string) => ['apis', 'read', id] as const;

/**
 * Reads an API by its id or identifier. The secret that signs for it is let go at once.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export async function readApi(api: Api, id: string): Promise<ReadApi> {
  const { data, headers } = await api.resourceServers.get({ id });
  const { signing_secret: _secret, ...shown } = data as unknown as ShownApi;
  return { api: shown as ShownApi, etag: headers.get('etag') ?? undefined };
}

/** An API, read again when it was changed here. */
export function useApi(id: string) {
  const { api } = useSignedIn();
  return useQuery({ queryKey: apiKey(id), queryFn: () => readApi(api, id) });
}

/** Why an API of the server itself is not changed here. */
export const systemReason =
  'This API belongs to the server, and everything that manages it depends on it: it is what it is.';
