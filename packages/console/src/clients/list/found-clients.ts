import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/api.js';
import { useSignedIn } from '../../session/session-context.js';
import { methodOf } from '../words.js';
import { type ClientFilter, type ColumnName, searchOf } from './client-filter.js';

/** What the list shows of a client, as far as its reader may see it. */
export interface ListedClient {
  client_id: string;
  name: string;
  description?: string;
  app_type?: string | null;
  is_first_party?: boolean;
  disabled?: boolean;
  token_endpoint_auth_method?: string | null;
  client_authentication_methods?: object | null;
  created_at?: string;
  updated_at?: string;
}

/** A page of the list. */
export interface FoundClients {
  clients: ListedClient[];
  next?: string;
  total?: number;
  observed_since?: string | null;
}

/** Clients on a page. */
export const pageSize = 50;

const fields =
  'client_id,name,description,app_type,is_first_party,disabled,token_endpoint_auth_method,client_authentication_methods,created_at,updated_at';

/**
 * Asks for a page of the list.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export function findClients(api: Api, filter: ClientFilter, take: number): Promise<FoundClients> {
  const query = { ...searchOf(filter), fields, take };
  return api.ask<FoundClients>({ method: 'GET', path: '/clients/search', query });
}

/** How often a page is filled up before it is shown as it is. */
const mostRequests = 6;

// An answer may hold fewer clients than there are, and say where to go on.
async function findPage(api: Api, filter: ClientFilter): Promise<FoundClients> {
  const page = await findClients(api, filter, pageSize);
  for (
    let asked = 1;
    asked < mostRequests && page.next !== undefined && page.clients.length < pageSize;
    asked++
  ) {
    const missing = pageSize - page.clients.length;
    const { clients, next } = await findClients(api, { ...filter, from: page.next }, missing);
    page.clients.push(...clients);
    if (next === undefined) delete page.next;
    else page.next = next;
  }
  return page;
}

/** How the page that a filter asks for is read. */
export function foundQuery(api: Api, filter: ClientFilter) {
  const { columns: _columns, ...asked } = filter;
  return { queryKey: ['clients', 'found', asked], queryFn: () => findPage(api, filter) };
}

/** The page that a filter asks for; the one before stays until it is there. */
export function useFoundClients(filter: ClientFilter) {
  const { api } = useSignedIn();
  return useQuery({ ...foundQuery(api, filter), placeholderData: keepPreviousData });
}

/** How many clients a filter finds: exact to 10,000, and one more beyond. Asked for by itself, so that the list need not wait. */
export function useTotal(filter: ClientFilter) {
  const { api } = useSignedIn();
  const { columns: _columns, from: _from, sort: _sort, ...asked } = filter;
  const query = searchOf({ ...filter, from: '', sort: '' });
  return useQuery({
    queryKey: ['clients', 'found', 'total', asked],
    queryFn: async () => {
      const answer = await api.ask<FoundClients>({
        method: 'GET',
        path: '/clients/search',
        query: { ...query, take: 1, fields: 'client_id', include_totals: true },
      });
      return answer.total ?? 0;
    },
    placeholderData: keepPreviousData,
  });
}

/** Every client that a filter finds, page by page. */
export async function* allFound(api: Api, filter: ClientFilter): AsyncGenerator<ListedClient[]> {
  let from = '';
  do {
    const page = await findClients(api, { ...filter, from }, 100);
    yield page.clients;
    from = page.next ?? '';
  } while (from !== '');
}

/** A client that names no method sends a secret; whoever sees no settings sees no method either. */
export function sendsSecret(client: ListedClient): boolean {
  const { token_endpoint_auth_method: method, is_first_party } = client;
  return methodOf(client) === undefined && method === undefined && is_first_party !== undefined;
}

/** What a column holds, as text. */
export function columnText(client: ListedClient, column: ColumnName): string | undefined {
  switch (column) {
    case 'id':
      return client.client_id;
    case 'type':
      return client.app_type ?? undefined;
    case 'party':
      return client.is_first_party === undefined ? undefined : client.is_first_party ? 'first' : 'third';
    case 'method':
      return methodOf(client) ?? (sendsSecret(client) ? 'client_secret' : undefined);
    case 'created':
      return client.created_at;
    case 'updated':
      return client.updated_at;
    case 'description':
      return client.description;
  }
}
