import type { ClientGrant } from '@clientele/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Api } from '../api/api.js';
import { useSignedIn } from '../session/session-context.js';

interface GrantPage {
  client_grants: ClientGrant[];
  next?: string;
}

const ask = (api: Api, query: Readonly<Record<string, string | number | boolean>>) =>
  api.ask<GrantPage>({ method: 'GET', path: '/client-grants', query });

/** The grants for an API, page by page. */
export function useApiGrants(audience: string) {
  const { api } = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['grants', 'of-api', audience],
    queryFn: ({ pageParam }) =>
      ask(api, { audience, take: 50, ...(pageParam !== '' && { from: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** How many grants there are for an API, and some of them. */
export async function countGrants(api: Api, audience: string) {
  const { total, client_grants: some } = await api.ask<{ total: number; client_grants: ClientGrant[] }>({
    method: 'GET',
    path: '/client-grants',
    query: { audience, include_totals: true, per_page: 5 },
  });
  return { total, some };
}

/** Pages that are read to find what a scope is used for. */
const mostPages = 10;

/** The grants that name a scope, of the first thousand. */
export async function grantsWith(api: Api, audience: string, scope: string) {
  const found: ClientGrant[] = [];
  let from: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await ask(api, { audience, take: 100, ...(from !== undefined && { from }) });
    found.push(
      ...page.client_grants.filter((grant) => grant.allow_all_scopes || grant.scope?.includes(scope)),
    );
    from = page.next;
    if (from === undefined) break;
  }
  return { found, isAll: from === undefined };
}
