import { useQuery } from '@tanstack/react-query';
import type { OfferedScope } from '../../elements/scope-picker.js';
import { useSignedIn } from '../../session/session-context.js';

/** An API that a client can be allowed to call. */
export interface OfferedApi {
  id: string;
  name?: string;
  identifier: string;
  scopes?: OfferedScope[];
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** The APIs whose name or identifier has a text in it; the first ones. */
export function useFoundApis(text: string) {
  const { api, can } = useSignedIn();
  const words = text.trim().slice(0, 200);
  return useQuery({
    queryKey: ['apis', 'offered', words],
    enabled: can('read:resource_servers'),
    queryFn: () =>
      api.ask<{ resource_servers: OfferedApi[] }>({
        method: 'GET',
        path: '/resource-servers/search',
        query: {
          take: 50,
          sort: 'name',
          ...(words !== '' && {
            q: `name co ${quoted(words)} or identifier co ${quoted(words)}`,
            parser: 'scim',
          }),
        },
      }),
    placeholderData: (before) => before,
  });
}

/** One API with its scopes, by its identifier; undefined where it may not be seen. */
export function useApi(identifier: string) {
  const { api, can } = useSignedIn();
  return useQuery({
    queryKey: ['apis', 'one', identifier],
    enabled: can('read:resource_servers') && identifier !== '',
    queryFn: async () => (await api.resourceServers.get({ id: identifier })).data as unknown as OfferedApi,
  });
}
