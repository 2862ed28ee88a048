import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { readsClients } from '../clients/scopes.js';
import { useSignedIn } from '../session/session-context.js';

/** Clients whose names are asked for at once. */
const atOnce = 50;

/** The names of clients by their ids, as far as there are such clients and they may be seen. */
export function useClientNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const { api, can } = useSignedIn();
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery({
    queryKey: ['clients', 'names', ...wanted],
    queryFn: async () => {
      const pages = await Promise.all(
        chunksOf(wanted).map((chunk) =>
          api.ask<{ client_id: string; name?: string }[]>({
            method: 'GET',
            path: '/clients',
            query: { client_ids: chunk.join(','), fields: 'client_id,name', per_page: atOnce },
          }),
        ),
      );
      return new Map(
        pages.flat().flatMap(({ client_id, name }) => (name ? [[client_id, name] as const] : [])),
      );
    },
    enabled: wanted.length > 0 && can(...readsClients),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return data ?? none;
}

const none: ReadonlyMap<string, string> = new Map();

function chunksOf(ids: readonly string[]): string[][] {
  return [...Array(Math.ceil(ids.length / atOnce)).keys()].map((index) =>
    ids.slice(index * atOnce, (index + 1) * atOnce),
  );
}
